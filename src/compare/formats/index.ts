import type { CsvFormat } from '../csv-format.ts'
import { cvResults } from './cv-results.ts'
import { table } from './table.ts'
import { tidyCsv } from './tidy-csv.ts'

/** Every kind, the first that matches counts; the last one takes whatever is left. */
export const CSV_FORMATS: readonly CsvFormat[] = [tidyCsv, cvResults, table]
