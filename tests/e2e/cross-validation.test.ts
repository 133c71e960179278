import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { mean, sampleStandardDeviation } from 'simple-statistics'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

interface Configuration {
  readonly n_neighbors: number
  readonly metric: string
  readonly weights: string
  readonly accuracy: readonly number[]
  readonly against_reference: {
    readonly difference: number
    readonly low?: number
    readonly high?: number
    readonly p?: number
  }
}

interface Fixture {
  readonly splits: readonly {
    readonly kind: string
    readonly keys: string
    readonly n_train: readonly number[]
    readonly configurations: readonly (Configuration & Readonly<Record<string, unknown>>)[]
  }[]
}

const FIXTURE: Fixture = JSON.parse(
  readFileSync(new URL('../fixtures/cross-validation/wine.json', import.meta.url), 'utf8'),
)

const STUDY = `name: folds
datasets: [wine]
engines: [ts-kdtree]
grid: { n_neighbors: [1, 5, 15], metric: [euclidean, manhattan], weights: [uniform, distance] }
prepare: [standardize]
splits:
${FIXTURE.splits.map(({ kind, keys }) => `  - { kind: ${kind}, ${keys} }\n`).join('')}`

type Row = Readonly<Record<string, string>>

const place = workplace()
let ran: ReturnType<typeof place.knnbench>

/** The rows of a table, split by split in the order of the fixture. */
function rowsBySplit(table: string): Row[][] {
  const rows: Row[] = parse(place.knnbench('report', '--table', table, '--format', 'csv').stdout, {
    columns: true,
  })
  return FIXTURE.splits.map(({ kind, n_train }) => {
    const label = kind === 'repeated-stratified-kfold' ? `${kind}-3x2` : `${kind}-${n_train.length}`
    return rows.filter(({ split }) => split.startsWith(label))
  })
}

function isOf({ n_neighbors, metric, weights }: Configuration, row: Row): boolean {
  return row.n_neighbors === String(n_neighbors) && row.metric === metric && row.weights === weights
}

beforeAll(() => {
  writeStudy(place.folder, STUDY)
  ran = place.knnbench('run', 'study.yaml')
})
afterAll(place.remove)

describe('a study of folds alone', () => {
  it('ends well, having timed nothing', () => {
    expect([ran.status, ran.stderr]).toEqual([0, expect.stringContaining('answers only')])
    expect(ran.stdout).not.toContain('To time the same study')
  })

  it('measures nothing at its next run', () => {
    const again = place.knnbench('run', 'study.yaml')
    expect([again.status, again.stdout]).toEqual([0, ran.stdout])
    expect(again.stderr).not.toContain('checking')
  })

  test('every score of every fold is that of scikit-learn', () => {
    let compared = 0
    for (const [i, rows] of rowsBySplit('folds').entries()) {
      for (const configuration of FIXTURE.splits[i].configurations) {
        const own = rows.filter((row) => isOf(configuration, row))
        expect(own.map(({ n_train }) => Number(n_train))).toEqual(FIXTURE.splits[i].n_train)
        expect(new Set(own.map(({ engines }) => engines))).toEqual(new Set(['ts-kdtree']))
        for (const name of ['accuracy', 'precision', 'recall', 'f1', 'roc_auc']) {
          const expected = configuration[name]
          if (!Array.isArray(expected)) continue // not asked of scikit-learn in this order of rows
          for (const [fold, row] of own.entries()) {
            expect(Number(row[name])).toBeCloseTo(expected[fold], 12)
            compared++
          }
        }
      }
    }
    expect(compared).toBe((5 + 5 + 3 + 6) * 12 * 5 + 4 * 12)
  })

  test('means and sds are those of the folds, and the highest mean accuracy is selected', () => {
    for (const [i, rows] of rowsBySplit('cross-validation').entries()) {
      const accuracies = rows.filter(({ score }) => score === 'accuracy')
      const { configurations } = FIXTURE.splits[i]
      for (const configuration of configurations) {
        const [row] = accuracies.filter((one) => isOf(configuration, one))
        expect(Number(row.mean)).toBeCloseTo(mean([...configuration.accuracy]), 12)
        expect(Number(row.sd)).toBeCloseTo(sampleStandardDeviation([...configuration.accuracy]), 12)
      }
      const highest = Math.max(...configurations.map(({ accuracy }) => mean([...accuracy])))
      const selected = accuracies.filter((row) => row.selected === 'yes')
      expect(selected).toHaveLength(1)
      expect(Number(selected[0].mean)).toBeCloseTo(highest, 12)
    }
  })

  test('the corrected t against the default configuration is the one written out with SciPy', () => {
    let tested = 0
    for (const [i, rows] of rowsBySplit('configuration-comparisons').entries()) {
      expect(rows).toHaveLength(11)
      for (const { against_reference: expected, ...configuration } of FIXTURE.splits[i].configurations) {
        const [row] = rows.filter((one) => isOf({ ...configuration, against_reference: expected }, one))
        if (row === undefined) continue // the reference itself
        expect(Number(row.difference)).toBeCloseTo(expected.difference, 12)
        if (FIXTURE.splits[i].kind === 'time-series' || expected.p === undefined) {
          expect([row.p, row.finding]).toEqual(['', 'not tested'])
          continue
        }
        expect(Number(row.p)).toBeCloseTo(expected.p, 9)
        expect(Number(row.difference_95_low)).toBeCloseTo(expected.low ?? Number.NaN, 9)
        expect(Number(row.difference_95_high)).toBeCloseTo(expected.high ?? Number.NaN, 9)
        tested++
      }
    }
    expect(tested).toBeGreaterThan(30)
  })
})

