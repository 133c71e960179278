import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { widthOf } from '../../src/cli/io.ts'
import { readStudy } from '../../src/cli/read-study.ts'
import { invocation, ledgerReference, typedReference } from '../../src/cli/study-reference.ts'
import { studyHash } from '../../src/config/study-hash.ts'
import type { RecordOf } from '../../src/ledger/record.ts'
import { runCommand } from '../../src/report/run-command.ts'
import { RECORDS } from '../ledger/records.ts'
import { fixtureLedger, TINY } from '../report/fixtures.ts'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
const here = { cwd: place.folder }
const RESULTS = join(place.folder, 'results')

function writeLedger(folder: string): void {
  const { records } = fixtureLedger({ ...TINY, S: 0, P: 0 })
  const lines = records.filter(({ type }) => type !== 'verification' && type !== 'data')
  place.write(join(folder, 'ledger.jsonl'), lines.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

describe('a ledger is found', () => {
  writeLedger('results/mine')
  test.each(['mine', 'results/mine', 'results/mine/ledger.jsonl', 'results/mine/'])(
    'as %s',
    async (words) => {
      const { code, stdout } = await place.knnbench(['report', words])
      expect([code, stdout.startsWith('quick: ')]).toEqual([0, true])
    },
  )

  test('or those that there are are named', async () => {
    mkdirSync(join(RESULTS, 'empty'))
    const { code, stderr } = await place.knnbench(['report', 'mien'])
    expect(code).toBe(2)
    expect(stderr).toBe(
      'no ledger in mien or results/mien. Did you mean "mine"? Ledgers below results/, newest first: mine\n',
    )
  })
})

describe('the study in proposed commands', () => {
  const command = (parts: Partial<RecordOf<'study'>>, folder = 'results/mine', rounds?: number) =>
    runCommand(ledgerReference(RECORDS.study(parts), { folder: join(place.folder, folder) }, here), rounds)
  place.write('studies/mine.yaml', study('[wine]', '[ts-brute]'))

  test('is the file as it was typed, while it is there', () => {
    const invoked = { study: 'studies/mine.yaml', flags: ['--dataset wine', '--rounds 50'] }
    expect(command({ name: 'mine', invoked })).toBe(
      'knnbench run studies/mine.yaml --dataset wine --rounds 50',
    )
    expect(command({ name: 'mine', invoked }, 'results/mine', 80)).toBe(
      'knnbench run studies/mine.yaml --dataset wine --rounds 80',
    )
    expect(command({ name: 'mine', invoked: { study: 'gone.yaml', flags: [] } })).toBe(
      'knnbench run STUDY.yaml',
    )
    expect(command({ name: 'mine' })).toBe('knnbench run STUDY.yaml')
  })

  test('goes on in the folder of the ledger', () => {
    const invoked = { study: 'studies/mine.yaml', flags: [] }
    expect(command({ name: 'mine', invoked }, 'else where')).toBe(
      "knnbench run studies/mine.yaml --out 'else where'",
    )
  })

  test('is a bundled name only while that is the same study', () => {
    const { study: quick } = readStudy('quick', { dataset: ['wine'] }, here)
    const invoked = { study: 'quick', flags: ['--dataset wine'] }
    const same = { name: 'quick', study_hash: studyHash(quick), invoked }
    expect(command(same, 'results/quick')).toBe('knnbench run quick --dataset wine')
    expect(command({ ...same, invoked: { study: 'quick', flags: [] } }, 'results/quick')).toBe(
      'knnbench run STUDY.yaml',
    )
    expect(command({ ...same, study_hash: '0'.repeat(64) }, 'results/quick')).toBe(
      'knnbench run STUDY.yaml --dataset wine',
    )
  })

  test('cannot make a shell do anything else', () => {
    place.write('$(touch x); a.yaml', '')
    expect(runCommand(typedReference('$(touch x); a.yaml', {}))).toBe("knnbench run '$(touch x); a.yaml'")
    expect(runCommand({ study: "it's.yaml" })).toBe("knnbench run 'it'\\''s.yaml'")
  })

  test('is kept in the ledger without a path of the user’s', () => {
    expect(invocation('../mine.yaml', { engine: ['ml-knn'], rounds: '4' }, here)).toEqual({
      study: '../mine.yaml',
      flags: ['--engine ml-knn', '--rounds 4'],
    })
    expect(invocation(join(place.folder, 'a/b.yaml'), {}, here)).toEqual({ study: 'a/b.yaml', flags: [] })
    expect(invocation('/home/someone/b.yaml', {}, here)).toEqual({ flags: [] })
  })
})

test('columns are the terminal’s, else those of COLUMNS, else 80', () => {
  const pipe = { write: () => true }
  expect(widthOf({ ...pipe, isTTY: true, columns: 132 }, { COLUMNS: '60' })).toBe(132)
  expect(widthOf(pipe, { COLUMNS: '120' })).toBe(120)
  expect(widthOf(pipe, { COLUMNS: 'wide' })).toBe(80)
  expect(widthOf(pipe, {})).toBe(80)
  expect(widthOf(pipe, { COLUMNS: '3' })).toBe(40)
})
