import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { planAndPrepare } from './profile.ts'

const CELLS = [
  '',
  ' ',
  'NA',
  'n/a',
  '?',
  '-',
  'inf',
  '1e999',
  '1e300',
  '3e-200',
  '1,886',
  '1.886',
  '1',
  '2.5',
  '2,5',
  '-0',
  '0x1',
  '1_000',
  'a',
  'b',
]
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 60 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom(...CELLS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
)
const column = fc.oneof(
  fc.array(cell, { minLength: 70, maxLength: 70 }),
  fc.array(fc.constantFrom(...CELLS), { minLength: 70, maxLength: 70 }),
  fc.constantFrom('3', '', 'x', '1,5').map((text) => Array<string>(70).fill(text)),
  fc
    .tuple(fc.nat(69), fc.constantFrom('7', 'NA', 'x'))
    .map(([place, text]) => Array.from({ length: 70 }, (_, row) => (row === place ? text : ''))),
)

function write(columns: readonly (readonly string[])[], delimiter: string): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = columns[0].map((_, row) => [...columns.map((cells) => cells[row]), ['no', 'yes'][row % 2]])
  const header = [...columns.map((_, index) => `c${index}`), 'y']
  return [header, ...rows].map((cells) => `${cells.map(quote).join(delimiter)}\n`).join('')
}

let planned = 0

test('whatever a table holds, its plan makes it usable, or says why there is none', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(',', ';', '\t'),
      (columns, delimiter) => {
        const content = write(columns, delimiter)
        const found = planOf(content)
        if (found === undefined) return
        planned++
        const { plan, prepared } = found
        const kept = plan.columns.filter(({ use }) => use !== 'dropped')
        expect(prepared.columns.map(({ name, kind }) => [name, kind])).toEqual(
          kept.map(({ profile, use }) => [profile.name, use]),
        )
        const matrices = [prepared.X_train, prepared.X_test]
        for (const { values } of matrices) expect(values.every(Number.isFinite)).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
  expect(planned).toBeGreaterThan(200)
})

const NOTHING_LEFT = /no column but y describes the rows|no feature is left after preparation/

/** Undefined where no column tells rows apart, which is the one refusal that a sound target leaves. */
function planOf(content: string): ReturnType<typeof planAndPrepare> | undefined {
  try {
    return planAndPrepare(content)
  } catch (error) {
    if (error instanceof InputError && NOTHING_LEFT.test(error.message)) return undefined
    throw error
  }
}