describe('folds beside a holdout, and an engine that is wrong', () => {
  const mixed = workplace()
  const manifest = fileURLToPath(new URL('../fixtures/engines/wrong-vote.yaml', import.meta.url))
  const study = `name: mixed
datasets: [wine]
engines: [ts-kdtree, { name: wrong, manifest: ${manifest} }]
grid: { n_neighbors: [1, 4], metric: [euclidean], weights: [uniform] }
splits: [{ kind: holdout }, { kind: kfold, n_splits: 3, shuffle: true }]
protocol: { rounds: 2, warmup: 1, min_time: 1ms }
`
  let first: ReturnType<typeof place.knnbench>
  const run = (...flags: string[]) => mixed.knnbench('run', 'study.yaml', '--allow-outside', ...flags)
  const cells = (): Row[] => parse(mixed.knnbench('report', '--format', 'csv').stdout, { columns: true })

  beforeAll(() => {
    writeStudy(mixed.folder, study)
    mixed.knnbench('engines', 'trust', manifest)
    first = run()
  })
  afterAll(mixed.remove)

  it('says what is scored and not timed, and exits 5 for what is wrong', () => {
    expect([first.status, first.stderr]).toEqual([
      5,
      expect.stringContaining('are scored; they are not timed'),
    ])
    expect(first.stdout).toContain('wine: cross-validation · kfold-3, seed 42')
    expect(first.stdout).toMatch(/wrong is wrong in \d of 3 folds, first in fold \d/)
  })

  it('times the holdout alone; cells know their fold', () => {
    const rows = cells()
    expect(new Set(rows.map(({ split, fold }) => `${split} ${fold}`))).toEqual(
      new Set(['holdout-0.2-stratified ', 'kfold-3 1', 'kfold-3 2', 'kfold-3 3']),
    )
    for (const { fold, predict_ns, rows_timed, status, accuracy } of rows) {
      if (fold === '') continue
      expect([predict_ns, rows_timed]).toEqual(['', '0'])
      expect(['answered', 'wrong']).toContain(status)
      expect(Number(accuracy)).toBeGreaterThan(0)
    }
    expect(rows.filter(({ predict_ns }) => predict_ns !== '')).not.toEqual([])
  })

  it('is left as it is by the next run, and answered once more by --force', () => {
    const graded = (): number =>
      readFileSync(join(mixed.folder, 'results/mixed/ledger.jsonl'), 'utf8').split('"type":"verification"')
        .length - 1
    const before = graded()
    expect(run().stdout).toBe(first.stdout)
    expect(graded()).toBe(before)
    run('--force', '--answers-only')
    expect(graded()).toBe(2 * before)
    expect(mixed.knnbench('report').stdout).toContain('wine: cross-validation · kfold-3, seed 42')
  })
})
