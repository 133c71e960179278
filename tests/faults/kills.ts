import type { ChildProcess } from 'node:child_process'
import { mkdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Workplace } from '../e2e/cli.ts'
import { expectDocumented } from './documented.ts'
import { said, told } from './told.ts'
import { clear, expectUndisturbed, runUndisturbed, type Undisturbed } from './undisturbed.ts'

export type Random = () => number

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What to wait for before the host is killed; drawn anew for each kill. */
type Moment = (host: ChildProcess, place: Workplace, whole: Undisturbed, random: Random) => Promise<void>

const MOMENTS: Readonly<Record<string, Moment>> = {
  'at any time': async (_host, _place, { duration_ms }, random) => void (await delay(random() * duration_ms)),
  'while data is prepared': async (host, { cache }, _whole, random) => {
    await changed(host, join(cache, 'knnbench/cases'), '.new-')
    await delay(random() * 20)
  },
  'while the lock is taken': async (host, { folder }, _whole, random) => {
    await changed(host, join(folder, 'results/quick'), 'ledger.lock')
    await delay(random() * 10)
  },
  'while answers are graded': async (host, _place, _whole, random) => {
    await said(host, 'grading')
    await delay(random() * 100)
  },
  'while the ledger is written': async (host, { folder }, whole, random) => {
    await changed(
      host,
      join(folder, 'results/quick'),
      'ledger.jsonl',
      1 + Math.floor(random() * whole.blocks.length),
    )
    await delay(random() * 3)
  },
}

/** Resolves when a file of this name has changed so often, or the host has ended. */
function changed(host: ChildProcess, folder: string, name: string, times = 1): Promise<void> {
  mkdirSync(folder, { recursive: true })
  return new Promise((resolve) => {
    let left = times
    const watcher = watch(folder, (_, file) => {
      if (file?.startsWith(name) && --left === 0) resolve()
    })
    host.once('close', () => resolve())
    host.once('exit', () => watcher.close())
  })
}

/**
 * Kills a run of the quick study so often, each time at another moment, and lets the same command finish it. Gives
 * how many kills came at which moment; one that came too late counts for nothing and is drawn again.
 */
export async function killAndFinish(place: Workplace, kills: number, random: Random) {
  const whole = await runUndisturbed(place)
  const names = Object.keys(MOMENTS)
  const hits = new Map(names.map((name) => [name, 0]))
  for (let hit = 0; hit < kills; ) {
    const name = random() < 0.5 ? names[0] : names[1 + Math.floor(random() * (names.length - 1))]
    clear(place)
    const host = place.start('run', 'study.yaml')
    const end = told(host)
    await MOMENTS[name](host, place, whole, random)
    host.kill('SIGKILL')
    const killed = await end
    if (killed.signal !== 'SIGKILL') continue
    expectDocumented('killed at any moment (SIGKILL, out of memory, power)', killed)
    hit++
    hits.set(name, (hits.get(name) ?? 0) + 1)
    await expectUndisturbed(place, whole, `killed ${name}, kill ${hit}`)
  }
  return { blocks: whole.blocks, hits: Object.fromEntries(hits) }
}
