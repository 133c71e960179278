import { closeSync, openSync } from 'node:fs'
import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import type { DecimalMark } from './cell-kind.ts'
import type { ColumnProfile } from './column-profile.ts'
import { csvFile } from './csv-file.ts'
import { dataFileHash } from './data-file.ts'
import { parseDecimal } from './decimal.ts'
import { headOf } from './decode-text.ts'
import { FileChunks, type OnRead } from './file-chunks.ts'
import { MISSING } from './missing.ts'
import { parquetFile } from './parquet-file.ts'
import type { RecordField } from './record-header.ts'
import type { RecordValue } from './record-reader.ts'
import { RecordWriter } from './record-writer.ts'
import type { TableFile } from './table-file.ts'
import type { TablePlan } from './table-plan.ts'
import { orderLabels } from './target-builder.ts'
import { type Place, writeLater } from './temporary.ts'

/** The name of the format, and the first byte of a page; a column may be called as the format is. */
const PARQUET_BEGINNING = 'PAR1\x15'

/** The table in a CSV or Parquet file, told apart by the first bytes, without some of its columns. */
export async function openTable(path: string, drop: readonly string[], onRead: OnRead): Promise<TableFile> {
  const file = { path, sha256: dataFileHash(path) }
  const head = headOf(new FileChunks(path, file.sha256), 8).toString('latin1')
  return head.startsWith(PARQUET_BEGINNING) ? parquetFile(file, drop, onRead) : csvFile(file, drop, onRead)
}

/** A column of the file that is kept, and what becomes of its cells; a missing one has no text. */
interface KeptColumn {
  readonly field: RecordField
  /** Among the cells of a row. */
  readonly at: number
  readonly value: (text: string | undefined, row: number) => RecordValue
}

/** Writes the columns that a plan keeps as a NumPy structured array, row by row; gives their fields. */
export async function writeTable(
  table: TableFile,
  plan: TablePlan,
  { out, place }: { readonly out: string; readonly place: Place },
): Promise<readonly RecordField[]> {
  const missing = new Set([...MISSING, ...plan.options.missing])
  const kept = keptColumns(table, plan, missing)
  const fields = kept.map(({ field }) => field)
  const present = (cell: string) => {
    const text = cell.trim()
    return missing.has(text) ? undefined : text
  }
  await writeLater(out, place, async (temporary) => {
    const file = openSync(temporary, 'wx')
    try {
      const writer = new RecordWriter(file, { rows: table.profile.rows, fields })
      let row = 0
      await table.eachRow((cells) => {
        writer.add(kept.map(({ at, value }) => value(present(cells[at]), row)))
        row++
      })
      writer.flush()
    } finally {
      closeSync(file)
    }
  })
  return fields
}

function keptColumns(table: TableFile, plan: TablePlan, missing: ReadonlySet<string>): KeptColumn[] {
  const { columns, format } = table.profile
  const { target } = plan
  return columns.flatMap((profile, at): KeptColumn[] => {
    if (profile === target.profile && target.task === 'classification')
      return [{ at, ...labelColumn(profile, format.decimal) }]
    const use =
      profile === target.profile ? 'numeric' : plan.columns.find((one) => one.profile === profile)?.use
    if (use === 'numeric') return [{ at, ...numberColumn(table, profile) }]
    return use === 'categorical' ? [{ at, ...textColumn(profile, missing) }] : []
  })
}

function numberColumn(table: TableFile, profile: ColumnProfile): Omit<KeptColumn, 'at'> {
  const { name } = profile
  const { decimal } = table.profile.format
  const isLong = table.long_integers.has(name)
  return {
    field: { kind: 'number', name },
    value: (text, row) => {
      const value = text === undefined ? Number.NaN : (parseDecimal(text, decimal) ?? Number.NaN)
      if (isLong && text !== undefined && !isExact(text, value)) throw inexact(table, profile, { text, row })
      return value
    },
  }
}

/** Whether a float64 is the whole number that a text stands for. */
function isExact(text: string, value: number): boolean {
  return Number.isSafeInteger(value) || BigInt(value) === BigInt(text)
}

function inexact(
  { profile: { place } }: TableFile,
  profile: ColumnProfile,
  { text, row }: { readonly text: string; readonly row: number },
): InputError {
  const { name } = profile
  return new InputError({
    where: place(profile, row),
    found: `column ${printable(name)} has ${text}, which no float64 can be: above 2^53 not every whole number is one.`,
    fix: `Leave it out with  --drop ${shellWord(name)}  or save it as float64, which rounds it.`,
  })
}

function textColumn({ name, values }: ColumnProfile, missing: ReadonlySet<string>): Omit<KeptColumn, 'at'> {
  const texts = [...values.counts.keys()].filter((text) => !missing.has(text))
  return { field: { kind: 'text', name, length: longest(texts) }, value: (text) => text ?? '' }
}

/** Labels as classes are called, so that `1` and `1.0` are one. */
function labelColumn({ name, values }: ColumnProfile, decimal: DecimalMark): Omit<KeptColumn, 'at'> {
  const texts = [...values.counts.keys()]
  const { classes, codeOfText } = orderLabels(texts, decimal)
  const labels = new Map(texts.map((text, at) => [text, classes[codeOfText[at]]]))
  return {
    field: { kind: 'text', name, length: longest(classes) },
    value: (text) => labels.get(text ?? '') ?? '',
  }
}

/** In Unicode characters. */
function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, [...text].length), 1)
}
