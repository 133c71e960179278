import type { LedgerRecord, RecordOf } from '../ledger/record.ts'
import type { ReadAnswer } from './answer.ts'
import { caseArms } from './arm-results.ts'
import type { CaseFacts } from './case-facts.ts'
import { type Configuration, gridConfigurations } from './configuration-key.ts'
import { type CaseContrasts, type ContrastRules, caseContrasts } from './contrast.ts'
import { type CountedRounds, countBlocks } from './counted-blocks.ts'
import { adjustForFamily } from './family.ts'
import { familySize } from './family-size.ts'
import { indexLedger, type LedgerIndex, type Plan, type Study } from './ledger-index.ts'
import { machinesOf } from './machine-split.ts'
import { type CaseArms, isRanked } from './ranked-arms.ts'
import type { StudyReference } from './run-command.ts'
import { type CaseScorer, caseScorer } from './scores.ts'

export interface CaseResults extends CaseArms {
  readonly facts: CaseFacts
  /** Rounds that count, and rounds that wait for their pass to be complete. */
  readonly rounds: number
  readonly rounds_waiting: number
  readonly contrasts: CaseContrasts
  readonly scorer: CaseScorer
}

/** Everything a report says about one ledger. */
export interface Results {
  readonly study: Study
  readonly plan: Plan | undefined
  readonly environment: RecordOf<'environment'> | undefined
  readonly configurations: readonly Configuration[]
  /** The cases that take part in the rounds, where rounds are planned. */
  readonly cases: readonly CaseResults[]
  /** The folds of cross-validations, which are scored and never timed; by dataset, split, preparation, repeat and fold. */
  readonly folds: readonly CaseResults[]
  /** The cases that a change was made of, scored by the baseline alone and never timed. */
  readonly variants: readonly CaseResults[]
  readonly left_out: readonly RecordOf<'left-out'>[]
  /** How commands name the study: as it was typed, unless whoever reads the ledger knows better. */
  readonly reference: StudyReference
  /** All records behind the results, for tables of single measurements. */
  readonly index: LedgerIndex
}

/** Results of a ledger's records, a pure function of them and the answer files; undefined if they hold no plan. */
export function buildResults(records: readonly LedgerRecord[], readAnswer: ReadAnswer): Results | undefined {
  const index = indexLedger(records)
  if (index === undefined) return undefined
  const counted = countBlocks(index)
  const rulesOf = ({ dataset }: CaseFacts) => contrastRules(index, dataset)
  const all = index.data.map((facts) =>
    caseResults(index, facts, { counted, rules: rulesOf(facts), readAnswer }),
  )
  const ofStudy = all.filter(({ facts }) => facts.variant === undefined)
  const cases = ofStudy.filter(({ facts }) => facts.fold === null)
  return {
    study: index.study,
    plan: index.plan,
    environment: index.environment,
    configurations: gridConfigurations(index.study.grid),
    cases: adjustForFamily(cases, rulesOf),
    folds: ofStudy.filter(({ facts }) => facts.fold !== null),
    variants: all.filter(({ facts }) => facts.variant !== undefined),
    left_out: index.leftOut,
    reference: recordedReference(index),
    index,
  }
}

function recordedReference({ study: { invoked }, shard }: LedgerIndex): StudyReference {
  const table = invoked?.table
  const study =
    table === undefined
      ? (invoked?.study ?? 'STUDY.yaml')
      : { data: table.data ?? 'FILE.csv', target: table.target }
  const part = shard === undefined ? [] : [`--shard ${shard.number}/${shard.of}`]
  return { study, flags: [...(invoked?.flags ?? []), ...part] }
}

interface Sources {
  readonly counted: CountedRounds
  readonly rules: ContrastRules
  readonly readAnswer: ReadAnswer
}

function caseResults(
  index: LedgerIndex,
  facts: CaseFacts,
  { counted, rules, readAnswer }: Sources,
): CaseResults {
  const scorer = caseScorer(facts, readAnswer)
  const every = caseArms(index, facts, counted, scorer)
  const arms = every.filter(isRanked)
  return {
    facts,
    arms,
    approximate: every.filter((arm) => !isRanked(arm)),
    scorer,
    rounds: Math.max(0, ...every.map(({ blocks }) => blocks.length)),
    rounds_waiting: counted.waiting.get(facts.case_id) ?? 0,
    contrasts: caseContrasts(arms, rules),
  }
}

function contrastRules(index: LedgerIndex, dataset: string): ContrastRules {
  const { study, plan } = index
  const { alpha, equivalence, family } = study.analysis
  return {
    baseline: study.baseline,
    alpha,
    equivalence,
    family,
    family_size: plan === undefined ? 1 : familySize(plan, family, dataset),
    subsets: plan?.subsets ?? [],
    machineOf: machinesOf(index),
  }
}
