import { caseLabel } from '../case-label.ts'
import { familySize } from '../family-size.ts'
import { foldWords } from '../fold-words.ts'
import type { CaseResults, Results } from '../results.ts'
import { answersFinding, cellsFinding } from './answer-findings.ts'
import { BASE, type Builds, buildsOf, HEAD } from './builds.ts'
import { exactFindings } from './exact-findings.ts'
import { type Finding, type Status, type Tolerances, worstStatus } from './finding.ts'
import { pairedQuantity, ratioFindings } from './ratio-findings.ts'

/** What a gate says, a pure function of its ledger and the tolerances. */
export interface GateResult {
  readonly study: string
  readonly status: Status
  /** Case by case, each in the order of its checks. */
  readonly findings: readonly Finding[]
  /** Rounds that count, in the case that has the fewest. */
  readonly rounds: number
  /** m: speed verdicts that are decided together. */
  readonly family_size: number
  readonly analysis: Results['study']['analysis']
  readonly tolerances: Tolerances
  readonly builds: Readonly<
    Record<'base' | 'head', { readonly version: string; readonly sha256: string } | undefined>
  >
}

/** Judges every case of a gate's ledger, and every fold, which is answered and not timed. */
export function judgeGate(results: Results, tolerances: Tolerances): GateResult {
  const { study, plan, cases, folds } = results
  const findings = [
    ...cases.flatMap((one) => caseFindings(one, results, tolerances)),
    ...folds.flatMap((one) => foldFindings(one, results, tolerances)),
  ]
  const build = (name: string) => {
    const info = results.index.engines.get(name)
    return info === undefined ? undefined : { version: info.version, sha256: info.manifest_sha256 }
  }
  return {
    study: study.name,
    status: worstStatus(findings.map(({ status }) => status)),
    findings,
    rounds: cases.length === 0 ? 0 : Math.min(...cases.map(({ rounds }) => rounds)),
    family_size: plan?.family_size ?? 0,
    analysis: study.analysis,
    tolerances,
    builds: { base: build(BASE), head: build(HEAD) },
  }
}

function caseFindings(one: CaseResults, results: Results, tolerances: Tolerances): Finding[] {
  const builds = buildsOf(one)
  if (builds === undefined) return []
  const where = { where: caseLabel(one.facts, results), dataset: one.facts.dataset }
  const { plan, study } = results
  const { alpha, equivalence, family } = study.analysis
  const family_size = plan === undefined ? 1 : familySize(plan, family, one.facts.dataset)
  const rules = { rule: { alpha, equivalence, family_size }, tolerances }
  const paired = pairedQuantity(builds, plan?.subsets ?? [])
  const [answers, ...rest] = answerFindings(one, builds, where, results, tolerances)
  return [answers, ...ratioFindings(builds, where, rules, paired), ...rest]
}

function foldFindings(one: CaseResults, results: Results, tolerances: Tolerances): Finding[] {
  const builds = buildsOf(one)
  if (builds === undefined) return []
  const where = `${caseLabel(one.facts, results)}, ${foldWords(one.facts)}`
  return answerFindings(one, builds, { where, dataset: one.facts.dataset }, results, tolerances)
}

function answerFindings(
  one: CaseResults,
  builds: Builds,
  where: Pick<Finding, 'where' | 'dataset'>,
  { cases, folds }: Results,
  tolerances: Tolerances,
): [Finding, ...Finding[]] {
  const namesakes = [...cases, ...folds].filter(({ facts }) => facts.dataset === one.facts.dataset)
  const place = namesakes.length === 1 ? 'dataset' : 'one of several cases'
  return [
    answersFinding(builds, where, place),
    cellsFinding(builds, where),
    ...exactFindings(one, builds, where, tolerances),
  ]
}
