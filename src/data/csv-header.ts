import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable, quoted } from '../config/printable.ts'
import type { TableOptions } from '../config/study.ts'
import type { ColumnKindChoice } from './column-builder.ts'
import { cellPosition } from './csv-position.ts'
import { type CsvText, DELIMITERS, MAX_HEADER_BYTES } from './csv-text.ts'
import { headOf } from './decode-text.ts'

/** Names stand in errors, reports and studies; a question of a survey may be one. */
const MAX_NAME = 1000

interface NamedField {
  readonly name: string
  /** Counted from 0. */
  readonly field: number
}

export interface ColumnChoice {
  readonly target: NamedField
  readonly features: readonly (NamedField & { readonly choice: ColumnKindChoice })[]
}

/** Checks the header and tells target, features and dropped columns apart. */
export function chooseColumns(csv: CsvText, header: readonly string[], options: TableOptions): ColumnChoice {
  const names = header.map((name) => name.trim())
  checkNames(csv, names)
  checkKnown(csv, names, options)
  const dropped = new Set(options.drop)
  const categorical = new Set(options.categorical)
  const fields = names.map((name, field) => ({ name, field }))
  const features = fields
    .filter(({ name }) => name !== options.target && !dropped.has(name))
    .map(({ name, field }) => ({
      name,
      field,
      choice: categorical.has(name) ? ('categorical' as const) : ('detect' as const),
    }))
  if (features.length === 0) {
    throw headerError(
      csv,
      0,
      'no column is left as a feature.',
      'Drop fewer columns, or set another delimiter.',
    )
  }
  return { target: { name: options.target, field: names.indexOf(options.target) }, features }
}

/** Throws unless every column has a name of its own that can be shown. */
export function checkNames(csv: CsvText, names: readonly string[]): void {
  const empty = names.indexOf('')
  if (empty >= 0) throw headerError(csv, empty, `column ${empty + 1} has no name.`, 'Name it in the header.')
  const long = names.findIndex((name) => name.length > MAX_NAME)
  if (long >= 0) {
    const found = `the name of column ${long + 1}, ${quoted(names[long])}, takes ${names[long].length} characters; allowed: ${MAX_NAME}.`
    throw headerError(csv, long, found, 'Give it a shorter name, and look for a quote that is never closed.')
  }
  const seen = new Set<string>()
  const repeated = names.findIndex((name) => seen.size === seen.add(name).size)
  if (repeated < 0) return
  const first = names.indexOf(names[repeated]) + 1
  const found = `the name ${quoted(names[repeated])} is already that of column ${first}.`
  throw headerError(csv, repeated, found, 'Give each column a name of its own.')
}

function checkKnown(
  csv: CsvText,
  names: readonly string[],
  { target, drop, categorical }: TableOptions,
): void {
  for (const [key, wanted] of Object.entries({ target: [target], drop, categorical })) {
    const index = wanted.findIndex((name) => !names.includes(name))
    if (index < 0) continue
    const unknown = wanted[index]
    const found = `${key} names the column ${quoted(unknown)}, which the header does not have.${didYouMean(unknown, names)}`
    const study_key = key === 'target' ? [key] : [key, index]
    throw headerError(csv, 0, found, otherDelimiter(csv, unknown) ?? columnList(names), study_key)
  }
  if (!drop.includes(target)) return
  throw headerError(
    csv,
    names.indexOf(target),
    `the target ${printable(target)} is in drop.`,
    'Remove it from drop.',
    ['drop', drop.indexOf(target)],
  )
}

function columnList(names: readonly string[]): string {
  return `Columns: ${names.slice(0, 20).map(printable).join(', ')}${names.length > 20 ? ', …' : ''}`
}

/** A header that has the wanted name once it is split elsewhere was split at the wrong place. */
function otherDelimiter({ text, delimiter }: CsvText, wanted: string): string | undefined {
  const header = /[^\r\n]+/.exec(headOf(text, MAX_HEADER_BYTES).toString())?.[0] ?? ''
  const better = DELIMITERS.filter((one) => one !== delimiter).find((one) =>
    header.split(one).some((name) => name.trim().replace(/^"(.*)"$/, '$1') === wanted),
  )
  return better === undefined
    ? undefined
    : `The header has it between ${JSON.stringify(better)}: set  delimiter: ${JSON.stringify(better)}`
}

function headerError(
  { file, text, delimiter }: CsvText,
  field: number,
  found: string,
  fix: string,
  study_key?: readonly (string | number)[],
): InputError {
  return new InputError({
    where: { file, ...cellPosition(text, delimiter, 0, field) },
    found,
    fix,
    ...(study_key === undefined ? {} : { study_key }),
  })
}
