import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { plainTables } from './plain-tables.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

describe('knnbench run, in an empty folder', () => {
  const place = workplace()
  const ledger = (): string => readFileSync(join(place.folder, 'results/tiny/ledger.jsonl'), 'utf8')
  let first: ReturnType<typeof place.knnbench>

  beforeAll(() => {
    writeStudy(place.folder, TINY_STUDY.replace('rounds: 4', 'rounds: 2'))
    first = place.knnbench('run', 'study.yaml')
  })
  afterAll(place.remove)

  it('ends well, with a ranking on stdout and the plan on stderr', () => {
    expect(first.status).toBe(0)
    expect(first.stderr).toContain('tiny: 1 dataset × 8 configurations × 2 engines (+ null arm), 2 rounds')
    expect(first.stderr).toContain('1 comparison with ts-brute, equivalence ±5 %, α = 0.05 for the family')
    expect(first.stdout).toMatch(/ts-brute .* baseline .* identical/)
    expect(first.stdout).toMatch(/ts-kdtree .* identical/)
    expect(first.stdout).toContain(
      'Every answer was checked against the reference before its time was shown.',
    )
  })

  it('measures every arm of every round in a process of its own', () => {
    const { records } = readLedger(join(place.folder, 'results/tiny'))
    const blocks = records.filter((record) => record.type === 'block')
    expect(blocks.map(({ round, engine, arm }) => `${round} ${engine} ${arm}`).sort()).toEqual(
      [0, 1].flatMap((round) => [
        `${round} ts-brute main`,
        `${round} ts-brute null`,
        `${round} ts-kdtree main`,
      ]),
    )
    expect(
      records.filter((record) => record.type === 'block-end').every(({ outcome }) => outcome === 'measured'),
    ).toBe(true)
  })

  it('measures nothing the second time', () => {
    const before = ledger()
    const again = place.knnbench('run', 'study.yaml')
    expect(again.status).toBe(0)
    expect(again.stderr).toContain('already measured; nothing to do')
    expect(again.stdout).toBe(first.stdout)
    expect(ledger()).toBe(before)
  })

  it('goes on with more rounds where it stopped', () => {
    const more = place.knnbench('run', 'study.yaml', '--rounds', '4')
    expect(more.status).toBe(0)
    const studies = readLedger(join(place.folder, 'results/tiny')).records.filter(
      (record) => record.type === 'study',
    )
    expect(studies.map(({ invoked }) => invoked)).toEqual([
      { study: 'study.yaml', flags: [] },
      { study: 'study.yaml', flags: ['--rounds 4'] },
    ])
    const blocks = readLedger(join(place.folder, 'results/tiny')).records.filter(
      (record) => record.type === 'block',
    )
    expect(blocks.map(({ round }) => round)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
  })

  it('reports the same bytes twice', () => {
    const [one, two] = [0, 1].map(() => place.knnbench('report', 'tiny', '--json'))
    expect(one.status).toBe(0)
    expect(one.stdout.length).toBeGreaterThan(100)
    expect(two.stdout).toBe(one.stdout)
  })

  it('refuses to report on answers that were changed', () => {
    const { records } = readLedger(join(place.folder, 'results/tiny'))
    const labels = records.flatMap((record) => (record.type === 'verification' ? [record.labels] : []))
    const file = join(place.folder, 'results/tiny/answers', `${labels[0]}.npy`)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.with(-4, bytes[bytes.length - 4] ^ 1)) // the last row has another label
    const { status, stderr, stdout } = place.knnbench('report', 'tiny', '--format', 'csv')
    writeFileSync(file, bytes)
    expect(stderr).toContain(`${labels[0]}.npy: this answer file was changed`)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  it('writes one tidy row a cell', () => {
    const rows: Record<string, string>[] = parse(place.knnbench('report', '--format', 'csv').stdout, {
      columns: true,
    })
    const main = rows.filter(({ arm }) => arm === 'main')
    expect(main).toHaveLength(16)
    for (const row of main) {
      expect(row.status).toBe('measured')
      expect(row.grade).toBe('identical')
      expect(Number(row.predict_ns)).toBeGreaterThan(0)
      expect(Number(row.fit_ns)).toBeGreaterThan(0)
      expect(Number(row.accuracy)).toBeGreaterThan(0.9)
      expect(row.n_train).toBe('142')
      expect(row.rows_timed).toBe('36')
    }
  })

  it('with fewer rounds than were measured reports the first ones, and says their number everywhere', () => {
    const { status, stdout } = place.knnbench('run', 'study.yaml', '--rounds', '2')
    expect(status).toBe(0)
    expect(stdout).toBe(first.stdout)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('2 rounds (1 pass over 2 subsets')
    expect(stdout).toContain('n = 2 rounds')
    const { stdout: tables } = place.knnbench('report', 'tiny', '--table', 'comparisons', '--json')
    const rows = plainTables(tables).get('comparisons') ?? []
    expect(new Set(rows.map(({ rounds }) => rounds))).toEqual(new Set([2]))
  })
})

describe('the same seed', () => {
  const [one, two] = [workplace(), workplace()]
  afterAll(() => {
    one.remove()
    two.remove()
  })
  const plan = (place: typeof one, study: string) => {
    writeStudy(place.folder, study)
    const { status, stdout } = place.knnbench('run', 'study.yaml', '--dry-run', '--json')
    expect(status).toBe(0)
    return JSON.parse(stdout)
  }

  it('gives the same requested plan, order, data hashes and answers', () => {
    const results = [one, two].map((place) => {
      const planned = plan(place, TINY_STUDY)
      expect(place.knnbench('run', 'study.yaml', '--answers-only').status).toBe(0)
      const { records } = readLedger(join(place.folder, 'results/tiny'))
      const answers = records.flatMap((record) => (record.type === 'verification' ? [record] : []))
      const data = records.flatMap((record) => (record.type === 'data' ? [record] : []))
      return { planned, answers, data }
    })
    expect(results[0].planned.order).toHaveLength(4)
    expect(results[0].answers).toHaveLength(16)
    expect(results[1]).toEqual(results[0])
    // and another seed another order
    expect(plan(one, TINY_STUDY.replace('seed: 7', 'seed: 8')).order).not.toEqual(results[0].planned.order)
  })
})
