import type { JsonObject, Picture } from './picture.ts'
import { CONFIG, PAPER } from './picture-theme.ts'
import { escapeText } from './render/escape.ts'
import { observationWords } from './render/observation-words.ts'
import { wrapText } from './render/wrap-text.ts'
import type { Cell, Table } from './table.ts'

interface Drawing {
  readonly data: Table
  readonly alt: string
  /** How to read it, a sentence each. */
  readonly reading: readonly string[]
  /** The part of the specification that draws; its data is `drawn`, one object a row of the table. */
  readonly body: JsonObject
}

/** Letters of 11 px on a line above the picture. */
const LINE_WIDTH = 125
/** Between spaces that do not break. */
const EQUALS = '\u00a0=\u00a0'

/** A picture of what is in a table, with its title, what one observation is, and how to read it. */
export function drawPicture({ data, alt, reading, body }: Drawing): Picture {
  const lines = [observationWords(data), ...reading].map(escapeText)
  return {
    kind: 'drawn',
    name: data.name,
    title: data.title,
    alt: escapeText(alt),
    reading: lines,
    data,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      description: escapeText(alt),
      background: PAPER,
      padding: 8,
      title: {
        text: escapeText(data.title),
        subtitle: lines.flatMap((line) => wrapText(line.replaceAll(' = ', EQUALS), LINE_WIDTH)),
        fontSize: 15,
        subtitleFontSize: 11,
        subtitlePadding: 5,
        offset: 14,
      },
      datasets: { drawn: tableValues(data) },
      data: { name: 'drawn' },
      ...body,
      config: CONFIG,
    },
  }
}

/** The picture for a page that says its title and how to read it itself. */
export function withoutTitle(picture: Picture): Picture {
  const { title: _, ...spec } = picture.spec
  return { ...picture, spec }
}

/** Rows as objects, as in JSON of a table, but with an interval as `key_low` and `key_high`. */
function tableValues({ columns, rows }: Table): JsonObject[] {
  return rows.map((row) => Object.assign({}, ...row.map((cell, i) => cellValues(cell, columns[i].key))))
}

function cellValues(cell: Cell, key: string): JsonObject {
  switch (cell.kind) {
    case 'text':
      return { [key]: escapeText(cell.text) }
    case 'number':
      return { [key]: cell.value }
    case 'interval':
      return { [`${key}_low`]: cell.low, [`${key}_high`]: cell.high }
    case 'missing':
      return { [key]: null }
  }
}
