import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { readRegistry } from '../../src/data/registry.ts'
import { fixtureLedger, TINY } from '../report/fixtures.ts'
import { storeLedger } from '../report/stored-ledger.ts'
import { desk, study } from './invoke.ts'

const started = vi.hoisted(() => [] as string[])
vi.mock('node:child_process', () => {
  const refuse = (program: string): never => {
    started.push(program)
    throw new Error(`started ${program}`)
  }
  return { spawn: refuse, spawnSync: refuse }
})
vi.mock('node:worker_threads', () => ({
  Worker: class {
    constructor() {
      started.push('a worker')
      throw new Error('started a worker')
    }
  },
}))

const place = desk()
afterAll(place.remove)
place.write('s.yaml', study('[wine]', '[ts-brute, ml-knn, sklearn-brute]'))
place.write('t.csv', `x,y\n${Array.from({ length: 40 }, (_, i) => `${i * 1.5},${i % 2}\n`).join('')}`)
const { records } = fixtureLedger({ ...TINY, S: 0, P: 0 })
const lines = records.filter(({ type }) => type !== 'verification' && type !== 'data')
place.write(join('results/mine/ledger.jsonl'), lines.map((record) => `${JSON.stringify(record)}\n`).join(''))

const kept = fixtureLedger({ ...TINY, S: 0, P: 0 }).records.map((record) => {
  if (record.type === 'study')
    return { ...record, study_file: study('[breast-cancer]', '[ts-brute, ml-knn]') }
  const sha256 = readRegistry().find(({ name }) => name === 'breast-cancer')?.sha256
  return record.type === 'data' ? { ...record, source_sha256: sha256 } : record
})
const known = kept.filter(({ type }) => type !== 'verification') // their answers lie in files
place.write('theirs/ledger.jsonl', known.map((record) => `${JSON.stringify(record)}\n`).join(''))

for (const name of ['whole', 'twin']) {
  mkdirSync(join(place.folder, name))
  storeLedger(join(place.folder, name), fixtureLedger({ ...TINY, S: 0, P: 0 }))
}
const scores = (accuracy: number) =>
  `dataset,k,metric,weights,acc\nbreast-cancer,5,euclidean,uniform,${accuracy}\n`
place.write('ours.csv', scores(0.9))
place.write('theirs.csv', scores(0.95))

test.each([
  ['report'],
  ['report', '--json'],
  ['report', '--format', 'csv'],
  ['report', '--table', 'samples'],
  ['run', 's.yaml', '--dry-run'],
  ['run', 's.yaml', '--dry-run', '--json'],
  ['run', 's.yaml', '--dry-run', '--shard', '2/4'],
  ['submit', 'slurm', 's.yaml', '--dry-run'],
  ['run', '--data', 't.csv', '--target', 'y', '--dry-run'],
  ['reproduce', 'theirs', '--dry-run'],
  ['reproduce', 'theirs', '--dry-run', '--json'],
  ['compare', 'ours.csv', 'theirs.csv'],
  ['compare', 'whole', 'twin'],
  ['compare', 'ours.csv', 'theirs.csv', '--draft-study', 'draft.yaml'],
  ['init', '--data', 't.csv', '--target', 'y'],
  ['datasets', 'info', 'wine'],
  ['datasets', 'prepare', 'wine', '--out', 'd'],
  ['engines', 'list'],
  ['schema', 'ledger'],
])('%s %s %s %s starts no program and asks no network', async (...argv) => {
  const fetched = vi.spyOn(globalThis, 'fetch')
  const { code, stderr } = await place.knnbench(argv)
  expect({ code, started }).toEqual({ code: 0, started: [] })
  expect(stderr).not.toContain('bug')
  expect(fetched).not.toHaveBeenCalled()
})
