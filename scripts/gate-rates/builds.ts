import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))

/** The heads that are gated, and the share of the timed rows that each predicts once more than the base. */
export const HEADS = { same: 0, 'heavier-5': 0.05, 'heavier-10': 0.1, 'heavier-20': 0.2 } as const
export type Head = keyof typeof HEADS
export const HEAD_NAMES = Object.keys(HEADS) as readonly Head[]

export const ROUNDS = 12

/** One case, one configuration: m = 1. A run of it takes below 20 s. */
const STUDY = `name: rates
datasets: [{ name: two-classes, synthetic: { n: 2500, d: 8, classes: 2 } }]
engines: [ts-brute]
grid: { n_neighbors: [5], metric: [euclidean], weights: [uniform] }
split: { kind: holdout, test_size: 0.2, stratify: true, seed: 42 }
protocol: { rounds: ${ROUNDS}, warmup: 50ms, min_time: 150ms }
`

const MANIFEST = `name: mine
ecosystem: other
library: mine
description: ts-brute that may predict some rows twice.
command: [node, --expose-gc, ./engine.mjs]
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

/** Writes the study and every build; both builds of `same` are equal files in folders of their own. */
export function writeBuilds(folder: string): void {
  writeFileSync(join(folder, 'gate.yaml'), STUDY)
  for (const [name, extra_share] of Object.entries({ base: 0, ...HEADS })) {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'engine.yaml'), MANIFEST)
    writeFileSync(join(folder, name, 'engine.mjs'), program(extra_share))
  }
}

function program(extra_share: number): string {
  return `import { tsBrute } from ${JSON.stringify(`${DIST}engine/adapters/ts-brute.js`)}
import { runProgram } from ${JSON.stringify(`${DIST}engine/program.js`)}

await runProgram(async () => ({
  ...tsBrute,
  fit(...given) {
    const model = tsBrute.fit(...given)
    const predict = (X, parameters) => {
      const rows = Math.round(${extra_share} * X.rows)
      if (rows > 0) model.predict({ ...X, rows, values: X.values.subarray(0, rows * X.columns) }, parameters)
      return model.predict(X, parameters)
    }
    return {
      predict,
      predictProba: (X, parameters) => model.predictProba(X, parameters),
      neighbors: (X, n_neighbors) => model.neighbors(X, n_neighbors),
    }
  },
}))
`
}
