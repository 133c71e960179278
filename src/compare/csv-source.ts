import type { ColumnMap } from './column-map.ts'
import { csvRows } from './csv-rows.ts'
import { CSV_FORMATS } from './formats/index.ts'
import { gatherSeries } from './gather-series.ts'
import type { Metadata } from './metadata.ts'
import type { Source } from './source.ts'

export interface CsvFile {
  /** What messages call it. */
  readonly file: string
  /** What tables call it. */
  readonly name: string
  readonly text: string
  /** Of the JSON beside it. */
  readonly metadata: Metadata
  readonly map: ColumnMap
}

/** The results in a CSV file of any known kind; what cannot be read, or be read in two ways, is an `InputError`. */
export function csvSource({ file, name, text, metadata: beside, map }: CsvFile): Source {
  const csv = csvRows(file, text)
  const format = CSV_FORMATS.find(({ matches }) => matches(csv.header)) ?? CSV_FORMATS[CSV_FORMATS.length - 1]
  const metadata = { ...beside, ...map.set }
  const { rows, notes } = format.read(csv, { metadata, map })
  return { name, kind: format.kind, series: gatherSeries({ file, name }, rows, metadata), notes }
}
