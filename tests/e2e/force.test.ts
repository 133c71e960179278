import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

const place = workplace()
afterAll(place.remove)

it('run --force measures again and keeps what was there', () => {
  const folder = join(place.folder, 'results/tiny')
  const text = (): string => readFileSync(join(folder, 'ledger.jsonl'), 'utf8')
  writeStudy(place.folder, TINY_STUDY.replace('rounds: 4', 'rounds: 2'))
  expect(place.knnbench('run', 'study.yaml').status).toBe(0)
  const before = text()
  const forced = place.knnbench('run', 'study.yaml', '--force', '--engine', 'ts-kdtree')
  expect(forced.status).toBe(0)
  expect(forced.stdout).toMatch(/ts-kdtree .* identical/)
  expect(text().startsWith(before)).toBe(true)
  const { records } = readLedger(folder)
  expect(records.filter(({ type }) => type === 'again')).toHaveLength(1)
  const again = records.filter((record) => record.type === 'block' && record.group_attempt === 1)
  expect(again).toHaveLength(6) // ts-kdtree, baseline and null arm in each of two rounds
  const graded = records.filter((record) => record.type === 'verification' && record.engine === 'ts-kdtree')
  expect(graded).toHaveLength(16) // eight configurations, twice
  expect(place.knnbench('run', 'study.yaml').status).toBe(0)
  const blocks = readLedger(folder).records.filter(({ type }) => type === 'block')
  expect(blocks).toHaveLength(12) // nothing is left to measure
})
