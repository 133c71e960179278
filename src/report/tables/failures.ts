import type { ArmResults } from '../arm-results.ts'
import {
  CASE_COLUMNS,
  CONFIGURATION_COLUMNS,
  caseCells,
  configurationCells,
  FOLD_COLUMNS,
  foldCells,
} from '../case-columns.ts'
import { cellFailure } from '../cell-result.ts'
import { caseFallbacks, describeFallback, type Fallback } from '../fallbacks.ts'
import { caseLeftovers, describeLeftover, type Leftover } from '../leftovers.ts'
import { everyMainArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import { blank, type Cell, type Table, text, textColumn } from '../table.ts'

/** Everything that has no time for a reason: a row each, never silence. */
export function failuresTable(results: Results): Table {
  const all = [...results.cases, ...results.folds, ...results.variants]
  return {
    name: 'failures',
    title:
      'Failures: cells that were unsupported, too slow, too dear, crashed, wrong or undecidable, and engines left out',
    unit_of_replication: 'cell (engine × case × configuration)',
    columns: COLUMNS,
    rows: [
      ...results.left_out.map(leftOutRow),
      ...all.flatMap((one) => everyMainArm(one).flatMap((arm) => armRows(one, arm))),
      ...all.flatMap((one) =>
        caseFallbacks(results.index, one.facts.case_id).map((fallback) => fallbackRow(one, fallback)),
      ),
      ...all.flatMap((one) =>
        caseLeftovers(results.index, one.facts.case_id).map((leftover) => leftoverRow(one, leftover)),
      ),
    ],
    notes: [],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  ...FOLD_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 3),
  ...CONFIGURATION_COLUMNS,
  textColumn('status', 'status', 0),
  textColumn('reason', 'reason', 0),
]

function leftOutRow({ engine, missing, fix }: Results['left_out'][number]): Cell[] {
  const every = blank('every case')
  return [
    ...[...CASE_COLUMNS, ...FOLD_COLUMNS].map(() => every),
    text(engine),
    text('main'),
    ...configurationCells({}),
    text('left-out'),
    text(`${missing}; set it up with: ${fix}`),
  ]
}

function armRows({ facts }: CaseResults, arm: ArmResults): Cell[][] {
  return arm.cells.flatMap((cell) => {
    const found = cellFailure(cell)
    if (found === undefined) return []
    return [
      [
        ...caseCells(facts),
        ...foldCells(facts),
        text(arm.engine),
        text(arm.arm),
        ...configurationCells(cell.configuration),
        text(found.status),
        text(found.reason),
      ],
    ]
  })
}

/** Not of one cell: the cells stand, and only what was asked beside their labels is missing. */
function fallbackRow({ facts }: CaseResults, fallback: Fallback): Cell[] {
  const { engine, part, configuration } = fallback
  const about = part === 'search' ? {} : { metric: configuration.metric }
  return [
    ...caseCells(facts),
    ...foldCells(facts),
    text(engine),
    text('main'),
    ...configurationCells(about),
    text(`without ${part}`),
    text(describeFallback(fallback)),
  ]
}

/** Nor is this of one cell: what was measured stands. */
function leftoverRow({ facts }: CaseResults, leftover: Leftover): Cell[] {
  return [
    ...caseCells(facts),
    ...foldCells(facts),
    text(leftover.engine),
    text('main'),
    ...configurationCells({}),
    text('left processes'),
    text(describeLeftover(leftover)),
  ]
}
