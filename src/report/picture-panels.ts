import type { Json, JsonObject } from './picture.ts'
import { escapeText } from './render/escape.ts'

/** One of several small pictures beside each other: the rows of the table whose `panel` is its name. */
export interface Panel {
  readonly name: string
  /** Width and height, marks and encodings. */
  readonly body: JsonObject
  readonly transform?: readonly Json[]
}

/** Panels in reading order, `columns` in a row, with one legend for all. */
export function panelGrid(panels: readonly Panel[], columns: number): JsonObject {
  return {
    concat: panels.map(({ name, body, transform = [] }) => ({
      title: escapeText(name),
      transform: [{ filter: { field: 'panel', equal: escapeText(name) } }, ...transform],
      ...body,
    })),
    columns: Math.min(columns, panels.length),
    spacing: { row: 24, column: 28 },
    resolve: { scale: { color: 'shared', shape: 'shared', strokeDash: 'shared' } },
  }
}
