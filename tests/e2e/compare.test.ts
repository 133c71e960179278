import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workplace } from './cli.ts'

const STUDY = `name: mine
datasets: [iris]
engines: [ts-brute]
grid: { n_neighbors: [1, 31], metric: [euclidean, manhattan], weights: [uniform] }
splits: [{ kind: stratified-kfold, n_splits: 5, shuffle: true, seed: 42 }]
prepare: [standardize]
`

describe('compare', () => {
  const place = workplace()
  afterAll(place.remove)
  const file = (name: string) => join(place.folder, name)
  const compare = (...words: string[]) => {
    const { status, stdout, stderr } = place.knnbench('compare', ...words)
    return { status, stdout, stderr }
  }
  /** The facets of the first table that are not the same, by their state. */
  const otherwise = (stdout: string): Record<string, string> => {
    const [{ columns, rows }] = JSON.parse(stdout)
    expect(columns.length).toBeGreaterThan(0)
    return Object.fromEntries(
      rows
        .filter(({ state }: { state: string }) => state !== 'same')
        .map(({ facet, state }: { facet: string; state: string }) => [facet, state]),
    )
  }

  beforeAll(() => {
    writeFileSync(file('mine.yaml'), STUDY)
    const { status, stderr } = place.knnbench('run', 'mine.yaml', '--answers-only')
    expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
    const { stdout } = place.knnbench('report', 'mine', '--table', 'cells', '--format', 'csv')
    writeFileSync(file('cells.csv'), stdout)
    writeFileSync(
      file('rounded.csv'),
      handWritten(stdout, () => 0),
    )
    writeFileSync(
      file('lower.csv'),
      handWritten(stdout, (fold) => 0.3 + 0.01 * (fold % 2)),
    )
  })

  /** What a person makes of the tidy table: German Excel, three digits, one row a fold. */
  function handWritten(tidy: string, less: (fold: number) => number): string {
    const [header, ...rows] = tidy.trimEnd().split('\n')
    const names = header.split(',')
    const lines = rows.map((row) => {
      const cells = row.split(',')
      const cell = (name: string) => cells[names.indexOf(name)]
      const accuracy = (Number(cell('accuracy')) - less(Number(cell('fold')))).toFixed(3).replace('.', ',')
      return [cell('n_neighbors'), cell('metric'), cell('weights'), cell('fold'), accuracy].join(';')
    })
    return `\uFEFFK;distance;weights;fold;acc\r\n${lines.join('\r\n')}\r\n`
  }

  test('a ledger and the tidy table of it are equal', () => {
    const { status, stdout, stderr } = compare('mine', 'cells.csv', '--json')
    expect(status).toBe(0)
    expect(stderr).toContain('Outcome  every score and label that both have is the same\n')
    expect(stderr).toMatch(/Only if {2}both have the same .*dtype.* \(cells\.csv does not say\)/)
    expect(otherwise(stdout)).toMatchObject({ dtype: 'unknown', ties: 'unknown' })
  })

  test('so is what a person made of it, as far as it is printed', () => {
    const { status, stderr } = compare('mine', 'rounded.csv')
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('every score and label that both have is the same'),
    ])
  })

  test.each([
    ['split', 'folds: [{ n_test: 30 }, { n_test: 30 }, { n_test: 30 }, { n_test: 30 }, { n_test: 29 }]'],
    ['preparation', 'prepare: [MinMaxScaler()]'],
    ['dtype', 'dtype: float32'],
    ['ties', 'ties: first-to-reach'],
  ])('another %s that a file says is named, and blocks', (facet, fact) => {
    writeFileSync(file('map.yaml'), `set: { ${fact} }\n`)
    const { status, stdout, stderr } = compare('mine', 'rounded.csv', '--map', 'map.yaml', '--json')
    expect([status, otherwise(stdout)[facet]]).toEqual([4, 'differs'])
    expect(stderr).toBe('\nOutcome  not comparable: see the first table\n')
  })

  test('another score is found, and CSV has the scores', () => {
    const { status, stdout, stderr } = compare('mine', 'lower.csv', '--format', 'csv')
    expect([status, stderr]).toEqual([3, expect.stringContaining('Outcome  a difference is shown\n')])
    expect(stdout.split('\n')[0]).toBe(
      'dataset,first,second,n_neighbors,metric,weights,score,first_score,second_score,difference,difference_95_low,difference_95_high,p,p_adjusted,finding,reason',
    )
    expect(stdout).toContain(',lower,')
  })

  test('the study that would match runs as it is written', () => {
    const { status, stderr } = compare('rounded.csv', '--draft-study', 'draft.yaml')
    expect([status, stderr]).toEqual([0, 'Study    draft.yaml\n         Run it: knnbench run draft.yaml\n'])
    const text = readFileSync(file('draft.yaml'), 'utf8')
    expect(text).toContain('# - the split is a stratified cross-validation of 5 folds, shuffled by seed 42\n')
    writeFileSync(file('data.csv'), `x,target\n${'1,a\n2,b\n'.repeat(20)}`)
    const dry = place.knnbench('run', 'draft.yaml', '--dry-run')
    expect([dry.status, dry.stderr]).toEqual([0, expect.any(String)])
  })
})
