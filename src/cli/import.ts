import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { shellWord } from '../config/shell-word.ts'
import type { Task } from '../config/study.ts'
import { FIRST_SPLIT } from '../config/study-text.ts'
import type { OnRead } from '../data/file-chunks.ts'
import { openTable, writeTable } from '../data/import-table.ts'
import { planTable } from '../data/table-plan.ts'
import { removeLeft } from '../data/temporary.ts'
import { missingTarget } from './chosen-study.ts'
import { type Imported, importedJson, importedText } from './import-text.ts'
import { EXIT, type Io } from './io.ts'
import { showReadingLater } from './reading-progress.ts'
import { pathFrom } from './table-study.ts'
import { tableName } from './understand-table.ts'

export interface ImportOptions {
  readonly target?: string
  readonly task?: Task
  readonly drop?: readonly string[]
  readonly out?: string
  readonly force?: true
  readonly json?: true
}

/** `knnbench datasets import`: writes a table as a dataset that studies can name. Gives the exit code. */
export async function importCommand(data: string, options: ImportOptions, io: Io): Promise<number> {
  const file = resolve(io.cwd, data)
  const name = tableName(file)
  const out = resolve(io.cwd, options.out ?? `${name}.npy`)
  checkOut(file, out, options)
  const taken = await showReadingLater(io.stderr, (onRead) => take({ data, file, out }, options, onRead))
  const imported: Imported = { ...taken, name, path: pathFrom(io.cwd, out), bytes: statSync(out).size }
  io.stdout.write(
    options.json === true
      ? `${JSON.stringify(importedJson(imported), null, 2)}\n`
      : importedText(imported, io),
  )
  return EXIT.ok
}

interface Paths {
  /** As typed. */
  readonly data: string
  readonly file: string
  readonly out: string
}

/** Looks at the table, decides what becomes of its columns, and writes those that stay. */
async function take(
  { data, file, out }: Paths,
  { drop = [], target, task, force }: ImportOptions,
  onRead: OnRead,
): Promise<Pick<Imported, 'table' | 'plan' | 'columns'>> {
  const table = await openTable(file, drop, onRead)
  if (target === undefined)
    throw missingTarget(table.profile, data, (named) =>
      ['knnbench datasets import', shellWord(named.data), '--target', shellWord(named.target)].join(' '),
    )
  const plan = planTable(table.profile, { target, task, test_size: FIRST_SPLIT.test_size })
  removeLeft(dirname(out))
  try {
    const fields = await writeTable(table, plan, { out, place: force === true ? 'replace' : 'new' })
    return { table, plan, columns: fields.length - 1 }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw alreadyThere(out)
    throw error
  }
}

function checkOut(file: string, out: string, { force }: ImportOptions): void {
  if (!out.endsWith('.npy'))
    throw new InputError({
      where: { file: out },
      found: 'a dataset is written as a NumPy array.',
      fix: 'Let --out end in .npy',
    })
  if (!existsSync(out)) return
  if (existsSync(file) && realpathSync(out) === realpathSync(file))
    throw new InputError({ found: '--out is the table itself.', fix: 'Choose another file.' })
  if (force !== true) throw alreadyThere(out)
}

function alreadyThere(out: string): InputError {
  return new InputError({
    where: { file: out },
    found: 'this file is already there, and nothing was written.',
    fix: 'Choose another one with --out, or write over it with --force.',
  })
}
