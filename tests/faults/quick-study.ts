import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { type Workplace, workplace } from '../e2e/cli.ts'
import { told } from './told.ts'

const ENGINES = fileURLToPath(new URL('../fixtures/engines/', import.meta.url))
const ARMS = ['a', 'b', 'c'] // and the null arm of the first

const manifest = (name: string, program = 'quick.sh'): string => `name: quick-${name}
ecosystem: other
library: quick
description: Knows the answers.
command: [sh, ./${program}]
capabilities:
  { metrics: [euclidean], weights: [uniform], tasks: [classification], dtype: float64, form: difference,
    threads: 1, exact: true, neighbors: false, probabilities: false }
`

/** A study whose engines take no time and always say the same times: four blocks a round. */
export function quickStudy(rounds: number, engines: readonly string[] = ARMS): string {
  const entries = engines.map((name) => `{ name: ${name}, manifest: ${name}.yaml }`)
  return `name: quick
datasets: [{ name: t, path: t.csv, target: label }]
engines: [${entries.join(', ')}]
baseline: a
grid: { n_neighbors: [1, 3], metric: [euclidean], weights: [uniform] }
protocol: { rounds: ${rounds}, warmup: 1, min_time: 1ms, repeats: 1, seed: 7 }
`
}

/** Two classes far apart: the label of every row is that of its neighbors. */
function table(): string {
  const rows = Array.from({ length: 40 }, (_, row) => {
    const code = row % 2
    return `${code * 100 + row / 10},${((row * 7) % 11) / 10},${'ab'[code]}`
  })
  return ['x,y,label', ...rows, ''].join('\n')
}

/** A place with such a study, whose engines are trusted. */
export function quickPlace(rounds: number): Workplace {
  const place = workplace()
  copyFileSync(join(ENGINES, 'quick.sh'), join(place.folder, 'quick.sh'))
  writeFileSync(join(place.folder, 't.csv'), table())
  writeFileSync(join(place.folder, 'study.yaml'), quickStudy(rounds))
  for (const name of ARMS) {
    writeFileSync(join(place.folder, `${name}.yaml`), manifest(name))
    place.knnbench('engines', 'trust', `${name}.yaml`)
  }
  return place
}

/** The same, but the engine `b` hangs in its blocks, and does not mind SIGTERM, as long as the file `stuck` is there. */
export function stuckPlace(rounds: number): Workplace {
  const place = quickPlace(rounds)
  copyFileSync(join(ENGINES, 'stuck.sh'), join(place.folder, 'stuck.sh'))
  writeFileSync(join(place.folder, 'b.yaml'), manifest('b', 'stuck.sh'))
  place.knnbench('engines', 'trust', 'b.yaml')
  return place
}

/** A run in such a place whose engine hangs in a block, until `release`. */
export async function hangingRun({ folder, start }: Workplace) {
  writeFileSync(join(folder, 'stuck'), '')
  const host = start('run', 'study.yaml')
  const end = told(host)
  await vi.waitFor(() => expect(existsSync(join(folder, 'busy'))).toBe(true), { timeout: 60_000 })
  return { host, end }
}

/** Lets the engine go on, and hang no more. */
export function release({ folder }: Workplace): void {
  for (const name of ['stuck', 'busy']) rmSync(join(folder, name), { force: true })
}
