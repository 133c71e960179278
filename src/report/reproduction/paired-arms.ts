import type { ArmResults } from '../arm-results.ts'
import type { CaseFacts } from '../case-facts.ts'
import type { Contrast } from '../contrast.ts'
import { everyMainArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { type CaseKind, isAmong } from '../table-needs.ts'

/** An arm of one ledger, with the contrast that its own baseline gave it. */
export interface ArmSide {
  readonly facts: CaseFacts
  readonly arm: ArmResults
  /** Undefined for the baseline. */
  readonly contrast: Contrast | undefined
  /** Subsets of configurations in the order of rounds. */
  readonly subsets: readonly (readonly ArmResults['cells'][number]['configuration'][])[]
}

/** One main arm in the ledger and in its reproduction. */
export interface ArmPair {
  readonly facts: CaseFacts
  readonly engine: string
  readonly old: ArmSide
  /** The arm of the reproduction, or why there is none. */
  readonly now: ArmSide | { readonly missing: string }
}

/** The main arms of a ledger whose case and engine its reproduction was to run: case by case, then fold by fold. */
export function pairArms(old: Results, now: Results, cases: CaseKind): ArmPair[] {
  const engines = new Set(now.study.engines.map(({ name }) => name))
  const datasets = new Set(now.study.datasets)
  return casesAndFolds(old)
    .filter(({ facts }) => datasets.has(facts.dataset) && isAmong(cases, { isFold: facts.fold !== null }))
    .flatMap((one) =>
      sidesOf(one, old)
        .filter(({ arm }) => engines.has(arm.engine))
        .map((side) => ({
          facts: one.facts,
          engine: side.arm.engine,
          old: side,
          now: partnerOf(side, now),
        })),
    )
}

/** Whether an arm was to be timed: folds are scored, and never timed. */
export function isTimed({ facts }: ArmPair): boolean {
  return facts.fold === null
}

function casesAndFolds({ cases, folds }: Results): CaseResults[] {
  return [...cases, ...folds]
}

function sidesOf(one: CaseResults, { plan }: Results): ArmSide[] {
  return everyMainArm(one).map((arm) => ({
    facts: one.facts,
    arm,
    contrast: one.contrasts.engines.find(({ engine }) => engine === arm.engine),
    subsets: plan?.subsets ?? [],
  }))
}

function partnerOf({ facts: { case_id }, arm: { engine } }: ArmSide, now: Results): ArmPair['now'] {
  const gone = now.left_out.find((one) => one.engine === engine)
  if (gone !== undefined) return { missing: `left out: ${gone.missing}` }
  const found = casesAndFolds(now).find(({ facts }) => facts.case_id === case_id)
  const side = found === undefined ? undefined : sidesOf(found, now).find(({ arm }) => arm.engine === engine)
  return side ?? { missing: 'not run' }
}

/** Why what two ledgers say of a case cannot be compared bit by bit; undefined where engines got the same files. */
export function dataDifference(old: CaseFacts, now: CaseFacts): string | undefined {
  if (old.source_sha256 !== now.source_sha256) return 'the data are others'
  const isSame =
    old.X_train_sha256 === now.X_train_sha256 &&
    old.X_test_sha256 === now.X_test_sha256 &&
    old.y_test === now.y_test
  return isSame ? undefined : 'the same data, but prepared otherwise'
}
