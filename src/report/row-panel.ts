import type { ArmResults } from './arm-results.ts'
import type { Json, JsonObject } from './picture.ts'
import type { Panel } from './picture-panels.ts'
import { MUTED } from './picture-theme.ts'
import { escapeText } from './render/escape.ts'

interface Rows {
  readonly name: string
  /** What each row is called, from top to bottom. */
  readonly rows: readonly string[]
  readonly transform?: readonly Json[]
  /** Marks, given the encoding of the rows. */
  layers(y: JsonObject): readonly JsonObject[]
}

/** A panel of one row an engine; a row without a value says why in its place (column `status`). */
export function rowPanel({ name, rows, transform = [], layers }: Rows): Panel {
  const domain = rows.map(escapeText)
  const y: JsonObject = {
    field: 'row',
    type: 'nominal',
    sort: domain,
    scale: { domain },
    title: null,
    axis: { labelLimit: 180, ticks: false, domain: false, grid: true, labelPadding: 6 },
  }
  const status: JsonObject = {
    transform: [{ filter: 'isString(datum.status)' }],
    mark: { type: 'text', align: 'left', dx: 4, fontStyle: 'italic', fontSize: 10, color: MUTED },
    encoding: { y, x: { value: 0 }, text: { field: 'status', type: 'nominal' } },
  }
  const size = { width: ROW_PANEL_WIDTH, height: { step: 19 } }
  return { name, transform, body: { ...size, layer: [...layers(y), status] } }
}

const ROW_PANEL_WIDTH = 290

/** Why an arm has no value: `over-budget, unsupported`. */
export function statusWords({ cells }: ArmResults): string {
  return [...new Set(cells.map(({ status }) => status))].join(', ')
}
