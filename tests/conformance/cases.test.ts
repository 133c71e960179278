import { expect, test } from 'vitest'
import { agreementCases } from '../../src/conformance/cases/agreement-cases.ts'
import { edgeCases, emptyTest, refusalCases } from '../../src/conformance/cases/edge-cases.ts'
import { otherRows } from '../../src/conformance/cases/other-rows.ts'
import { pickData, shrinkData } from '../../src/conformance/shrink.ts'

const RIGHT = [...agreementCases(), ...edgeCases(), otherRows()]

test.each(RIGHT)('$name has a right answer at every k', ({ data, n_neighbors }) => {
  expect(data.y_train).toHaveLength(data.X_train.rows)
  expect(data.X_train.values).toHaveLength(data.X_train.rows * data.X_train.columns)
  for (const { values } of [data.X_train, data.X_score]) expect(values.every(Number.isFinite)).toBe(true)
  expect(Math.max(...data.y_train)).toBeLessThan(data.n_classes)
  expect(Math.min(...n_neighbors)).toBeGreaterThanOrEqual(1)
  expect(Math.max(...n_neighbors)).toBeLessThanOrEqual(data.X_train.rows)
})

test('no two checks have one name', () => {
  const names = [...RIGHT, ...refusalCases(), emptyTest()].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('what must be refused has no right answer', () => {
  for (const { data, n_neighbors } of refusalCases()) {
    const isSound = [data.X_train, data.X_score].every(({ values }) => values.every(Number.isFinite))
    expect(isSound && n_neighbors <= data.X_train.rows).toBe(false)
  }
})

test('other rows are as many, begin alike and are others', () => {
  const { data, others } = otherRows()
  expect([others.rows, others.columns]).toEqual([data.X_score.rows, data.X_score.columns])
  expect(others.values.slice(0, 3)).toEqual(data.X_score.values.slice(0, 3))
  expect(others.values).not.toEqual(data.X_score.values)
})

test('data are made as small as they can be while they stay wrong', async () => {
  const { data } = agreementCases()[0]
  const wanted = data.X_train.values[5 * 17] // the first feature of training row 17
  const smallest = await shrinkData(
    data,
    { least_rows: 1, hint: { train: [1, 17, 30], score: [2] } },
    (some) => pickData(data, some),
    async ({ X_train: { rows, columns, values } }) =>
      Array.from({ length: rows }, (_, row) => values[row * columns]).includes(wanted),
  )
  expect(smallest?.X_train).toEqual({ rows: 1, columns: 1, values: Float64Array.of(wanted) })
  expect(smallest?.X_score.rows).toBe(1)
})

test('data that are not wrong again are not made small', async () => {
  const { data } = agreementCases()[0]
  const options = { least_rows: 1, hint: { train: [0], score: [0] } }
  expect(
    await shrinkData(
      data,
      options,
      (some) => pickData(data, some),
      async () => false,
    ),
  ).toBe(undefined)
})
