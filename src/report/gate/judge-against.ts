import type { VerdictRule } from '../../stats/verdict.ts'
import { caseLabel } from '../case-label.ts'
import { foldWords } from '../fold-words.ts'
import { dataDifference } from '../reproduction/paired-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import type { CaseScorer } from '../scores.ts'
import { answersFinding, cellsFinding } from './answer-findings.ts'
import type { Builds } from './builds.ts'
import { exactFindings } from './exact-findings.ts'
import { type Finding, type Tolerances, worstStatus } from './finding.ts'
import type { GateResult } from './gate-result.ts'
import { ratioFindings } from './ratio-findings.ts'
import { type LedgerArm, unpairedQuantity } from './unpaired-quantity.ts'

/** Every exact arm of one case, and the case of the earlier ledger that has its answers and times. */
interface Pairing {
  readonly one: CaseResults
  readonly earlier: CaseResults | undefined
  /** Why there is nothing to compare with; undefined where there is. */
  readonly missing: string | undefined
}

/** Judges each engine of a ledger against itself in an earlier one. The base is the earlier one, the head this one. */
export function judgeAgainst(now: Results, before: Results, tolerances: Tolerances): GateResult {
  const pairings = [...now.cases, ...now.folds].map((one) => pairingOf(one, before))
  const counts = (dataset: string | undefined) =>
    pairings
      .filter(({ one, missing }) => one.facts.fold === null && missing === undefined)
      .filter(({ one }) => dataset === undefined || one.facts.dataset === dataset)
      .reduce((sum, { one }) => sum + mainArms(one).length, 0)
  const { alpha, equivalence, family } = now.study.analysis
  const findings = pairings.flatMap((pairing) => {
    const m = counts(family === 'study' ? undefined : pairing.one.facts.dataset)
    const rule = { alpha, equivalence, family_size: Math.max(1, m) }
    return mainArms(pairing.one).flatMap((arm) =>
      armFindings(pairing, arm, { now, before, rule, tolerances }),
    )
  })
  const rounds = now.cases.map((one) => one.rounds)
  return {
    study: now.study.name,
    status: worstStatus(findings.map(({ status }) => status)),
    findings,
    rounds: rounds.length === 0 ? 0 : Math.min(...rounds),
    family_size: counts(undefined),
    analysis: now.study.analysis,
    tolerances,
    builds: { base: undefined, head: undefined },
  }
}

function mainArms({ arms }: CaseResults): CaseResults['arms'] {
  return arms.filter(({ arm }) => arm === 'main')
}

function pairingOf(one: CaseResults, before: Results): Pairing {
  const earlier = [...before.cases, ...before.folds].find(({ facts }) => facts.case_id === one.facts.case_id)
  const missing =
    earlier === undefined ? 'the earlier result does not have it' : dataDifference(earlier.facts, one.facts)
  return { one, earlier, missing }
}

interface Judging {
  readonly now: Results
  readonly before: Results
  readonly rule: VerdictRule
  readonly tolerances: Tolerances
}

function armFindings(
  { one, earlier, missing }: Pairing,
  head: CaseResults['arms'][number],
  { now, before, rule, tolerances }: Judging,
): Finding[] {
  const { facts } = one
  const fold = facts.fold === null ? '' : `, ${foldWords(facts)}`
  const where = { where: `${caseLabel(facts, now)}${fold}, ${head.engine}`, dataset: facts.dataset }
  const isAlone =
    [...now.cases, ...now.folds].filter((other) => other.facts.dataset === facts.dataset).length === 1
  const place = isAlone ? 'dataset' : 'one of several cases'
  const base =
    earlier === undefined ? undefined : mainArms(earlier).find(({ engine }) => engine === head.engine)
  if (earlier === undefined || base === undefined || missing !== undefined) {
    const alone = answersFinding({ base: head, head, null_arm: undefined }, where, place)
    const words = `nothing to compare with: ${missing ?? `the earlier result has no ${head.engine}`}`
    return [alone, { ...where, check: 'cells', status: 'inconclusive', words }]
  }
  const builds: Builds = { base, head, null_arm: undefined }
  const scorer = joinedScorer(one.scorer, earlier.scorer, base)
  const compare = unpairedQuantity(ledgerArm(earlier, base, before), ledgerArm(one, head, now))
  return [
    answersFinding(builds, where, place),
    ...(facts.fold === null ? ratioFindings(builds, where, { rule, tolerances }, compare) : []),
    cellsFinding(builds, where),
    ...exactFindings({ ...one, scorer }, builds, where, tolerances),
  ]
}

function ledgerArm({ arms }: CaseResults, arm: LedgerArm['arm'], { plan, study }: Results): LedgerArm {
  return {
    arm,
    baseline: arms.find((other) => other.engine === study.baseline && other.arm === 'main'),
    null_arm: arms.find((other) => other.arm === 'null'),
    subsets: plan?.subsets ?? [],
  }
}

/** Each ledger has answer files of its own; what both name alike is alike. */
function joinedScorer(now: CaseScorer, before: CaseScorer, base: LedgerArm['arm']): CaseScorer {
  const earlier = new Set<unknown>(base.cells.map(({ verification }) => verification))
  return {
    ...now,
    labels: (answers) => (earlier.has(answers) ? before : now).labels(answers),
    agree: (one, other) => one.labels === other.labels && one.score_rows === other.score_rows,
  }
}
