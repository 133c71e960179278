import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { NAME } from '../config/name.ts'
import { quoted } from '../config/printable.ts'
import { LEDGER_FILE } from '../ledger/read-ledger.ts'
import { namedLedgers } from './find-ledger.ts'
import type { Io } from './io.ts'

/** Where `run --save-as NAME` keeps a result: `results/saved/NAME`. Throws for a name that is none, or taken. */
export function savedFolder(name: string, { cwd }: Pick<Io, 'cwd'>): string {
  if (!NAME.test(name))
    throw new InputError({
      found: `--save-as is ${quoted(name)}; allowed: a name of a-z, 0-9, ".", "_", "-", a letter or digit first.`,
      fix: '',
    })
  const folder = join(cwd, 'results', 'saved', name)
  if (!existsSync(folder)) return folder
  throw new InputError({
    found: `--save-as is ${name}, and results/saved/${name} is already there.`,
    fix: 'Choose another name, or remove that folder: what it holds may be what gates compare with.',
  })
}

/** A copy of a ledger and its answers, there as a whole or not at all. */
export function saveResults(ledger: string, saved: string): void {
  const partial = `${saved}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  try {
    for (const part of [LEDGER_FILE, 'answers'])
      if (existsSync(join(ledger, part))) cpSync(join(ledger, part), join(partial, part), { recursive: true })
    renameSync(partial, saved)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

/** The folder of a saved result by its name, or of any ledger as other commands name it. */
export function earlierLedger(named: string, io: Pick<Io, 'cwd'>): string {
  const saved = join(io.cwd, 'results', 'saved', named)
  if (NAME.test(named) && existsSync(join(saved, LEDGER_FILE))) return saved
  const [{ folder }] = namedLedgers([named], io)
  return folder
}
