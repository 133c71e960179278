import type { MachineEffect } from '../../stats/machine-effect.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { type ArmMachines, armMachines, machineName } from '../machine-rows.ts'
import type { CaseResults, Results } from '../results.ts'
import { undefinedWords } from '../statistic-cell.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** What each machine of a merged ledger says of each arm, and the test of whether they agree. */
export function machinesTable(results: Results): Table {
  const { alpha } = results.study.analysis
  return {
    name: 'machines',
    title: 'Machines: time ratios to the baseline on each (below 1 is faster)',
    unit_of_replication: 'round within a machine; in rows of all machines the machine',
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => caseRows(one, results)),
    notes: [
      results.index.shards === undefined
        ? 'This ledger is of one machine; several come from knnbench merge.'
        : `p: F test of machine × engine (of the baseline: of its times) with rounds within machines as error; at or below α/m (α = ${alpha}, m as of the verdicts) the machines disagree, and there is no pooled verdict.`,
      'A machine is one boot of it. Of the baseline the ratio is its time to the geometric mean of all machines.',
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 1),
  textColumn('machine', 'machine', 0),
  numberColumn('ratio', 'ratio', 'ratio', 0),
  numberColumn('ratio_low', 'low', 'ratio', 0),
  numberColumn('ratio_high', 'high', 'ratio', 0),
  numberColumn('p', 'p', 'p', 0),
  numberColumn('rounds', 'rounds', 'count', 2),
]

function caseRows(one: CaseResults, results: Results): Cell[][] {
  return armMachines(one, results).flatMap((found) => {
    const name = [...caseCells(one.facts), text(found.arm.engine), text(found.arm.arm)]
    return armCells(found).map((cells) => [...name, ...cells])
  })
}

function armCells({ of, split }: ArmMachines): Cell[][] {
  const { effect, overall, machines } = split
  const all = text(`all ${machines}`)
  if (!effect.defined) {
    const why = blank(`the machines cannot be compared: ${undefinedWords(effect.reason, 'rounds')}`)
    return [[all, why, why, why, why, why]]
  }
  const mean = of === 'time' ? meanOf(effect.value) : 0
  const each = blank('its interval is that of all machines')
  const rows = effect.value.machines.map(({ machine, mean: own, rounds }) => [
    text(machineName(machine)),
    number(Math.exp(own - mean), each),
    each,
    each,
    each,
    number(rounds, each),
  ])
  const rounds = effect.value.machines.reduce((sum, one) => sum + one.rounds, 0)
  const why = blank(of === 'time' ? 'times are compared with their mean' : 'too few machines that differ')
  const interval = overall.defined && of === 'ratio' ? overall.value : undefined
  return [
    ...rows,
    [
      all,
      number(interval === undefined ? undefined : Math.exp(interval.mean), why),
      number(interval === undefined ? undefined : Math.exp(interval.low), why),
      number(interval === undefined ? undefined : Math.exp(interval.high), why),
      number(effect.value.p, why),
      number(rounds, why),
    ],
  ]
}

function meanOf({ machines }: MachineEffect): number {
  return machines.reduce((sum, { mean }) => sum + mean, 0) / machines.length
}
