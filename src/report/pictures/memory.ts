import type { ArmResults } from '../arm-results.ts'
import { armMemory } from '../arm-times.ts'
import { caseLabel } from '../case-label.ts'
import { drawPicture } from '../draw-picture.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { panelGrid } from '../picture-panels.ts'
import { COLORS, PAPER } from '../picture-theme.ts'
import { formatNumber } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { rowPanel, statusWords } from '../row-panel.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'

const NAME = 'memory'
const TITLE = 'Memory on each dataset'

/** Resident memory of every engine on every case: the size just after fit and the peak while it predicted. */
export function memoryPicture(results: Results): PictureResult {
  const cases = results.cases
    .map((one) => caseOf(one, results))
    .filter(({ rows }) => rows.some(({ peak_bytes }) => peak_bytes !== undefined))
  if (cases.length === 0)
    return { kind: 'undrawn', name: NAME, title: TITLE, reason: 'no engine shows its memory' }
  const largest = Math.max(...cases.flatMap(({ rows }) => rows.map(({ peak_bytes = 0 }) => peak_bytes)))
  return drawPicture({
    data: dataOf(cases),
    alt: altOf(cases),
    reading: [
      'Resident size of the engine process, median over rounds: after fit (hollow) and its peak while it predicted (filled).',
      'All panels have the same axis, which begins at 0. A runtime is part of its engine: Node.js, Python.',
    ],
    body: panelGrid(
      cases.map(({ panel, rows }) =>
        rowPanel({
          name: panel,
          rows: rows.map(({ name }) => name),
          transform: [
            { calculate: 'datum.fit_bytes / 1e6', as: 'fit' },
            { calculate: 'datum.peak_bytes / 1e6', as: 'peak' },
          ],
          layers: (y) => layers((largest / 1e6) * ROOM, y),
        }),
      ),
      2,
    ),
  })
}

/** Beyond the largest value, as a factor. */
const ROOM = 1.04

interface Row {
  readonly name: string
  readonly fit_bytes: number | undefined
  readonly peak_bytes: number | undefined
  readonly status: string
}

interface Case {
  readonly panel: string
  /** In the study's order of engines. */
  readonly rows: readonly Row[]
}

function caseOf(one: CaseResults, results: Results): Case {
  const rows = one.arms.filter(({ arm }) => arm === 'main').map(rowOf)
  return { panel: caseLabel(one.facts, results), rows }
}

function rowOf(arm: ArmResults): Row {
  const { fit_bytes, peak_bytes } = armMemory(arm)
  const isTimed = arm.cells.some(({ status }) => status === 'measured')
  const status = isTimed ? 'memory was not recorded' : statusWords(arm)
  return { name: arm.engine, fit_bytes, peak_bytes, status }
}

function dataOf(cases: readonly Case[]): Table {
  const none = blank('said in the column status')
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'round (fresh process)',
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('row', 'engine', 0),
      numberColumn('fit_bytes', 'after fit', 'bytes', 0),
      numberColumn('peak_bytes', 'peak', 'bytes', 0),
      textColumn('status', 'status', 1),
    ],
    rows: cases.flatMap(({ panel, rows }) =>
      rows.map(({ name, fit_bytes, peak_bytes, status }): Cell[] => [
        text(panel),
        text(name),
        number(fit_bytes, none),
        number(peak_bytes, none),
        peak_bytes === undefined ? text(status) : blank('it was recorded'),
      ]),
    ),
    notes: [],
  }
}

function layers(end: number, y: JsonObject): JsonObject[] {
  const scale = { domain: [0, end], nice: false }
  const axis = { title: 'resident memory, MB', tickCount: 5, format: ',d' }
  const x = (field: string): JsonObject => ({ field, type: 'quantitative', scale, axis })
  const color = COLORS[0]
  const known = (field: string) => [{ filter: `isValid(datum.${field})` }]
  return [
    {
      transform: [...known('fit_bytes'), ...known('peak_bytes')],
      mark: { type: 'rule', strokeWidth: 2, color, opacity: 0.6 },
      encoding: { y, x: x('fit'), x2: { field: 'peak' } },
    },
    {
      transform: known('fit_bytes'),
      mark: {
        type: 'point',
        filled: true,
        size: 50,
        opacity: 1,
        fill: PAPER,
        stroke: color,
        strokeWidth: 1.5,
      },
      encoding: { y, x: x('fit') },
    },
    {
      transform: known('peak_bytes'),
      mark: { type: 'point', filled: true, size: 60, opacity: 1, color },
      encoding: { y, x: x('peak') },
    },
  ]
}

function altOf(cases: readonly Case[]): string {
  const sentences = cases.map(({ panel, rows }) => {
    const words = rows.map(({ name, peak_bytes, status }) =>
      peak_bytes === undefined ? `${name}: ${status}` : `${name} ${formatNumber(peak_bytes, 'bytes')}`,
    )
    return `${panel}: ${words.join(', ')}.`
  })
  return `Dot plots of the resident memory of each engine; its peak while it predicted. ${sentences.join(' ')}`
}
