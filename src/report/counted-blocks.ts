import type { RecordOf } from '../ledger/record.ts'
import { armKey } from './arm-identity.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import { groupBy } from './group-by.ts'
import type { LedgerIndex, Plan, PlannedArm } from './ledger-index.ts'

export type Block = RecordOf<'block'>
export type Measurement = RecordOf<'measurement'>['value']

/** A block that counts: measured, in the highest complete attempt of its group, in a complete pass. */
export interface CountedBlock {
  readonly block: Block
  readonly end: RecordOf<'block-end'>
  readonly measurements: readonly Measurement[]
  /** Timed predictions by `configurationKey`. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>
}

type Sample = Extract<Measurement, { event: 'sample' }>

export interface CountedRounds {
  /** Counted blocks of each arm (by `armKey`), in order of rounds. */
  readonly byArm: ReadonlyMap<string, readonly CountedBlock[]>
  /** Rounds of each case whose group is complete but whose pass is not. */
  readonly waiting: ReadonlyMap<string, number>
}

/** Which blocks of a ledger count (design §8, §10): groups are atomic, and only whole passes count. */
export function countBlocks(index: LedgerIndex): CountedRounds {
  const { plan } = index
  const byArm = new Map<string, CountedBlock[]>()
  const waiting = new Map<string, number>()
  if (plan === undefined) return { byArm, waiting }
  const measured = measuredBlocks(index)
  for (const case_id of new Set(plan.arms.map((arm) => arm.case_id))) {
    const groups = completeGroups(
      index,
      plan,
      measured.filter(({ block }) => block.case_id === case_id),
    )
    const whole = wholePasses([...groups.keys()], plan.subsets.length)
    waiting.set(case_id, groups.size - whole.length)
    for (const counted of whole.flatMap((round) => groups.get(round) ?? [])) {
      const key = armKey(counted.block)
      byArm.set(key, [...(byArm.get(key) ?? []), counted])
    }
  }
  return { byArm, waiting }
}

/** Blocks that ended as measured and hold the content that is planned now. */
function measuredBlocks(index: LedgerIndex): CountedBlock[] {
  const ends = new Map(index.all('block-end').map((end) => [end.block_id, end]))
  const measurements = groupBy(index.all('measurement'), ({ block_id }) => block_id)
  return index.all('block').flatMap((block) => {
    const end = ends.get(block.block_id)
    const arm = index.plannedArm(block)
    if (end?.outcome !== 'measured' || arm?.decision !== 'run' || arm.key !== block.key) return []
    const values = (measurements.get(block.block_id) ?? []).map(({ value }) => value)
    return [{ block, end, measurements: values, samples: predictSamples(values) }]
  })
}

/** Round → the blocks of its highest complete attempt. */
function completeGroups(
  index: LedgerIndex,
  plan: Plan,
  blocks: readonly CountedBlock[],
): Map<number, CountedBlock[]> {
  const groups = new Map<number, CountedBlock[]>()
  for (const [round, ofRound] of groupBy(blocks, ({ block }) => block.round)) {
    const required = requiredArms(index, plan, ofRound[0].block)
    const attempts = [...groupBy(ofRound, ({ block }) => block.group_attempt)].sort(([a], [b]) => b - a)
    for (const [, attempt] of attempts) {
      const complete = completeAttempt(attempt, required)
      if (complete === undefined) continue
      groups.set(round, complete)
      break
    }
  }
  return groups
}

/** The last block of each required arm, or undefined where one is missing or they come from two sessions. */
function completeAttempt(
  attempt: readonly CountedBlock[],
  required: readonly PlannedArm[],
): CountedBlock[] | undefined {
  const byArm = new Map(attempt.map((counted) => [armKey(counted.block), counted]))
  const blocks = required.flatMap((arm) => byArm.get(armKey(arm)) ?? [])
  const sessions = new Set(blocks.map(({ block }) => block.session_id))
  return blocks.length === required.length && sessions.size === 1 ? blocks : undefined
}

/** Arms that a group must hold: planned, not failed as a whole, and able to do something of this subset. */
function requiredArms(index: LedgerIndex, plan: Plan, { case_id, round }: Block): PlannedArm[] {
  const subset = plan.subsets[round % plan.subsets.length]
  return plan.arms.filter(
    (arm) =>
      arm.case_id === case_id &&
      arm.decision === 'run' &&
      index.failure(arm, null) === undefined &&
      subset.some((configuration) => index.failure(arm, configuration) === undefined),
  )
}

/** The rounds, in order, whose pass of S rounds is complete. */
function wholePasses(rounds: readonly number[], S: number): number[] {
  const passes = groupBy(rounds, (round) => Math.floor(round / S))
  const whole = [...passes.values()].filter((ofPass) => ofPass.length === S)
  return whole.flat().sort((a, b) => a - b)
}

function predictSamples(values: readonly Measurement[]): Map<string, Sample[]> {
  const samples = values.filter(
    (value): value is Sample => value.event === 'sample' && value.kind === 'predict',
  )
  return groupBy(samples, ({ configuration }) => configurationKey(configuration))
}

/** The measurements of one event of the engine protocol within a block. */
export function eventsOf<E extends Measurement['event']>(
  counted: CountedBlock,
  event: E,
): Extract<Measurement, { event: E }>[] {
  return counted.measurements.filter(
    (value): value is Extract<Measurement, { event: E }> => value.event === event,
  )
}

/** The timed samples of one configuration within a block. */
export function samplesOf({ samples }: CountedBlock, configuration: Configuration): readonly Sample[] {
  return samples.get(configurationKey(configuration)) ?? []
}
