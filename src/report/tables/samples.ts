import { isKeyOf } from '../../ledger/planned-block.ts'
import { armKey } from '../arm-identity.ts'
import type { ArmResults } from '../arm-results.ts'
import { shownConfigurations } from '../arm-times.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { type Configuration, configurationKey } from '../configuration-key.ts'
import { groupBy } from '../group-by.ts'
import type { Block } from '../measured-block.ts'
import { type MeasurementValues, measurementValues } from '../measurement-values.ts'
import { everyArm } from '../ranked-arms.ts'
import type { Results } from '../results.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** One row a measurement of any phase, of counted blocks and of others; wrong cells keep their row and lose their time. */
export function samplesTable(results: Results): Table {
  return {
    name: 'samples',
    title: 'Samples: every measurement of every finished block',
    unit_of_replication: 'sample (samples of one block share a process and are not independent)',
    columns: COLUMNS,
    rows: sampleRows(results),
    notes: [
      'counted no: the block was superseded, its group or pass is incomplete, it lies beyond the planned rounds, or it measured other content.',
      'No time and no size is shown where the answers are wrong, undecidable or not graded, or where a block measured other content than is planned: another version of the engine, another protocol, other rows.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 0),
  numberColumn('round', 'round', 'none', 0),
  numberColumn('group_attempt', 'attempt', 'none', 3),
  textColumn('counted', 'counted', 2),
  textColumn('phase', 'phase', 0),
  ...CONFIGURATION_COLUMNS,
  numberColumn('time_ns', 'time', 'ns', 0),
  numberColumn('cpu_ns', 'CPU', 'ns', 4),
  numberColumn('calls', 'calls', 'count', 4),
  numberColumn('p50_ns', 'p50', 'ns', 6),
  numberColumn('p95_ns', 'p95', 'ns', 6),
  numberColumn('p99_ns', 'p99', 'ns', 6),
  numberColumn('size_bytes', 'size', 'bytes', 5),
  numberColumn('peak_bytes', 'peak', 'bytes', 5),
  textColumn('block_id', 'block', 9),
]

function sampleRows(results: Results): Cell[][] {
  const measured = groupBy(results.index.all('measurement'), ({ block_id }) => block_id)
  return results.cases.flatMap((one) => {
    const counted = new Set(everyArm(one).flatMap((arm) => arm.blocks.map(({ block }) => block.block_id)))
    const armOf = new Map(everyArm(one).map((arm) => [armKey(arm), arm]))
    return finishedBlocks(results, one.facts.case_id).flatMap((block) => {
      const shown = shownInBlock(block, armOf.get(armKey(block)), results)
      const names = [
        ...caseCells(one.facts),
        ...blockCells(block, counted.has(block.block_id) ? 'yes' : 'no'),
      ]
      return (measured.get(block.block_id) ?? [])
        .flatMap(({ value }) => measurementValues(value))
        .map((values) => [...names, ...valueCells(values, shown), text(block.block_id)])
    })
  })
}

/** Blocks of a case that ended as measured, in the order of rounds, attempts and positions. */
function finishedBlocks({ index }: Results, case_id: string): Block[] {
  const outcomes = new Map(index.all('block-end').map((end) => [end.block_id, end.outcome]))
  return index
    .all('block')
    .filter((block) => block.case_id === case_id && outcomes.get(block.block_id) === 'measured')
    .sort((a, b) => a.round - b.round || a.group_attempt - b.group_attempt || a.position - b.position)
}

function blockCells(block: Block, counted: 'yes' | 'no'): Cell[] {
  const known = (value: number) => number(value, blank('unknown'))
  return [text(block.engine), text(block.arm), known(block.round), known(block.group_attempt), text(counted)]
}

function valueCells(measured: MeasurementValues, shown: Shown): Cell[] {
  const withheld = whyWithheld(measured.about, shown)
  const known = (value: number | undefined) =>
    value === undefined || withheld === undefined ? number(value, ABSENT) : missing(withheld)
  return [
    text(measured.phase),
    ...configurationCells(measured.about),
    known(measured.time_ns),
    known(measured.cpu_ns),
    number(measured.calls, ABSENT),
    known(measured.percentiles?.p50_ns),
    known(measured.percentiles?.p95_ns),
    known(measured.percentiles?.p99_ns),
    known(measured.size_bytes),
    known(measured.peak_bytes),
  ]
}

const ABSENT = blank('not part of this measurement')

/** The right and timed cells of a block, or why none of its values is shown. */
type Shown = readonly Configuration[] | string

/** Grades are those of the planned key, so blocks of another have none. */
function shownInBlock(block: Block, arm: ArmResults | undefined, { index }: Results): Shown {
  const planned = index.plannedArm(block)
  if (planned === undefined || !isKeyOf(planned, block.key))
    return 'not shown: it measured other content than is planned'
  const timed = new Set(block.configurations.map(configurationKey))
  const shown = arm === undefined ? [] : shownConfigurations(arm)
  return shown.filter((configuration) => timed.has(configurationKey(configuration)))
}

/** A value is shown where a right and timed cell of its block shares what it is about. */
function whyWithheld(about: Partial<Configuration>, shown: Shown): string | undefined {
  if (typeof shown === 'string') return shown
  const isShared = shown.some(
    ({ n_neighbors, metric, weights }) =>
      (about.metric ?? metric) === metric &&
      (about.n_neighbors ?? n_neighbors) === n_neighbors &&
      (about.weights ?? weights) === weights,
  )
  return isShared ? undefined : 'not shown: no right answer with counted times goes with it'
}
