import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cachedOracle } from '../../src/cli/oracle-cache.ts'
import type { EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { buildOracle } from '../../src/verify/oracle.ts'
import { temporaryFolder } from '../ledger/folder.ts'

const VALUES = Float64Array.from({ length: 80 }, (_, i) => Math.sin(i * i))
const ASKED: EngineAnswers[] = [
  {
    engine: 'e',
    declared: { dtype: 'float64', form: 'difference', vote: 'smallest-label' },
    cells: [{ n_neighbors: 3, weights: 'uniform', labels: new Int32Array(0) }],
  },
]

/** The same numbers, of which the first `n_train` rows are for training. */
function split(n_train: number, columns = 1): GradingCase {
  const rows = VALUES.length / columns
  const part = (from: number, to: number) => ({
    rows: to - from,
    columns,
    values: VALUES.slice(from * columns, to * columns),
  })
  return {
    metric: 'euclidean',
    n_classes: 2,
    X_train: part(0, n_train),
    X_score: part(n_train, rows),
    y_train: new Int32Array(n_train),
  }
}

test('an oracle is computed once, and then read', () => {
  const cache = temporaryFolder()
  const first = cachedOracle(split(60), ASKED, cache)
  expect(first).toEqual(buildOracle(split(60), { n_neighbors: 3 }))
  expect(cachedOracle(split(60), ASKED, cache)).toEqual(first)
  expect(readdirSync(join(cache, 'oracles'))).toHaveLength(1)
})

test.each([
  ['another number of training rows', split(40)],
  ['another number of columns', split(30, 2)],
])('the same numbers with %s have an oracle of their own', (_, other) => {
  const cache = temporaryFolder()
  cachedOracle(split(60), ASKED, cache)
  expect(cachedOracle(other, ASKED, cache)).toEqual(buildOracle(other, { n_neighbors: 3 }))
})

test('an oracle of which one bit was changed is computed again', () => {
  const cache = temporaryFolder()
  const right = cachedOracle(split(60), ASKED, cache)
  const [file] = readdirSync(join(cache, 'oracles'), { withFileTypes: true })
  const path = join(file.parentPath, file.name)
  const whole = readFileSync(path)
  for (let at = 0; at < whole.length; at += 7) {
    const damaged = Buffer.from(whole)
    damaged[at] ^= 1
    writeFileSync(path, damaged)
    expect(cachedOracle(split(60), ASKED, cache)).toEqual(right)
    expect(readFileSync(path)).toEqual(whole)
  }
})

test('a whole oracle is not taken for that of other data', () => {
  const cache = temporaryFolder()
  cachedOracle(split(60), ASKED, cache)
  const [first] = readdirSync(join(cache, 'oracles'))
  cachedOracle(split(40), ASKED, cache)
  const second = readdirSync(join(cache, 'oracles')).find((name) => name !== first) ?? ''
  copyFileSync(join(cache, 'oracles', first), join(cache, 'oracles', second))
  expect(cachedOracle(split(40), ASKED, cache)).toEqual(buildOracle(split(40), { n_neighbors: 3 }))
})
