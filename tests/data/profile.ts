import { InputError } from '../../src/config/input-error.ts'
import { FIRST_SPLIT, FIRST_STEPS } from '../../src/config/study-text.ts'
import { readCsv } from '../../src/data/csv.ts'
import type { Table } from '../../src/data/dataset.ts'
import { planPrepared } from '../../src/data/planned-table.ts'
import { prepareMatrices } from '../../src/data/prepare.ts'
import { profileCsv, type TableProfile } from '../../src/data/profile-csv.ts'
import { trainTestSplit } from '../../src/data/split.ts'
import { planTable, type TablePlan } from '../../src/data/table-plan.ts'

/** A CSV text of `rows` rows; each cell is what its column gives for its row, counted from 0. */
export function csvOf(
  columns: Readonly<Record<string, (row: number) => string | number>>,
  rows = 40,
  delimiter = ',',
): string {
  const lines = Array.from({ length: rows }, (_, row) => Object.values(columns).map((cell) => cell(row)))
  return [Object.keys(columns), ...lines].map((cells) => `${cells.join(delimiter)}\n`).join('')
}

/** Two classes, and numbers that nobody takes for an identifier. */
export const y = (row: number) => (row % 3 === 0 ? 'yes' : 'no')
export const x = (row: number) => (row * 7) % 11

export function profile(content: string | Buffer): TableProfile {
  return profileCsv('d.csv', [Buffer.from(content)])
}

export function plan(content: string | Buffer, target = 'y'): TablePlan {
  return planTable(profile(content), { target, test_size: 0.2 })
}

/** The table as a study with this plan reads it: throws where the plan missed something. */
export function readPlanned(content: string, { options, target }: TablePlan): Table {
  return readCsv({ file: 'd.csv', bytes: [Buffer.from(content)], options }, target.task)
}

/** A plan that preparation agrees to, with what came of it, as `init` and `run --data` make it. */
export function planAndPrepare(content: string) {
  return planPrepared(profile(content), { target: 'y', test_size: FIRST_SPLIT.test_size }, (found) => {
    const { columns, target } = readPlanned(content, found)
    const split = { ...FIRST_SPLIT, stratify: found.target.unstratified === undefined }
    const labels = target.kind === 'classes' ? target : undefined
    const dataset = { columns, source: 'd.csv', warnings: [] }
    const indices = trainTestSplit(found.target.profile.rows, split, labels)
    return { columns, ...prepareMatrices(dataset, indices, FIRST_STEPS) }
  })
}

/** `name: use, note codes`, a line a feature. */
export function uses({ columns }: TablePlan): string[] {
  return columns.map(({ profile: { name }, use, notes }) =>
    [`${name}: ${use}`, ...notes.map(({ code }) => code)].join(', '),
  )
}

export function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}
