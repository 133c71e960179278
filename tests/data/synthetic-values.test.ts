import { createHash } from 'node:crypto'
import { mean, sampleVariance } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { synthesizeValues } from '../../src/data/synthetic-values.ts'
import { loadDataset } from './load-dataset.ts'

const small = { target: 'smooth', n: 300, d: 8, seed: 5 } as const

function targetOf(recipe: Parameters<typeof synthesizeValues>[0]): Float64Array {
  const { target } = synthesizeValues(recipe)
  return target.kind === 'values' ? target.values : new Float64Array(0)
}

function featuresOf(recipe: typeof small): Float64Array[] {
  return synthesizeValues(recipe).columns.flatMap((one) => (one.kind === 'numeric' ? [one.values] : []))
}

describe('a synthetic regression', () => {
  it('gives these bits, on every machine', () => {
    const hash = createHash('sha256')
    for (const values of [...featuresOf(small), targetOf(small)]) hash.update(values)
    expect(hash.digest('hex')).toBe('1cd8158ca4c0dc4143e4ec10083303e5092dc811ce00e902ea505c3257fea67f')
  })

  it('has the size that was asked for, all of it finite', () => {
    const columns = featuresOf(small)
    expect(columns.map(({ length }) => length)).toEqual(Array(8).fill(300))
    expect([...columns, targetOf(small)].every((values) => values.every(Number.isFinite))).toBe(true)
  })

  it('varies as its documentation says', () => {
    const values = [...targetOf({ ...small, n: 20_000, d: 1 })]
    // Of the function, by quadrature: variance 100·(1 + 1/4 + var(2/(1 + z²))) and mean 10·E(2/(1 + z²)).
    expect(Math.abs(Math.sqrt(sampleVariance(values)) - Math.hypot(12.3707, 2))).toBeLessThan(0.3)
    expect(Math.abs(mean(values) - 13.1136)).toBeLessThan(0.4)
  })

  it('is what a study of that task gets, with another hash than the classification', () => {
    const entry = { kind: 'synthetic', name: 'g', n: 30, d: 2, classes: 2, seed: 1 } as const
    const { target, positive, source_sha256 } = loadDataset(entry, 'regression')
    expect([target.kind, positive]).toEqual(['values', ''])
    expect(source_sha256).not.toBe(loadDataset(entry, 'classification').source_sha256)
  })

  it('can be told from its nearest rows: nearness in x is nearness in y', () => {
    const columns = featuresOf(small)
    const y = targetOf(small)
    const distance = (a: number, b: number) =>
      columns.reduce((sum, values) => sum + (values[a] - values[b]) ** 2, 0)
    const rows = Array.from({ length: 300 }, (_, row) => row)
    const errors = rows.map((row) => {
      const others = rows.filter((other) => other !== row)
      const near = others.toSorted((a, b) => distance(row, a) - distance(row, b)).slice(0, 5)
      return (y[row] - mean(near.map((other) => y[other]))) ** 2
    })
    expect(mean(errors) / sampleVariance([...y])).toBeLessThan(0.35)
  })
})
