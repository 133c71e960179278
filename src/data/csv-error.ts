import type { CsvError } from 'csv-parse'
import { InputError } from '../config/input-error.ts'
import { printable, quoted } from '../config/printable.ts'
import { yamlList } from '../config/yaml-text.ts'
import { type CellPlace, type ColumnProblem, MAX_LEVELS } from './column-builder.ts'
import { cellPosition } from './csv-position.ts'
import type { CsvText } from './csv-text.ts'
import type { Column } from './dataset.ts'
import { isDecimalComma } from './decimal.ts'

/** A text column that is one of numbers, were the comma the decimal mark. */
interface DecimalCommaProblem {
  readonly code: 'decimal-comma'
  readonly cell: CellPlace
}

/** Words for a column that cannot be used. */
export function columnError(
  { file, text, delimiter }: CsvText,
  { name: rawName, field }: { readonly name: string; readonly field: number },
  problem: ColumnProblem | DecimalCommaProblem,
): InputError {
  const at = ({ row }: CellPlace) => ({ file, ...cellPosition(text, delimiter, row + 1, field) })
  const name = printable(rawName)
  const list = yamlList([rawName])
  const comma = 'cell' in problem ? decimalComma(delimiter, problem.cell.text) : ''
  switch (problem.code) {
    case 'mixed':
      return new InputError({
        where: at(problem.cell),
        found: `${quoted(problem.cell.text)} in column ${name}, which is numeric in ${numericRows(problem)}.`,
        fix: `\n  ${comma}Missing value? Add  missing: [${quoted(problem.cell.text)}]   Text column? Add  categorical: ${list}`,
      })
    case 'decimal-comma':
      return new InputError({
        where: at(problem.cell),
        found: `${quoted(problem.cell.text)} in column ${name}, whose cells are all numbers with a decimal comma.`,
        fix: `\n  ${comma}Text column? Add  categorical: ${list}`,
      })
    case 'infinite':
      return new InputError({
        where: at(problem.cell),
        found: `${quoted(problem.cell.text)} in column ${name} is infinite; allowed: finite numbers.`,
        fix: `\n  Missing value? Add  missing: [${quoted(problem.cell.text)}]   Not needed? Add  drop: ${list}`,
      })
    case 'too-many-levels':
      return new InputError({
        where: at(problem.cell),
        found: `${quoted(problem.cell.text)} is level ${MAX_LEVELS + 1} of the text column ${name}; allowed: ${MAX_LEVELS}.`,
        fix: comma === '' ? `Add  drop: ${list}` : `\n  ${comma}Not needed? Add  drop: ${list}`,
      })
    case 'empty':
      return new InputError({
        where: { file, ...cellPosition(text, delimiter, 0, field) },
        found: `column ${name} has no value in any row.`,
        fix: `Add  drop: ${list}`,
      })
  }
}

/** What is wrong with a column that is text only because of its commas; undefined for any other. */
export function commaProblem({ delimiter }: CsvText, column: Column): DecimalCommaProblem | undefined {
  if (column.kind !== 'categorical') return undefined
  if (!column.levels.every((level) => decimalComma(delimiter, level) !== '')) return undefined
  const row = column.codes.findIndex((code) => code >= 0)
  return { code: 'decimal-comma', cell: { row, text: column.levels[column.codes[row]] } }
}

/** What mends a number with a comma; nothing where the comma stands between cells. */
export function decimalComma(delimiter: string, cell: string): string {
  return delimiter !== ',' && isDecimalComma(cell) ? 'Decimal comma? Add  decimal: ","   ' : ''
}

/** Words for text that is not CSV; `records` is the number of records read before. */
export function csvSyntaxError(
  { file, text, delimiter }: CsvText,
  error: CsvError,
  records: number,
): InputError {
  const field = typeof error.column === 'number' ? error.column : 0
  const found: Partial<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'a quote opens here and is never closed.',
    CSV_INVALID_CLOSING_QUOTE: 'text follows the closing quote of this cell.',
    CSV_MAX_RECORD_SIZE: 'the row takes more than 16 MiB; perhaps a quote opens in it and is never closed.',
    INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one.',
  }
  return new InputError({
    where: { file, ...cellPosition(text, delimiter, records, field) },
    found: found[error.code] ?? 'this is not CSV.',
    fix: 'Write quotes inside a quoted cell twice: "a ""b"" c".',
  })
}

function numericRows({
  numericBefore,
  numericRows: all,
}: {
  readonly numericBefore: number
  readonly numericRows: number
}): string {
  const rows = (count: number) => (count === 1 ? 'the row' : `the ${count.toLocaleString('en')} rows`)
  if (numericBefore > 0) return `${rows(numericBefore)} before`
  return `${rows(all)} after`
}
