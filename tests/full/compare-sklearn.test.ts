import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDataset } from '../../src/data/load-dataset.ts'
import { rowsHash } from '../../src/data/rows-hash.ts'
import { workplace } from '../e2e/cli.ts'
import { installedPython } from './installed-python.ts'

const python = installedPython()
if (python === undefined) console.warn('SKIPPED: compare with scikit-learn (knnbench engines setup sklearn)')

const path = (place: string) => fileURLToPath(new URL(place, import.meta.url))

type Row = Readonly<Record<string, string | number | null>>

describe.skipIf(python === undefined)('exports of scikit-learn', () => {
  const place = workplace()
  afterAll(place.remove)
  const compare = (...words: string[]) => {
    const { status, stdout, stderr } = place.knnbench('compare', ...words, '--json')
    const tables: { readonly name: string; readonly rows: readonly Row[] }[] = JSON.parse(stdout || '[]')
    const rows = (name: string) => tables.find((table) => table.name === name)?.rows ?? []
    const otherwise = rows('comparability').filter(({ state }) => state !== 'same')
    return {
      status,
      stderr,
      rows,
      facets: Object.fromEntries(otherwise.map(({ facet, state }) => [facet, state])),
    }
  }
  let hash = ''

  beforeAll(() => {
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
    const words = ['-B', path('export_searches.py'), path('../../scripts')]
    const made = spawnSync(python ?? '', words, { cwd: place.folder, env, encoding: 'utf8' })
    expect([made.status, made.stderr]).toEqual([0, ''])
    hash = made.stdout.trim()
  })

  /** The export's own study, run here by our engine. */
  function matched(name: string): string {
    const drafted = place.knnbench('compare', `${name}.csv`, '--draft-study', `${name}.yaml`)
    expect(drafted.status, drafted.stderr).toBe(0)
    const words = ['--answers-only', '--out', `ledgers/${name}`]
    const { status, stderr } = place.knnbench('run', `${name}.yaml`, '--allow-outside', ...words)
    expect(status, stderr).toBe(0)
    return `ledgers/${name}`
  }

  test.each([
    ['equal', 12],
    ['values', 12],
    ['loop', 3],
  ])('%s: the study drafted from it gives the same scores and labels', (name, configurations) => {
    const { status, facets, rows, stderr } = compare(matched(name), `${name}.csv`)
    expect([status, facets, stderr]).toEqual([
      0,
      {},
      '\nOutcome  every score and label that both have is the same\n',
    ])
    const scores = rows('compare-scores')
    expect(scores.map(({ finding }) => finding)).toEqual(Array(configurations).fill('equal'))
    const labels = rows('compare-labels').map(({ differing }) => differing)
    expect(labels).toEqual(name === 'values' ? [] : Array(configurations).fill(0))
  })

  test.each([
    ['raw', { preparation: 'differs' }],
    ['seed', { split: 'differs' }],
    ['narrow', { rows: 'differs', dtype: 'differs' }],
    ['fewer', { rows: 'differs', split: 'differs' }],
  ])('%s: what is otherwise is named, and blocks', (name, facets) => {
    expect(compare('equal.csv', `${name}.csv`)).toMatchObject({ status: 4, facets })
  })

  test('auto is the algorithm that it chose', () => {
    expect(compare('equal.csv', 'auto.csv').facets).toEqual({ algorithm: 'differs' })
    expect(compare('equal.csv', 'auto.csv', '--accept', 'algorithm')).toMatchObject({ status: 0 })
  })

  test('another tie rule is named', () => {
    const meta = JSON.parse(readFileSync(join(place.folder, 'equal.meta.json'), 'utf8'))
    writeFileSync(join(place.folder, 'ties.csv'), readFileSync(join(place.folder, 'equal.csv')))
    writeFileSync(join(place.folder, 'ties.meta.json'), JSON.stringify({ ...meta, ties: 'first-to-reach' }))
    expect(compare('equal.csv', 'ties.csv')).toMatchObject({ status: 4, facets: { ties: 'differs' } })
  })

  test('rows with text and gaps have the same hash here', () => {
    const file = join(place.folder, 'mixed.csv')
    writeFileSync(file, `a,b,c,y\n${'1.5,b,,no\n,a,é,yes\n-0.0,,z,no\n'.repeat(4)}`)
    const table = { target: 'y', drop: [], categorical: [], missing: [] }
    const entry = { kind: 'file', name: 'mixed', path: file, table } as const
    expect(rowsHash(loadDataset(entry, 'classification', place.cache))).toBe(hash)
  })
})
