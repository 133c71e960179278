import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PrepareStep } from '../../src/config/study.ts'
import { readCsv } from '../../src/data/csv.ts'
import type { Column } from '../../src/data/dataset.ts'
import { prepareMatrices } from '../../src/data/prepare.ts'
import { trainTestSplit } from '../../src/data/split.ts'
import { expectClose } from './close.ts'

interface PrepareFixture {
  readonly csv: string
  readonly test_size: number
  readonly seed: number
  readonly y_train: readonly number[]
  readonly y_test: readonly number[]
  readonly expected: readonly {
    readonly steps: readonly PrepareStep[]
    readonly features: readonly string[]
    readonly X_train: readonly (readonly number[])[]
    readonly X_test: readonly (readonly number[])[]
  }[]
}

const numeric = (name: string, ...values: number[]): Column => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(values),
})
const text = (name: string, levels: string[], ...codes: number[]): Column => {
  return { kind: 'categorical', name, levels, codes: Int32Array.from(codes) }
}

/** The last `n_test` rows are the test part. */
function prepare(columns: readonly Column[], steps: readonly PrepareStep[], n_test = 1) {
  const n = columns[0].kind === 'numeric' ? columns[0].values.length : columns[0].codes.length
  const rows = Int32Array.from({ length: n }, (_, i) => i)
  const indices = { train: rows.slice(0, n - n_test), test: rows.slice(n - n_test) }
  return prepareMatrices({ columns, source: 'd.csv', warnings: [] }, indices, steps)
}

const values = (matrix: { readonly values: Float64Array }) => Array.from(matrix.values)

describe('prepareMatrices against pandas and scikit-learn', () => {
  const fixture: PrepareFixture = JSON.parse(readFileSync('tests/fixtures/data/prepare.json', 'utf8'))
  const options = { target: 'y', drop: [], categorical: [], missing: [] }
  const table = readCsv({ file: 'd.csv', bytes: [Buffer.from(fixture.csv)], options }, 'classification')
  const labels = table.target.kind === 'classes' ? table.target : undefined
  const split = { kind: 'holdout', test_size: fixture.test_size, stratify: true, seed: fixture.seed } as const
  const indices = trainTestSplit(table.n, split, labels)

  it('cuts the labels alike', () => {
    expect(Array.from(indices.train, (row) => labels?.codes[row])).toEqual(fixture.y_train)
    expect(Array.from(indices.test, (row) => labels?.codes[row])).toEqual(fixture.y_test)
  })

  it.each(fixture.expected)('$steps', (expected) => {
    const prepared = prepareMatrices(
      { columns: table.columns, source: 'd.csv', warnings: [] },
      indices,
      expected.steps,
    )
    expect(prepared.features.map(({ name }) => name)).toEqual(expected.features)
    expectClose(prepared.X_train.values, expected.X_train.flat())
    expectClose(prepared.X_test.values, expected.X_test.flat())
  })
})

describe('impute-median', () => {
  it('takes the median of the training rows, for both parts', () => {
    const { X_train, X_test, features } = prepare(
      [numeric('a', 1, Number.NaN, 3, 10, Number.NaN)],
      ['impute-median'],
    )
    expect([values(X_train), values(X_test)]).toEqual([[1, 3, 3, 10], [3]])
    expect(features[0].statistics).toEqual({ median: 3 })
  })

  it('takes the middle of two', () => {
    expect(values(prepare([numeric('a', 1, 2, Number.NaN)], ['impute-median']).X_test)).toEqual([1.5])
  })

  it('cannot fill a column that the training rows leave empty', () => {
    expect(() => prepare([numeric('a', Number.NaN, 1)], ['impute-median'])).toThrow(
      'd.csv: column a has no value in the training rows, so it has no median. Add  drop: [a]',
    )
  })
})

describe('one-hot', () => {
  const city = text('city', ['A', 'B', 'C'], 0, 1, 1, -1, 2)

  it('marks the levels of the training rows, after the numeric columns', () => {
    const { features, X_train } = prepare([city, numeric('a', 7, 8, 9, 6, 5)], ['one-hot'])
    expect(features.map(({ name }) => name)).toEqual(['a', 'city_A', 'city_B'])
    expect(values(X_train)).toEqual([7, 1, 0, 8, 0, 1, 9, 0, 1, 6, 0, 0])
  })

  it('makes an unseen level all zeros, with a warning', () => {
    const { X_test, warnings } = prepare([city], ['one-hot'])
    expect(values(X_test)).toEqual([0, 0])
    expect(warnings).toEqual([{ code: 'unseen-level', column: 'city', level: 'C', rows: 1 }])
  })

  it('drops the first level that occurs in training', () => {
    const { features } = prepare([text('city', ['A', 'B', 'C'], 1, 2, 1, 0)], ['one-hot-drop-first'])
    expect(features).toEqual([
      { name: 'city_C', kind: 'one-hot', column: 'city', level: 'C', statistics: {} },
    ])
  })
})

