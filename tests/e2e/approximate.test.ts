import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

/** Few links and a short list, so that some neighbors are missed; with 300 candidates none is. */
const STUDY = `name: curve
datasets: [{ name: g, synthetic: { n: 300, d: 6, classes: 3 } }]
engines:
  - ts-brute
  - ts-kdtree
  - { name: hnsw, use: ts-hnsw, params: { M: 2, ef_construction: 2, ef_search: [1, 300] } }
baseline: ts-brute
grid: { n_neighbors: [1, 10], metric: [euclidean], weights: [distance] }
protocol: { rounds: 2, warmup: 1, min_time: 1ms, rows: 20, seed: 7 }
`

const place = workplace()
afterAll(place.remove)

type Row = Readonly<Record<string, string>>

function table(name: string): readonly Row[] {
  const { stdout } = place.knnbench('report', 'curve', '--table', name, '--format', 'csv')
  return parse(stdout, { columns: true, bom: true })
}

describe('a study with an approximate engine', () => {
  beforeAll(() => {
    const { status, stdout, stderr } = place.knnbench('run', writeStudy(place.folder, STUDY))
    expect(status, stderr).toBe(0)
    expect(stdout).toContain('Approximate engines on g')
    expect(stderr).toContain('1 comparison with ts-brute')
  }, 120_000)

  it('finds more with more candidates, and everything with as many as rows, at each k', () => {
    const rows = table('recall')
    expect(rows.map(({ engine, n_neighbors }) => `${engine} ${n_neighbors}`)).toEqual([
      'hnsw-ef_search-1 1',
      'hnsw-ef_search-300 1',
      'hnsw-ef_search-1 10',
      'hnsw-ef_search-300 10',
    ])
    const recalls = rows.map(({ recall_at_k }) => Number(recall_at_k))
    expect(recalls[0]).toBeGreaterThan(0)
    expect(recalls[0]).toBeLessThan(1)
    expect(recalls[2]).toBeGreaterThan(0)
    expect(recalls[2]).toBeLessThan(1)
    for (const exact of [rows[1], rows[3]]) {
      const { recall_at_k, distance_ratio, label_agreement } = exact
      expect([recall_at_k, distance_ratio, label_agreement].map(Number)).toEqual([1, 1, 1])
    }
    for (const row of rows) expect(Number(row.rows_per_second)).toBeGreaterThan(0)
  })

  it('gives cells their recall, and ranks and compares exact engines alone', () => {
    const cells = table('cells').filter(({ engine }) => engine.startsWith('hnsw'))
    expect(new Set(cells.map(({ grade }) => grade))).toEqual(new Set(['approximate']))
    expect(cells.every(({ recall_at_k }) => recall_at_k !== '')).toBe(true)
    expect(table('ranking').map(({ engine }) => engine)).not.toContain('hnsw-ef_search-1')
    expect(table('comparisons').map(({ engine }) => engine)).not.toContain('hnsw-ef_search-300')
  })

  it('is drawn', () => {
    const { status, stdout } = place.knnbench('report', 'curve', '--picture', 'recall-throughput')
    expect(status).toBe(0)
    expect(stdout).toContain('exact baseline')
  })
})
