import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeParquet } from '../data/parquet.ts'
import { csvOf } from '../data/profile.ts'
import { workplace } from './cli.ts'

const place = workplace()
afterAll(place.remove)

const ROWS = 60
const speed = (row: number) => (row % 7 === 2 ? null : ((row * 13) % 17) / 8)
const kind = (row: number) => ['tram', 'bus', null, 'ferry'][row % 4]
const late = (row: number) => ((row * 5) % 3 === 0 ? 'yes' : 'no')
const rowsOf = <T>(cell: (row: number) => T) => Array.from({ length: ROWS }, (_, row) => cell(row))

writeFileSync(
  join(place.folder, 'rides.csv'),
  csvOf({ id: (row) => row, speed: (row) => speed(row) ?? '', kind: (row) => kind(row) ?? '', late }, ROWS),
)
writeParquet(join(place.folder, 'rides.parquet'), {
  columnData: [
    { name: 'id', data: rowsOf(BigInt), type: 'INT64' },
    { name: 'speed', data: rowsOf(speed), type: 'DOUBLE' },
    { name: 'kind', data: rowsOf(kind), type: 'STRING' },
    { name: 'late', data: rowsOf(late), type: 'STRING' },
  ],
})

function prepared(words: readonly string[], out: string) {
  const { stdout, stderr, status } = place.knnbench(
    'datasets',
    'prepare',
    'rides',
    ...words,
    '--out',
    out,
    '--json',
  )
  expect([status, stderr]).toEqual([0, ''])
  const [{ hashes }] = JSON.parse(stdout)
  const { source, ...others } = hashes
  return others
}

it('makes a dataset of a Parquet file that prepares as the CSV file does, to the last bit', () => {
  const told = place.knnbench('datasets', 'import', 'rides.parquet', '--target', 'late')
  expect([told.status, told.stderr]).toEqual([0, ''])
  expect(told.stdout).toMatch(/^60 rows, 4 columns; Parquet, 9 row groups\n/)
  expect(told.stdout).toMatch(/id +number .*left out: numbers the rows/)
  expect(told.stdout).toContain('  target late: classification, since it has 2 classes\n')
  expect(told.stdout).toContain('Wrote rides.npy: 60 rows, 2 columns and the target, 3 kB.\n')
  expect(told.stdout).toMatch(/knnbench run rides\.yaml --dry-run\n$/)
  const lines = /rides\.yaml:\n\n((?: {2}.*\n)+)/.exec(told.stdout)?.[1] ?? ''
  const study = lines.replaceAll(/^ {2}/gm, '')
  writeFileSync(join(place.folder, 'rides.yaml'), study)
  expect(place.knnbench('run', 'rides.yaml', '--dry-run')).toMatchObject({ status: 0, stderr: '' })
  expect(prepared(['--study', 'rides.yaml'], 'of-parquet')).toEqual(
    prepared(['--data', 'rides.csv', '--target', 'late'], 'of-csv'),
  )

  const json = place.knnbench('datasets', 'import', 'rides.csv', '--target', 'late', '--force', '--json')
  expect([json.status, json.stderr]).toEqual([0, ''])
  expect(JSON.parse(json.stdout)).toEqual({
    name: 'rides',
    path: 'rides.npy',
    bytes: 128 + 60 * (8 + 4 * 5 + 4 * 3),
    rows: 60,
    columns: 2,
    target: 'late',
    task: 'classification',
    positive: 'yes',
    left_out: ['id'],
    declared_missing: [],
    study,
  })
})

it('says what to write where the target is missing, and what is in the way', () => {
  const missing = place.knnbench('datasets', 'import', 'rides.parquet', '--out', 'other.npy')
  expect(missing).toMatchObject({ status: 2, stdout: '' })
  expect(missing.stderr).toBe(
    'rides.parquet: --target is missing. Likely, the first one most: late (2 classes). Write  knnbench datasets import rides.parquet --target late\n',
  )
  const before = readFileSync(join(place.folder, 'rides.npy'))
  expect(place.knnbench('datasets', 'import', 'rides.csv', '--target', 'late')).toMatchObject({
    status: 2,
    stderr:
      'rides.npy: this file is already there, and nothing was written. Choose another one with --out, or write over it with --force.\n',
  })
  expect(readFileSync(join(place.folder, 'rides.npy'))).toEqual(before)
  expect(
    place.knnbench('datasets', 'import', 'rides.csv', '--target', 'late', '--out', 'x.csv'),
  ).toMatchObject({
    status: 2,
    stderr: 'x.csv: a dataset is written as a NumPy array. Let --out end in .npy\n',
  })
  expect(place.knnbench('datasets', 'import', 'nowhere.csv', '--target', 'late').stderr).toBe(
    'nowhere.csv: there is no such file. Check the path.\n',
  )
  expect(place.knnbench('run', '--data', 'rides.parquet', '--target', 'late').stderr).toBe(
    'rides.parquet: this is a Parquet file, not a CSV file. Make a dataset of it with:  knnbench datasets import FILE --target COLUMN\n',
  )
  expect(place.knnbench('init', '--data', 'rides.npy').stderr).toBe(
    'rides.npy: this is an array, whose columns are used as they are. Name it in a study:  { name: mine, path: rides.npy, target: y.npy }  or, where its columns have names,  target: COLUMN\n',
  )
  expect(readdirSync(place.folder).filter((name) => name.startsWith('.new-'))).toEqual([])
})
