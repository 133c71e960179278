import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { plan, readPlanned } from './profile.ts'

const CELLS = [
  '',
  ' ',
  'NA',
  'n/a',
  '?',
  '-',
  'inf',
  '1e999',
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
)

function write(columns: readonly (readonly string[])[], delimiter: string): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = columns[0].map((_, row) => [...columns.map((cells) => cells[row]), ['no', 'yes'][row % 2]])
  const header = [...columns.map((_, index) => `c${index}`), 'y']
  return [header, ...rows].map((cells) => `${cells.map(quote).join(delimiter)}\n`).join('')
}

test('whatever a table holds, its plan makes it readable, or says why there is none', () => {
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(',', ';', '\t'),
      (columns, delimiter) => {
        const content = write(columns, delimiter)
        const found = planOf(content)
        if (found === undefined) return
        const { columns: read } = readPlanned(content, found)
        const kept = found.columns.filter(({ use }) => use !== 'dropped')
        expect(read.map(({ name, kind }) => [name, kind])).toEqual(
          kept.map(({ profile, use }) => [profile.name, use]),
        )
      },
    ),
    { numRuns: 300 },
  )
})

/** Undefined where no column can be kept, which is the one refusal that a sound target leaves. */
function planOf(content: string): ReturnType<typeof plan> | undefined {
  try {
    return plan(content)
  } catch (error) {
    if (error instanceof InputError && error.message.includes('describes the rows')) return undefined
    throw error
  }
}
