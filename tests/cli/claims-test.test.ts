import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixtureLedger, TWO_CASES } from '../report/fixtures.ts'
import { storeLedger } from '../report/stored-ledger.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

const CLAIMS = `name: mine
about: tests
claims:
  - { name: slower, text: ml-knn is slower, measure: predict, engine: ml-knn, baseline: ts-brute, datasets: [wine], direction: higher }
  - { name: better, text: it is more accurate, measure: accuracy, engine: ts-kd-tree, baseline: ts-brute, direction: higher }
  - { name: gone, text: faiss is faster, measure: predict, engine: faiss-flat, baseline: ts-brute, direction: lower }
`

beforeAll(() => {
  place.write('results/quick/none', '')
  storeLedger(`${place.folder}/results/quick`, fixtureLedger(TWO_CASES))
  place.write('claims.yaml', CLAIMS)
})

const claims = (...words: string[]) => place.knnbench(['claims', 'test', ...words])

test('claims are tested against the ledger that is named, or the newest', async () => {
  const named = await claims('claims.yaml', 'quick', '--json')
  const [{ rows }] = JSON.parse(named.stdout)
  expect([named.code, named.stderr]).toEqual([0, ''])
  expect(rows.map((row: { verdict: string }) => row.verdict)).toEqual([
    'supported',
    'contradicted',
    'not testable',
  ])
  expect(rows[2]).toMatchObject({ effect: null, reason: 'the ledger has no engine faiss-flat' })
  const newest = await claims('claims.yaml', '--json')
  expect([newest.stdout, newest.stderr]).toEqual([named.stdout, 'results/quick (the newest ledger)\n'])
})

test('--strict makes a contradicted claim the exit code 3, and no other verdict', async () => {
  expect((await claims('claims.yaml', 'quick', '--strict')).code).toBe(3)
  place.write('open.yaml', CLAIMS.replace(/ {2}- \{ name: better.*\n/, ''))
  expect((await claims('open.yaml', 'quick', '--strict')).code).toBe(0)
})

test('bundled claims are known by name, and a wrong one is refused with its place', async () => {
  const study = await claims('claims-study', 'quick')
  expect([study.code, study.stdout]).toEqual([0, expect.stringContaining('8 claims: ')])
  place.write('bad.yaml', CLAIMS.replace('measure: accuracy', 'measure: speed'))
  expect(await claims('bad.yaml', 'quick')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^bad\.yaml:5:\d+: claims\[1\]\.measure is "speed"; allowed: accuracy, precision/,
    ),
  })
})

test('the schema of the file is published', async () => {
  const { code, stdout } = await place.knnbench(['schema', 'claims'])
  expect([code, JSON.parse(stdout).required]).toEqual([0, ['name', 'about', 'claims']])
})
