import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../config/input-error.ts'

const LOCK_FILE = 'ledger.lock'
const holderSchema = z.object({ pid: z.int(), since: z.string() })
type Holder = z.infer<typeof holderSchema>

/** Takes the one writer's place of a results folder, or throws InputError naming who holds it. */
export function lockLedger(folder: string, self: Holder): () => void {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, LOCK_FILE)
  if (!tryCreate(file, self)) {
    const holder = readHolder(file)
    if (holder !== undefined && isRunning(holder.pid)) throw held(folder, holder)
    rmSync(file, { force: true }) // its process is gone: killed, or the machine restarted
    if (!tryCreate(file, self)) throw held(folder, readHolder(file) ?? self)
  }
  return () => rmSync(file, { force: true })
}

function tryCreate(file: string, self: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(self), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Signal 0 only asks whether the process exists. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function held(folder: string, { pid, since }: Holder): InputError {
  return new InputError({
    found: `${folder}: another run (process ${pid}, since ${since}) is writing this ledger.`,
    fix: 'Wait for it, or use --out.',
  })
}