describe('standardize', () => {
  it('uses mean and population standard deviation of the training rows', () => {
    const { X_train, X_test, features } = prepare(
      [numeric('a', 2, 4, 4, 4, 5, 5, 7, 9, 100)],
      ['standardize'],
    )
    expect(features[0].statistics).toEqual({ mean: 5, scale: 2 })
    expect([values(X_train)[0], values(X_test)]).toEqual([-1.5, [47.5]])
  })

  it('divides a constant column by 1, with a warning', () => {
    const { X_test, warnings } = prepare([numeric('a', 0.1, 0.1, 0.1, 0.3)], ['standardize'])
    expectClose(values(X_test), [0.2])
    expect(warnings).toEqual([{ code: 'constant-column', column: 'a' }])
  })

  it('takes what rounding alone makes of a constant for constant', () => {
    const { warnings } = prepare([numeric('a', 1, 1 + Number.EPSILON, 1, 1)], ['standardize'])
    expect(warnings).toEqual([{ code: 'constant-column', column: 'a' }])
  })

  it('leaves a small but real spread alone', () => {
    expect(prepare([numeric('a', 1e-9, 2e-9, 3e-9, 4e-9)], ['standardize']).warnings).toEqual([])
  })

  it.each([
    ['overflow', [1e200, -1e200, 0]],
    ['overflow', [1e308, 1e308, 0]],
    ['underflow', [1e-300, 2e-300, 3e-300]],
    ['underflow', [1e-160, Number.NaN, 2e-160, 0]],
    ['underflow', [5e-324, 0, 0]],
  ])('refuses values whose squares %s, by name: %j', (what, cells) => {
    expect(() => prepare([numeric('a', ...cells), numeric('b', ...cells.keys())], ['standardize'])).toThrow(
      `d.csv: column a has values whose squares ${what}. Rescale the column, or add  drop: [a]`,
    )
  })

  it('refuses a column that the training rows leave empty', () => {
    expect(() => prepare([numeric('a', Number.NaN, Number.NaN, 1)], ['standardize'])).toThrow(
      'd.csv: column a has no value in the training rows, so it has no mean. Add  drop: [a]',
    )
  })

  it('takes 1e9 plus a little apart', () => {
    const { X_train } = prepare(
      [numeric('a', ...[1, 2, 3, 2].map((little) => 1e9 + little / 2 ** 20))],
      ['standardize'],
    )
    expectClose(
      X_train.values,
      [-1, 0, 1].map((step) => step * Math.sqrt(3 / 2)),
    )
  })
})

describe('no statistic sees the test part', () => {
  const steps: PrepareStep[] = ['impute-median', 'one-hot', 'standardize']

  it('so that another test part leaves the training matrix as it is', () => {
    const first = prepare([numeric('a', 1, 5, Number.NaN, 3), text('b', ['u', 'v'], 0, 1, 0, 1)], steps)
    const second = prepare([numeric('a', 1, 5, Number.NaN, 999), text('b', ['u', 'v'], 0, 1, 0, -1)], steps)
    expect(first.X_train).toEqual(second.X_train)
    expect(first.features).toEqual(second.features)
  })
})

describe('what no step takes care of', () => {
  it('is an error for text columns, with the step to add', () => {
    expect(() => prepare([text('city', ['A'], 0, 0)], ['standardize'])).toThrow(
      'd.csv: city: text columns, and no step makes numbers of them. ' +
        'Write  prepare: [one-hot-drop-first, standardize]  or  drop: [city]',
    )
  })

  it('is an error for missing numbers, with the step to add', () => {
    expect(() => prepare([numeric('age', 1, 2, Number.NaN)], ['standardize'])).toThrow(
      'd.csv: column age has missing cells, and no step fills them. ' +
        'Write  prepare: [impute-median, standardize]  or  drop: [age]',
    )
  })

  it.each([
    ['reaches 1e+154, so that squared distances overflow', [1, 2, 1e154]],
    ['reaches 1e+308, so that squared distances overflow', [1, 2, -1e308]],
    ['reaches 1.7e+308, so that squared distances overflow', [1.7e308, 1.7e308, Number.NaN]],
  ])('is an error where a column %s', (found, cells) => {
    expect(() => prepare([numeric('small', 1, 2, 3), numeric('huge', ...cells)], ['impute-median'])).toThrow(
      `d.csv: column huge ${found}. Rescale the column, or add  drop: [huge]`,
    )
  })

  it('is no smaller number than every engine can take', () => {
    const columns = Array.from({ length: 1000 }, (_, i) => numeric(`x${i}`, 1, 2, i === 7 ? 1e153 : 3))
    expect(() => prepare(columns, [])).toThrow('column x7 reaches 1e+153')
    expect(prepare(columns.slice(0, 10), []).X_test.values[7]).toBe(1e153)
  })

  it('is an error where all columns together differ too little', () => {
    const tiny = numeric('tiny', 1e-300, 2e-300, -1e-300)
    expect(() => prepare([numeric('zero', 0, 0, 0), tiny], [])).toThrow(
      'd.csv: column tiny spans only 3e-300, so that squared distances underflow. Rescale the column, or add  drop: [tiny]',
    )
    expect(prepare([numeric('one', 1, 2, 3), tiny], []).X_train.values).toEqual(
      Float64Array.of(1, 1e-300, 2, 2e-300),
    )
    expect(prepare([numeric('zero', 0, 0, 0)], []).X_train.values).toEqual(Float64Array.of(0, 0))
  })

  it('is an error where no feature is left', () => {
    expect(() => prepare([text('city', ['A'], 0, 0)], ['one-hot-drop-first'])).toThrow(
      'no feature is left after preparation.',
    )
  })
})
