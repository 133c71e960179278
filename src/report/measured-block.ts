import { isKeyOf, isWithinPlan } from '../ledger/planned-block.ts'
import type { RecordOf } from '../ledger/record.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import { groupBy } from './group-by.ts'
import type { LedgerIndex } from './ledger-index.ts'

export type Block = RecordOf<'block'>
export type Measurement = RecordOf<'measurement'>['value']
export type Sample = Extract<Measurement, { event: 'sample' }>

/** A block that ended as measured, with what it measured. */
export interface MeasuredBlock {
  readonly block: Block
  readonly end: RecordOf<'block-end'>
  readonly measurements: readonly Measurement[]
  /** Timed predictions by `configurationKey`. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>
}

/** Measured blocks of what is planned now: its rounds, its key, and no configuration outside its round's subset. */
export function measuredBlocks(index: LedgerIndex): MeasuredBlock[] {
  const ends = new Map(index.all('block-end').map((end) => [end.block_id, end]))
  const measurements = groupBy(index.all('measurement'), ({ block_id }) => block_id)
  return index.all('block').flatMap((block) => {
    const end = ends.get(block.block_id)
    if (end?.outcome !== 'measured' || !isPlanned(index, block)) return []
    const values = (measurements.get(block.block_id) ?? []).map(({ value }) => value)
    return [{ block, end, measurements: values, samples: predictSamples(values) }]
  })
}

function isPlanned(index: LedgerIndex, block: Block): boolean {
  const arm = index.plannedArm(block)
  if (index.plan === undefined || arm?.decision !== 'run' || !isKeyOf(arm, block.key)) return false
  if (block.round >= index.plan.rounds) return false // of a longer study; the first rounds count
  return isWithinPlan(block, index.plan)
}

function predictSamples(values: readonly Measurement[]): Map<string, Sample[]> {
  const samples = values.filter(
    (value): value is Sample => value.event === 'sample' && value.kind === 'predict',
  )
  return groupBy(samples, ({ configuration }) => configurationKey(configuration))
}

/** The measurements of one event of the engine protocol within a block. */
export function eventsOf<E extends Measurement['event']>(
  { measurements }: MeasuredBlock,
  event: E,
): Extract<Measurement, { event: E }>[] {
  return measurements.filter((value): value is Extract<Measurement, { event: E }> => value.event === event)
}

/** The timed samples of one configuration within a block. */
export function samplesOf({ samples }: MeasuredBlock, configuration: Configuration): readonly Sample[] {
  return samples.get(configurationKey(configuration)) ?? []
}
