import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const STUDY = `name: tiny
datasets: [wine]
engines: [ts-brute, ts-kdtree]
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 2, rows: 10, score_rows: 20, warmup: 1, min_time: 1ms, seed: 7 }
`

describe('knnbench run --answers-only, after a run that graded a sample of the rows', () => {
  const place = workplace()
  const ledger = (): string => readFileSync(join(place.folder, 'results/tiny/ledger.jsonl'), 'utf8')
  const cells = (): Record<string, string>[] =>
    parse(place.knnbench('report', '--format', 'csv').stdout, { columns: true })
  let timed: ReturnType<typeof place.knnbench>
  let answered: ReturnType<typeof place.knnbench>

  beforeAll(() => {
    writeStudy(place.folder, STUDY)
    timed = place.knnbench('run', 'study.yaml')
    answered = place.knnbench('run', 'study.yaml', '--answers-only')
  })
  afterAll(place.remove)

  it('shows the grades of all rows, at once and in a later report', () => {
    expect(timed.stdout).toContain('20 of 36 test rows scored and graded')
    expect(answered.status).toBe(0)
    for (const shown of [answered.stdout, place.knnbench('report').stdout]) {
      expect(shown).toMatch(/^ +ts-brute +identical +2 +2 +36 /m)
      expect(shown).not.toContain('20 of 36')
    }
  })

  it('scores every cell on the rows that were graded', () => {
    const rows = cells()
    expect(rows).toHaveLength(4)
    for (const row of rows) {
      expect(row.rows_scored).toBe('36')
      expect(Number(row.accuracy)).toBeGreaterThan(0.9)
    }
  })

  it('leaves the timed study to be shown again, with nothing measured twice', () => {
    const blocks = (text: string): number => text.split('"type":"block"').length
    const before = blocks(ledger())
    const again = place.knnbench('run', 'study.yaml')
    expect(again.stdout).toBe(timed.stdout)
    expect(blocks(ledger())).toBe(before)
    expect(new Set(cells().map(({ rows_scored }) => rows_scored))).toEqual(new Set(['20']))
  })
})
