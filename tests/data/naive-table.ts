import type { TableOptions, Task } from '../../src/config/study.ts'
import { type NaiveCell, naiveDelimiter, naiveLine, naiveRecords, naiveText, Refused } from './naive-csv.ts'

export interface NaiveColumn {
  readonly name: string
  readonly kind: 'numeric' | 'categorical'
  /** Undefined where missing. */
  readonly cells: readonly (number | string | undefined)[]
}

export interface NaiveTable {
  readonly columns: readonly NaiveColumn[]
  /** Labels, or numbers, of each row. */
  readonly target: readonly (string | number)[]
}

type UsedOptions = TableOptions & Required<Pick<TableOptions, 'delimiter'>>

/**
 * Reads a table as the documentation says that it is read, in the plainest way and with nothing of the tool; throws
 * `Refused` where there is no table.
 */
export function naiveTable(bytes: Buffer, declared: TableOptions, task: Task): NaiveTable {
  const text = naiveText(bytes)
  const options: UsedOptions = { ...declared, delimiter: declared.delimiter ?? naiveDelimiter(text) }
  if (options.decimal === options.delimiter) throw new Refused(1, 1)
  const records = naiveRecords(text, options.delimiter)
  const header: readonly NaiveCell[] = records.next().value ?? []
  const refuse = (cells: readonly NaiveCell[], field: number) =>
    new Refused(naiveLine(text, cells[field].offset), field + 1)
  if (header.length === 0) throw new Refused(1, 1)
  const names = header.map((cell) => cell.text.trim())
  const wrong = wrongName(names, options)
  if (wrong !== undefined) throw refuse(header, wrong)
  const value = (cell: NaiveCell) => present(cell.text, options)
  const target = names.indexOf(options.target)
  const rows: NaiveCell[][] = []
  for (const row of records) {
    rows.push(row)
    if (row.length !== names.length) throw refuse(row, Math.min(row.length - 1, names.length))
    if (!isTarget(value(row[target]), task, options)) throw refuse(row, target)
  }
  if (rows.length === 0) throw new Refused(1, 1)
  const isFeature = (name: string) => name !== options.target && !options.drop.includes(name)
  const columns = names.flatMap((name, field): NaiveColumn[] => {
    if (!isFeature(name)) return []
    const column = naiveColumn(
      name,
      rows.map((row) => value(row[field])),
      options,
    )
    if (typeof column !== 'number') return [column]
    throw column < 0 ? refuse(header, field) : refuse(rows[column], field)
  })
  const labels = rows.map((row) => value(row[target]) ?? '')
  return { columns, target: naiveTarget(labels, task, options) }
}

function present(text: string, { missing }: TableOptions): string | undefined {
  const trimmed = text.trim()
  const tokens = ['', 'NA', 'NaN', 'null', ...missing.map((token) => token.trim())]
  return tokens.includes(trimmed) ? undefined : trimmed
}

/** The field of the header that is wrong. */
function wrongName(
  names: readonly string[],
  { target, drop, categorical }: TableOptions,
): number | undefined {
  if (names.includes('')) return names.indexOf('')
  const repeated = names.findIndex((name, field) => names.slice(0, field).includes(name))
  if (repeated >= 0) return repeated
  if ([target, ...drop, ...categorical].some((name) => !names.includes(name))) return 0
  return names.every((name) => name === target || drop.includes(name)) ? 0 : undefined
}

const numberOf =
  ({ decimal }: TableOptions) =>
  (text: string): number =>
    Number(decimal === ',' ? text.replace(',', '.') : text)

/** A decimal literal: sign, digits with at most one mark, exponent; whether finite or not. */
function isLiteral(text: string, mark: string): boolean {
  const [mantissa, exponent, ...more] = text.toLowerCase().split('e')
  const isDigits = (part: string) => [...part].every((digit) => digit >= '0' && digit <= '9')
  const unsigned = (part: string) => (/^[+-]/.test(part) ? part.slice(1) : part)
  const parts = unsigned(mantissa).split(mark)
  const hasExponent = exponent === undefined || (isDigits(unsigned(exponent)) && unsigned(exponent) !== '')
  return (
    more.length === 0 && hasExponent && parts.length <= 2 && parts.join('') !== '' && parts.every(isDigits)
  )
}

function isInfinite(text: string, options: TableOptions): boolean {
  const words = ['inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity']
  if (words.includes(text.toLowerCase())) return true
  return isLiteral(text, options.decimal ?? '.') && !Number.isFinite(numberOf(options)(text))
}

function isNumber(text: string, options: TableOptions): boolean {
  return isLiteral(text, options.decimal ?? '.') && !isInfinite(text, options)
}

function isTarget(text: string | undefined, task: Task, options: TableOptions): boolean {
  if (text === undefined) return false
  return task === 'regression' ? isNumber(text, options) : !isInfinite(text, options)
}

/** `1` and `1.0` are one class where all labels are numbers. */
function naiveTarget(labels: readonly string[], task: Task, options: UsedOptions): (string | number)[] {
  const numbers = labels.map(numberOf(options))
  if (task === 'regression') return numbers
  const areNumbers = labels.every((label) => isLiteral(label, options.decimal ?? '.'))
  return areNumbers ? numbers.map(String) : [...labels]
}

/** The column, or the row whose cell forbids it; −1 where no cell has a value. */
function naiveColumn(
  name: string,
  cells: readonly (string | undefined)[],
  options: UsedOptions,
): NaiveColumn | number {
  const values = cells.filter((cell) => cell !== undefined)
  if (values.length === 0) return -1
  const isText = (cell: string | undefined) =>
    cell !== undefined && !isNumber(cell, options) && !isInfinite(cell, options)
  const isDeclared = options.categorical.includes(name)
  if (isDeclared || (values.some(isText) && !values.some((cell) => isNumber(cell, options))))
    return naiveLevels(name, cells, options)
  if (values.some(isText)) return cells.findIndex(isText)
  const infinite = cells.findIndex((cell) => cell !== undefined && isInfinite(cell, options))
  if (infinite >= 0) return infinite
  return { name, kind: 'numeric', cells: cells.map((cell) => cell && numberOf(options)(cell)) }
}

function naiveLevels(
  name: string,
  cells: readonly (string | undefined)[],
  options: UsedOptions,
): NaiveColumn | number {
  const different = [...new Set(cells.filter((cell) => cell !== undefined))]
  if (different.length > 50) return cells.indexOf(different[50])
  const areCommas = different.every((level) => level.includes(',') && isLiteral(level, ','))
  if (areCommas && !options.categorical.includes(name) && options.delimiter !== ',')
    return cells.findIndex((cell) => cell !== undefined)
  return { name, kind: 'categorical', cells }
}
