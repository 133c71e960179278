import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readStudy } from '../../src/cli/read-study.ts'
import { requireRecordedData, withGivenFiles } from '../../src/cli/recorded-data.ts'
import { readRegistry } from '../../src/data/registry.ts'
import { RECORDS } from '../ledger/records.ts'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
const { folder } = place
const io = {
  cwd: folder,
  env: { XDG_CACHE_HOME: join(folder, '.cache') },
  stdout: { write: () => true },
  stderr: { write: () => true },
  catchInterrupts: () => new AbortController().signal,
}
const TEXT = 'x,y\n1,0\n2,1\n'
const HASH = createHash('sha256').update(TEXT).digest('hex')
for (const name of ['a.csv', 'b.csv', 'other/a.csv']) place.write(name, TEXT)
place.write('changed.csv', `${TEXT}3,1\n`)
const one = '{ name: a, path: a.csv, target: y }'
const studyOf = (datasets: string) => {
  place.write('s.yaml', study(datasets, '[ts-brute]'))
  return readStudy('s.yaml', {}, io).study
}
const pathsOf = (datasets: string, flags: Parameters<typeof withGivenFiles>[1]) =>
  withGivenFiles(studyOf(datasets), flags, io).datasets.map((entry) =>
    entry.kind === 'file' ? entry.path : entry.name,
  )
const facts = (dataset: string, source_sha256: string) => RECORDS.data({ dataset, source_sha256 })

test('a file is where the command line says, else where it was', () => {
  expect(pathsOf(`[wine, ${one}]`, {})).toEqual(['wine', join(folder, 'a.csv')])
  expect(pathsOf(`[wine, ${one}]`, { data: 'other/a.csv' })).toEqual(['wine', join(folder, 'other/a.csv')])
  const two = `[${one}, { name: b, path: b.csv, target: y }]`
  expect(pathsOf(two, { datasetFile: ['b=/x/y=z.csv'] })).toEqual([join(folder, 'a.csv'), '/x/y=z.csv'])
})

test.each([
  [
    `[${one}]`,
    { datasetFile: ['aa=x.csv'] },
    '--dataset-file is "aa=x.csv"; allowed: NAME=FILE for a file of the ledger’s study (its files: a). Did you mean "a"?',
  ],
  [`[${one}]`, { datasetFile: ['a='] }, '--dataset-file is "a="'],
  [`[${one}]`, { datasetFile: ['x.csv'] }, '--dataset-file is "x.csv"'],
  [
    '[wine]',
    { data: 'x.csv' },
    '--data is for a ledger with one file of data, given once (none of its datasets is a file).',
  ],
  [
    `[${one}]`,
    { data: 'x.csv', datasetFile: ['a=x.csv'] },
    '--data is for a ledger with one file of data, given once (its files: a).',
  ],
])('%s with %j is refused', (datasets, flags, message) => {
  expect(() => pathsOf(datasets, flags)).toThrow(message)
})

test('the same data pass, whatever their file is called', () => {
  const wine = readRegistry().find(({ name }) => name === 'wine')
  const moved = withGivenFiles(studyOf(`[wine, ${one}]`), { data: 'other/a.csv' }, io)
  requireRecordedData(moved, [facts('wine', wine?.sha256 ?? ''), facts('a', HASH)], io)
})

test('other data are refused, all at once and each with what to do', () => {
  const changed = withGivenFiles(studyOf(`[wine, ${one}]`), { data: 'changed.csv' }, io)
  const other = 'f'.repeat(64)
  expect(() => requireRecordedData(changed, [facts('wine', other), facts('a', HASH)], io)).toThrow(
    new RegExp(
      `^wine has sha256 \\w{64}, the ledger was measured on ${other}\\. These are other data\\. Use the version of knnbench that the ledger is from\\.
changed\\.csv has sha256 \\w{64}, the ledger was measured on ${HASH}\\. These are other data\\. Give the file that was measured with: --dataset-file a=FILE$`,
    ),
  )
})

test('data that are not there, or that the ledger knows no hash of, are refused', () => {
  const gone = withGivenFiles(studyOf(`[${one}]`), { data: 'gone.csv' }, io)
  expect(() => requireRecordedData(gone, [facts('a', HASH)], io)).toThrow(
    `a was measured from a file with sha256 ${HASH}, and there is no gone.csv. Give that file with: --dataset-file a=FILE`,
  )
  expect(() => requireRecordedData(gone, [], io)).toThrow('the ledger names a, but does not say by a hash')
})
