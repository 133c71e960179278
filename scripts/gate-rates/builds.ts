import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ENGINES = fileURLToPath(new URL('../../engines/c/', import.meta.url))
const SOURCE = fileURLToPath(new URL('./engine.c', import.meta.url))
const DRIVER = readdirSync(join(ENGINES, 'driver'))
  .filter((file) => file.endsWith('.c'))
  .map((file) => join(ENGINES, 'driver', file))

/** The heads that are gated, and the share of the timed rows that each predicts once more than the base. */
export const HEADS = { same: 0, 'heavier-5': 0.05, 'heavier-10': 0.1, 'heavier-20': 0.2 } as const
export type Head = keyof typeof HEADS
export const HEAD_NAMES = Object.keys(HEADS) as readonly Head[]

export const ROUNDS = 18

/** One case, one configuration: m = 1. The median of many short samples is not moved by bursts of noise. */
const STUDY = `name: rates
datasets: [{ name: two-classes, synthetic: { n: 200, d: 256, classes: 2 } }]
engines: [ts-brute]
grid: { n_neighbors: [5], metric: [euclidean], weights: [uniform] }
split: { kind: holdout, test_size: 0.2, stratify: true, seed: 42 }
protocol: { rounds: ${ROUNDS}, warmup: 20ms, min_time: 1ms, repeats: 61 }
`

const MANIFEST = `name: mine
ecosystem: other
library: mine
description: Brute force that may predict some rows twice.
command: [./engine]
capabilities:
  metrics: [euclidean]
  weights: [uniform]
  tasks: [classification]
  dtype: float64
  form: difference
  threads: 1
  exact: true
  neighbors: true
  probabilities: true
`

const FLAGS = ['-std=c11', '-O2', '-funroll-loops', '-ffp-contract=off', '-DKNN_FLAGS="-O2"', `-I${ENGINES}`]

/** Writes the study and every build; both builds of `same` are equal files in folders of their own. */
export function writeBuilds(folder: string): void {
  writeFileSync(join(folder, 'gate.yaml'), STUDY)
  for (const [name, extra_share] of Object.entries({ base: 0, ...HEADS })) {
    const build = join(folder, name)
    mkdirSync(build, { recursive: true })
    writeFileSync(join(build, 'engine.yaml'), MANIFEST)
    const words = [
      ...FLAGS,
      `-DEXTRA_SHARE=${extra_share.toFixed(2)}`,
      '-o',
      'engine',
      SOURCE,
      ...DRIVER,
      '-lm',
    ]
    execFileSync('cc', words, { cwd: build })
  }
}
