import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fixtureLedger, TINY } from '../report/fixtures.ts'
import { storeLedger } from '../report/stored-ledger.ts'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
const saved = join(place.folder, 'results', 'saved', 'old')
mkdirSync(saved, { recursive: true })
storeLedger(saved, fixtureLedger(TINY))
place.write('gate.yaml', study('[wine]', '[ts-brute]'))

test('a result of another environment is not comparable, which is said before anything runs', async () => {
  const { code, stdout, stderr, caught } = await place.knnbench(['gate', 'gate.yaml', '--against', 'old'])
  expect([code, stdout, caught]).toEqual([4, '', 0])
  expect(stderr).toMatch(/^not comparable: old was measured in another environment: .* was .*, is /)
  expect(stderr).toContain('Two builds in the same rounds can be compared anywhere: --base and --head.')
})

test.each([
  [['--against', 'none'], /^no ledger in none or results\/none\./],
  [[], /^there is nothing to compare\. Give both builds/],
  [['--base', 'ts-brute'], /^there is nothing to compare\. Give both builds/],
])('gate %j is refused', async (flags, why) => {
  const { code, stderr } = await place.knnbench(['gate', 'gate.yaml', ...flags])
  expect(code).toBe(2)
  expect(stderr).toMatch(why)
})

test.each([
  ['old', 'results/saved/old is already there'],
  ['../old', '--save-as is "../old"; allowed: a name'],
])('a result is not saved as %s', async (name, why) => {
  const { code, stderr } = await place.knnbench(['run', 'gate.yaml', '--save-as', name])
  expect([code, stderr]).toEqual([2, expect.stringContaining(why)])
})
