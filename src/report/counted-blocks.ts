import { type ArmIdentity, armKey } from './arm-identity.ts'
import type { Configuration } from './configuration-key.ts'
import { groupBy } from './group-by.ts'
import type { LedgerIndex, Plan } from './ledger-index.ts'
import { type MeasuredBlock, measuredBlocks } from './measured-block.ts'
import { isRight } from './right-grade.ts'

/** A block that counts, with the baseline block it is paired with: that of the same attempt of its group. */
export interface CountedBlock extends MeasuredBlock {
  /** Undefined for the baseline itself, and where the baseline can time nothing of this round. */
  readonly baseline: MeasuredBlock | undefined
}

export interface CountedRounds {
  /** Counted blocks of each arm (by `armKey`), in order of rounds. */
  readonly byArm: ReadonlyMap<string, readonly CountedBlock[]>
  /** Rounds of each case that some arm has measured but that wait for their pass to be complete. */
  readonly waiting: ReadonlyMap<string, number>
}

/** Measured blocks of one case: round → sitting → arm → the last block. */
type CaseBlocks = ReadonlyMap<number, readonly ReadonlyMap<string, MeasuredBlock>[]>

/**
 * Which blocks of a ledger count (design §8, §10). A group whose missing arm is measured later gets a new baseline
 * and null block in that sitting, so each arm counts in the highest attempt that holds it and the baseline, and is
 * paired with no other attempt's baseline. Of an arm's rounds only whole passes count.
 */
export function countBlocks(index: LedgerIndex): CountedRounds {
  const { plan } = index
  const byArm = new Map<string, readonly CountedBlock[]>()
  const waiting = new Map<string, number>()
  if (plan === undefined) return { byArm, waiting }
  const cases = new Map(
    [...groupBy(measuredBlocks(index), ({ block }) => block.case_id)].map(([id, blocks]) => [
      id,
      caseBlocks(blocks),
    ]),
  )
  for (const arm of plan.arms.filter(({ decision }) => decision === 'run')) {
    const blocks = pairedBlocks(index, plan, arm, cases.get(arm.case_id) ?? new Map())
    const whole = wholePasses(index, plan, arm, blocks)
    byArm.set(armKey(arm), whole)
    waiting.set(arm.case_id, Math.max(waiting.get(arm.case_id) ?? 0, blocks.length - whole.length))
  }
  return { byArm, waiting }
}

function caseBlocks(blocks: readonly MeasuredBlock[]): CaseBlocks {
  const byRound = groupBy(blocks, ({ block }) => block.round)
  return new Map([...byRound].map(([round, ofRound]) => [round, sittingsOf(ofRound)]))
}

/**
 * The sittings of one group, those that count first: the highest attempt of a ledger; and where a merged ledger holds a
 * group twice, the one measured first, whatever it measured.
 */
function sittingsOf(blocks: readonly MeasuredBlock[]): Map<string, MeasuredBlock>[] {
  const sittings = groupBy(blocks, ({ block }) => `${block.group_attempt} ${block.session_id}`)
  return [...sittings.values()]
    .map((own) => own.toSorted(byStart))
    .sort(([a], [b]) => b.block.group_attempt - a.block.group_attempt || byStart(a, b))
    .map((own) => new Map(own.map((one) => [armKey(one.block), one])))
}

function byStart({ block: a }: MeasuredBlock, { block: b }: MeasuredBlock): number {
  return a.started_at < b.started_at ? -1 : a.started_at > b.started_at ? 1 : 0
}

/** The arm's block of each round, but for those whose cells are all lost, by the highest attempt that can count. */
function pairedBlocks(index: LedgerIndex, plan: Plan, arm: ArmIdentity, blocks: CaseBlocks): CountedBlock[] {
  const baseline: ArmIdentity = { case_id: arm.case_id, engine: index.study.baseline, arm: 'main' }
  const isBaseline = armKey(arm) === armKey(baseline)
  return [...blocks.keys()]
    .sort((a, b) => a - b)
    .filter((round) => !isLost(index, arm, subsetOf(plan, round)))
    .flatMap((round) => {
      const isPaired = !isBaseline && canTime(index, baseline, subsetOf(plan, round))
      for (const sitting of blocks.get(round) ?? []) {
        const own = sitting.get(armKey(arm))
        const partner = isPaired ? sitting.get(armKey(baseline)) : undefined
        if (own === undefined || (isPaired && partner?.block.session_id !== own.block.session_id)) continue
        return [{ ...own, baseline: partner }]
      }
      return []
    })
}

/** The blocks whose pass holds every round that the arm can time something of. */
function wholePasses(
  index: LedgerIndex,
  plan: Plan,
  arm: ArmIdentity,
  blocks: readonly CountedBlock[],
): readonly CountedBlock[] {
  const S = plan.subsets.length
  const needed = plan.subsets.flatMap((subset, s) => (canTime(index, arm, subset) ? [s] : []))
  const measured = new Set(blocks.map(({ block }) => block.round))
  return blocks.filter(({ block }) => {
    const first = block.round - (block.round % S)
    return needed.every((s) => measured.has(first + s))
  })
}

function subsetOf({ subsets }: Plan, round: number): readonly Configuration[] {
  return subsets[round % subsets.length]
}

/** Whether an arm has a right and unfailed cell among these configurations: others are not timed. */
function canTime(index: LedgerIndex, arm: ArmIdentity, configurations: readonly Configuration[]): boolean {
  return configurations.some((configuration) => stateOf(index, arm, configuration) === 'right')
}

/** Whether each of these cells was found wrong or undecidable, or failed, maybe after it was timed. */
export function isLost(
  index: LedgerIndex,
  arm: ArmIdentity,
  configurations: readonly Configuration[],
): boolean {
  return configurations.every((configuration) => stateOf(index, arm, configuration) === 'lost')
}

function stateOf(index: LedgerIndex, arm: ArmIdentity, configuration: Configuration) {
  const failure = index.failure(arm, null) ?? index.failure(arm, configuration)
  if (failure !== undefined) return 'lost'
  const grade = index.verification(arm, configuration)?.grade
  if (grade === undefined) return 'open'
  return isRight(grade) ? 'right' : 'lost'
}
