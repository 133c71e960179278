import type { ArmResults } from '../arm-results.ts'
import { armMemory, reasonWithoutTimes } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { baselineArm } from '../main-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** Resident memory of each arm: after load, after fit, peak of predict and its growth. */
export function memoryTable(results: Results): Table {
  return {
    name: 'memory',
    title: 'Memory: resident size of the engine process, median over rounds',
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => one.arms.map((arm) => row(one, arm, results.study.baseline))),
    notes: [
      'ratio: peak of the engine / peak of the baseline. Peaks hold the whole process with its runtime; growth is what predict itself took.',
      'growth is the peak of the predict phase over the size just after fit; of several distance metrics the largest counts.',
      ...sampledNote(results),
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 1),
  numberColumn('load_bytes', 'after load', 'bytes', 3),
  numberColumn('fit_bytes', 'after fit', 'bytes', 2),
  numberColumn('peak_bytes', 'peak', 'bytes', 0),
  numberColumn('peak_ratio', 'ratio', 'ratio', 1),
  numberColumn('growth_bytes', 'growth', 'growth', 0),
  textColumn('method', 'method', 4),
  numberColumn('rounds', 'rounds', 'count', 3),
]

function row(one: CaseResults, arm: ArmResults, baseline: string): Cell[] {
  const memory = armMemory(arm)
  const reason = memory.method === undefined ? reasonWithoutTimes(arm) : 'not recorded by this engine'
  return [
    ...caseCells(one.facts),
    text(arm.engine),
    text(arm.arm),
    number(memory.load_bytes, missing(reason)),
    number(memory.fit_bytes, missing(reason)),
    number(memory.peak_bytes, missing(reason)),
    number(peakRatio(one, arm, baseline), blank('the baseline itself, or no peak to compare')),
    number(memory.growth_bytes, missing(reason)),
    memory.method === undefined ? missing(reason) : text(memory.method),
    number(memory.method === undefined ? undefined : arm.blocks.length, missing(reason)),
  ]
}

/** Peak of the arm / peak of the baseline, of the medians over rounds. */
function peakRatio(one: CaseResults, arm: ArmResults, name: string): number | undefined {
  const baseline = baselineArm(one, name)
  if (baseline === undefined || baseline === arm) return undefined
  const { peak_bytes } = armMemory(arm)
  const own = armMemory(baseline).peak_bytes
  return peak_bytes === undefined || own === undefined ? undefined : peak_bytes / own
}

function sampledNote(results: Results): string[] {
  const sampled = results.cases.some((one) => one.arms.some((arm) => armMemory(arm).method === 'sampled'))
  return sampled
    ? ['method sampled: a peak between two samples is missed; only Linux resets and reads the true peak.']
    : []
}
