import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Workplace } from '../e2e/cli.ts'
import { told } from './told.ts'
import { clear, expectUndisturbed, runUndisturbed } from './undisturbed.ts'

const HOOK = fileURLToPath(new URL('../fixtures/programs/dies-at.mjs', import.meta.url))
const WITH_HOOK = { NODE_OPTIONS: `--import ${HOOK}` }
/** The thread that grades makes a folder, writes and renames. */
const WORKER_CALLS = 3

/** A call of the host that changes files: the n-th of its main thread, or of the one that grades. */
export interface Call {
  readonly thread: 'main' | 'worker'
  readonly nth: number
}

/** Every call of an undisturbed run that changes files. */
export async function fileCalls(place: Workplace): Promise<Call[]> {
  const file = join(place.folder, 'calls')
  clear(place)
  await told(place.startWith({ ...WITH_HOOK, COUNTS_INTO: file }, 'run', 'study.yaml'))
  const count = Number(/^main (\d+)/m.exec(readFileSync(file, 'utf8'))?.[1])
  const main = Array.from({ length: count }, (_, i) => ({ thread: 'main' as const, nth: i + 1 }))
  const worker = Array.from({ length: WORKER_CALLS }, (_, i) => ({ thread: 'worker' as const, nth: i + 1 }))
  return [...main, ...worker]
}

/** Lets a run be killed within each of these calls, writes half-way, and the same command finish it. */
export async function dieAndFinish(place: Workplace, calls: readonly Call[]): Promise<number> {
  const whole = await runUndisturbed(place)
  let deaths = 0
  for (const { thread, nth } of calls) {
    clear(place)
    const environment = { ...WITH_HOOK, DIES_IN: thread, DIES_AT: String(nth) }
    const { signal } = await told(place.startWith(environment, 'run', 'study.yaml'))
    if (signal === 'SIGKILL') deaths++
    await expectUndisturbed(place, whole, `died in call ${nth} of ${thread}`)
  }
  return deaths
}
