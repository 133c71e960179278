import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))

const MANIFEST = `name: mine
ecosystem: other
library: mine
description: ts-brute with one thing changed.
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

/** What the builds of one engine change in ts-brute, as members of it. */
const BUILDS = {
  main: '',
  same: '',
  /** So much more work that no noise hides it. */
  heavy: `fit(...given) {
    const model = tsBrute.fit(...given)
    const predict = (X, parameters) => {
      for (let i = 0; i < 2000; i++) model.predict(X, parameters)
      return model.predict(X, parameters)
    }
    return {
      predict,
      predictProba: (X, parameters) => model.predictProba(X, parameters),
      neighbors: (X, n_neighbors) => model.neighbors(X, n_neighbors),
    }
  },`,
  /** It never looks at the last feature. */
  wrong: `convert({ rows, columns, values }) {
    const kept = values.map((value, at) => (at % columns === columns - 1 ? 0 : value))
    return tsBrute.convert({ rows, columns, values: kept })
  },`,
} as const

/** Writes the builds into folders of their own, each with its `engine.yaml`, as checkouts of two commits would be. */
export function writeBuilds(folder: string): void {
  for (const [name, members] of Object.entries(BUILDS)) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'engine.yaml'), MANIFEST)
    writeFileSync(join(folder, name, 'engine.mjs'), program(members))
  }
}

function program(members: string): string {
  return `import { tsBrute } from ${JSON.stringify(`${DIST}engine/adapters/ts-brute.js`)}
import { runProgram } from ${JSON.stringify(`${DIST}engine/program.js`)}

await runProgram(async () => ({ ...tsBrute, ${members} }))
`
}

/** A gate of a few seconds, so tolerant that only what is meant to be seen is. */
export const GATE_STUDY = `name: mine
datasets: [wine]
engines: [ts-brute]
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 4, warmup: 20ms, min_time: 20ms }
analysis: { alpha: 0.2, equivalence: 1 }
`
