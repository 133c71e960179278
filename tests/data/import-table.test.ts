import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import type { DatasetEntry, TableOptions, Task } from '../../src/config/study.ts'
import { FIRST_SPLIT, FIRST_STEPS } from '../../src/config/study-text.ts'
import { openTable, writeTable } from '../../src/data/import-table.ts'
import { prepareCase } from '../../src/data/prepare-case.ts'
import { planTable, type TablePlan } from '../../src/data/table-plan.ts'
import { loadDataset } from './load-dataset.ts'
import { writeParquet } from './parquet.ts'
import { csvOf } from './profile.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()
const nothing = () => undefined

interface Asked {
  readonly target?: string
  readonly drop?: readonly string[]
  readonly task?: Task
}

/** Imports a file of the folder as `d.npy`. */
async function imported(file: string, { target = 'y', drop = [], task }: Asked = {}): Promise<TablePlan> {
  const table = await openTable(join(folder, file), drop, nothing)
  const plan = planTable(table.profile, { target, task, test_size: FIRST_SPLIT.test_size })
  await writeTable(table, plan, { out: join(folder, 'd.npy'), place: 'replace' })
  return plan
}

/** The sentence with which a file is refused. */
async function refusal(file: string, asked: Asked = {}): Promise<string> {
  try {
    await imported(file, asked)
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
  throw new Error('nothing was thrown')
}

function entry(file: string, table: Partial<TableOptions> = {}): DatasetEntry {
  const options = { target: 'y', drop: [], categorical: [], missing: [], ...table }
  return { kind: 'file', name: 'd', path: join(folder, file), table: options }
}

/** What does not depend on where the rows came from. */
function contents(which: DatasetEntry, task: Task = 'classification') {
  const { n, columns, target, positive } = loadDataset(which, task)
  return { n, columns, target, positive }
}

const ROWS = 40
const age = (row: number) => (row % 9 === 4 ? null : ((row * 7) % 11) / 3)
const job = (row: number) => (row % 8 === 3 ? null : ['clerk', "it's", 'Straße 🚀'][row % 3])
const y = (row: number) => (row % 3 === 0 ? 'yes' : 'no')
const rowsOf = <T>(cell: (row: number) => T, rows = ROWS) =>
  Array.from({ length: rows }, (_, row) => cell(row))

writeFileSync(
  join(folder, 'd.csv'),
  csvOf(
    {
      id: (row) => row + 1,
      age: (row) => age(row) ?? ['n/a', ''][row % 2],
      job: (row) => job(row) ?? '',
      'grade, "last"': (row) => row % 4,
      y,
    },
    ROWS,
  ).replace('grade, "last"', '"grade, ""last"""'),
)

function writeTyped(file: string, codec: 'SNAPPY' | 'GZIP' | 'UNCOMPRESSED'): void {
  writeParquet(join(folder, file), {
    codec,
    columnData: [
      { name: 'id', data: rowsOf((row) => BigInt(row + 1)), type: 'INT64' },
      { name: 'age', data: rowsOf(age), type: 'DOUBLE' },
      { name: 'job', data: rowsOf(job), type: 'STRING' },
      { name: 'grade, "last"', data: Int32Array.from(rowsOf((row) => row % 4)) },
      { name: 'y', data: rowsOf(y), type: 'STRING', nullable: false },
    ],
  })
}

/** What engines get, by its hashes. */
function hashes(which: DatasetEntry) {
  const { hashes } = prepareCase({
    entry: which,
    split: { ...FIRST_SPLIT, stratify: true },
    prepareName: 'default',
    steps: FIRST_STEPS,
    task: 'classification',
    cacheRoot: folder,
  })
  const { source, ...others } = hashes
  return others
}

describe('a table of numbers, texts, gaps and row numbers', () => {
  it('is the same dataset as its CSV file read as planned', async () => {
    const { options } = await imported('d.csv')
    expect(options).toMatchObject({ drop: ['id'], missing: ['n/a'] })
    const read = entry('d.npy', { positive: 'yes' })
    expect(contents(read)).toEqual(contents(entry('d.csv', options)))
    expect(loadDataset(read, 'classification').columns.map(({ name }) => name)).toEqual([
      'age',
      'job',
      'grade, "last"',
    ])
    expect(hashes(read)).toEqual(hashes(entry('d.csv', options)))
  })

  it.each(['SNAPPY', 'GZIP', 'UNCOMPRESSED'] as const)(
    'is the same from a Parquet file (%s)',
    async (codec) => {
      const { options } = await imported('d.csv')
      writeTyped('d.parquet', codec)
      const plan = await imported('d.parquet')
      expect(plan.options.drop).toEqual(['id'])
      const read = entry('d.npy', { positive: 'yes' })
      expect(contents(read)).toEqual(contents(entry('d.csv', options)))
      expect(hashes(read)).toEqual(hashes(entry('d.csv', options)))
    },
  )

  it('is read through the same table, whichever columns are dropped before or after', async () => {
    await imported('d.csv', { drop: ['job'] })
    const before = contents(entry('d.npy'))
    await imported('d.csv')
    expect(contents(entry('d.npy', { drop: ['job'] }))).toEqual(before)
  })

  it('leaves nothing behind where it is refused in the middle', async () => {
    const data = rowsOf((row) => 2n ** 53n + BigInt(row * row) + 1n)
    writeParquet(join(folder, 'big.parquet'), {
      columnData: [
        { name: 'x', data, type: 'INT64' },
        { name: 'y', data: rowsOf(y), type: 'STRING' },
      ],
    })
    const before = readFileSync(join(folder, 'd.npy'))
    expect(await refusal('big.parquet')).toBe(
      'big.parquet, row 1: column x has 9007199254740993, which no float64 can be: above 2^53 not every whole number is one. Leave it out with  --drop x  or save it as float64, which rounds it.',
    )
    expect(readFileSync(join(folder, 'd.npy'))).toEqual(before)
    expect(readdirSync(folder).filter((name) => name.startsWith('.new-'))).toEqual([])
  })
})

describe('the target', () => {
  it('of numbers is one of classes or of values, as asked', async () => {
    writeFileSync(join(folder, 'n.csv'), csvOf({ x: (row) => (row * 7) % 11, y: (row) => `${row % 3}.50` }))
    await imported('n.csv', { task: 'regression' })
    expect(contents(entry('d.npy'), 'regression')).toEqual(contents(entry('n.csv'), 'regression'))
    await imported('n.csv', { task: 'classification' })
    const classes = contents(entry('d.npy'))
    expect(classes).toEqual(contents(entry('n.csv')))
    expect(classes.target).toMatchObject({ classes: ['0.5', '1.5', '2.5'] })
  })

  it('of numbers too long for a float64 has a class each', async () => {
    const label = (row: number) => 2n ** 53n + BigInt(row % 3)
    writeParquet(join(folder, 'long.parquet'), {
      columnData: [
        { name: 'x', data: Float64Array.from(rowsOf((row) => (row * 7) % 11)) },
        { name: 'y', data: rowsOf(label), type: 'INT64' },
      ],
    })
    await imported('long.parquet')
    expect(contents(entry('d.npy')).target).toMatchObject({
      classes: ['9007199254740992', '9007199254740993', '9007199254740994'],
    })
  })

  it('that is missing somewhere is refused at its row', async () => {
    writeParquet(join(folder, 'gap.parquet'), {
      columnData: [
        { name: 'x', data: Float64Array.from(rowsOf((row) => (row * 7) % 11)) },
        { name: 'y', data: rowsOf((row) => (row === 17 ? null : y(row))), type: 'STRING' },
      ],
    })
    expect(await refusal('gap.parquet')).toBe(
      'gap.parquet, row 18: the target y is missing in 1 row. Remove the rows without it: what they stand for cannot be told.',
    )
  })

  it('must be a column', async () => {
    expect(await refusal('d.csv', { target: 'Y' })).toContain('no column is named "Y". Did you mean "y"?')
    await imported('d.csv')
    expect(() => loadDataset(entry('d.npy', { target: 'jop' }), 'classification')).toThrow(
      `${basename('d.npy')}: no column is named "jop". Did you mean "job"? Columns: age, job, grade, "last", y`,
    )
  })
})

describe('a file that cannot be imported', () => {
  it('has a column to drop that is not there, or none left', async () => {
    expect(await refusal('d.csv', { drop: ['agee'] })).toContain(
      '--drop names the column "agee", which the file does not have. Did you mean "age"?',
    )
    const all = ['id', 'age', 'job', 'grade, "last"', 'y']
    expect(await refusal('d.csv', { drop: all })).toBe('d.csv: --drop names every column. Keep some.')
  })

  it('is a Parquet file that was cut off, at any length', async () => {
    writeTyped('whole.parquet', 'SNAPPY')
    const whole = readFileSync(join(folder, 'whole.parquet'))
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      writeFileSync(join(folder, 'cut.parquet'), whole.subarray(0, Math.floor(share * whole.length)))
      expect(await refusal('cut.parquet')).toMatch(
        /^cut\.parquet: this Parquet file cannot be read: .+\. Is it whole\?/,
      )
    }
  })

  it('is a Parquet file with damaged pages', async () => {
    writeTyped('whole.parquet', 'SNAPPY')
    const damaged = readFileSync(join(folder, 'whole.parquet'))
    damaged.fill(0xff, 5, 300)
    writeFileSync(join(folder, 'damaged.parquet'), damaged)
    expect(await refusal('damaged.parquet')).toMatch(/^damaged\.parquet: this Parquet file cannot be read: /)
  })

  it('is a Parquet file without rows', async () => {
    writeParquet(join(folder, 'empty.parquet'), { columnData: [{ name: 'y', data: [], type: 'STRING' }] })
    expect(await refusal('empty.parquet')).toBe('empty.parquet: it has no rows. Add rows.')
  })

  it('has a nested column, which can be dropped', async () => {
    writeParquet(join(folder, 'nested.parquet'), {
      schema: [
        { name: 'root', num_children: 3 },
        { name: 'tags', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'x', type: 'DOUBLE', repetition_type: 'REQUIRED' },
        { name: 'y', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
      ],
      columnData: [
        { name: 'tags', data: rowsOf((row) => [row, row]) },
        { name: 'x', data: Float64Array.from(rowsOf((row) => (row * 7) % 11)) },
        { name: 'y', data: rowsOf(y) },
      ],
    })
    expect(await refusal('nested.parquet')).toBe(
      'nested.parquet: column tags is nested (a list, a map or a structure), which is no number and no text. Leave it out with  --drop tags',
    )
    await imported('nested.parquet', { drop: ['tags'] })
    expect(contents(entry('d.npy')).columns.map(({ name }) => name)).toEqual(['x'])
  })
})
