import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordSchema } from '../../src/ledger/record.ts'
import { satisfies } from '../config/json-schema.ts'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const ENGINES = fileURLToPath(new URL('../fixtures/engines/', import.meta.url))
const FOREIGN = ['aborts', 'no-neighbors', 'leaves-child'].map((name) => ({
  name,
  manifest: join(ENGINES, `${name}.yaml`),
}))

/** One engine that works, one that crashes, one whose neighbors fail, one that leaves a child, one that is not set up; one k that is too large. */
const STUDY = `name: every-record
datasets: [wine]
engines:
  - ts-brute
  - sklearn-brute
${FOREIGN.map(({ name, manifest }) => `  - { name: ${name}, manifest: ${manifest} }`).join('\n')}
grid: { n_neighbors: [1, 500], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 1, warmup: 1, min_time: 1ms }
`

const place = workplace()
afterAll(place.remove)
let lines: string[]

beforeAll(() => {
  writeStudy(place.folder, STUDY)
  for (const { manifest } of FOREIGN) expect(place.knnbench('engines', 'trust', manifest).status).toBe(0)
  const run = ['run', 'study.yaml', '--allow-outside']
  expect(place.knnbench(...run).status).toBe(0)
  expect(place.knnbench(...run, '--force', '--engine', 'no-neighbors').status).toBe(0)
  lines = readFileSync(join(place.folder, 'results/every-record/ledger.jsonl'), 'utf8').trimEnd().split('\n')
})

it('a run writes records of every type that there is', () => {
  const types = new Set(lines.map((line) => JSON.parse(line).type))
  const known = recordSchema.options.map(({ shape }) => shape.type.value)
  expect(known.filter((type) => !types.has(type))).toEqual([])
})

it('and each follows the schema that the tool prints', () => {
  const published: unknown = JSON.parse(place.knnbench('schema', 'ledger').stdout)
  expect(lines.length).toBeGreaterThan(30)
  expect(lines.filter((line) => !satisfies(published, JSON.parse(line)))).toEqual([])
})

it('one that does not is named with its line, and nothing is reported', () => {
  const changed = lines.with(2, lines[2].replace('"schema":1', '"schema":1,"\\u001b[2Jsurprise":1'))
  const folder = join(place.folder, 'results/changed')
  mkdirSync(folder)
  writeFileSync(join(folder, 'ledger.jsonl'), `${changed.join('\n')}\n`)
  const report = place.knnbench('report', 'changed')
  expect({ code: report.status, stdout: report.stdout }).toEqual({ code: 2, stdout: '' })
  expect(report.stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(report.stderr).toMatch(
    /^results\/changed\/ledger\.jsonl:3: this record does not follow the schema: /,
  )
  expect(report.stderr).toContain('\\u001b[2Jsurprise')
})
