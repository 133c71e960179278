import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { knownNames } from '../../src/cli/known-names.ts'
import { studyFromText } from '../../src/config/load-study.ts'
import { fixtureLedger, TWO_CASES } from '../report/fixtures.ts'
import { storeLedger } from '../report/stored-ledger.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

beforeAll(() => {
  const folder = join(place.folder, 'results/mine')
  mkdirSync(folder, { recursive: true })
  storeLedger(folder, fixtureLedger(TWO_CASES))
  place.write('theirs.csv', 'dataset,k,metric,weights,acc\nwine,5,euclidean,uniform,0.97\n')
})

const compare = (...words: string[]) => place.knnbench(['compare', ...words])

test('a ledger is the same as itself, and its times have a ratio of 1 without a p', async () => {
  const twin = join(place.folder, 'results/twin')
  mkdirSync(twin)
  storeLedger(twin, fixtureLedger(TWO_CASES))
  const { code, stdout } = await compare('mine', 'twin', '--dataset', 'wine', '--json')
  expect(code).toBe(0)
  const [, , scores, labels, times] = JSON.parse(stdout)
  const findings = new Set(scores.rows.map(({ finding }: { finding: string }) => finding))
  expect([...findings].sort()).toEqual(['equal', 'not compared'])
  expect(labels.rows.every(({ differing }: { differing: number }) => differing === 0)).toBe(true)
  expect(times.rows.map(({ ratio }: { ratio: number }) => ratio)).toEqual(times.rows.map(() => 1))
  expect(times.columns.map(({ key }: { key: string }) => key)).not.toContain('p')
})

test.each(['terminal', 'markdown', 'latex', 'csv', 'json'])('prints as %s', async (format) => {
  const { code, stdout } = await compare('mine', 'theirs.csv', '--format', format)
  expect([code, stdout]).toEqual([0, expect.stringContaining('wine')])
})

test('one table is printed alone', async () => {
  const { stdout } = await compare('mine', 'theirs.csv', '--table', 'comparability', '--json')
  expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual(['comparability'])
})

test('sources without a dataset in common are refused', async () => {
  place.write('other.csv', 'dataset,k,acc\nbank,5,0.9\n')
  const { code, stderr } = await compare('mine', 'other.csv')
  expect([code, stderr]).toEqual([
    2,
    'the sources have no dataset in common (mine: breast-cancer, wine; other.csv: bank). If they only name it otherwise, say  set: { dataset: NAME }  in --map.\n',
  ])
})

test('a source that names no dataset is refused where there are several', async () => {
  place.write('other.csv', 'k,acc\n5,0.97\n')
  const { code, stderr } = await compare('mine', 'other.csv')
  expect([code, stderr]).toEqual([
    2,
    'other.csv does not say of which dataset it is; the others are of breast-cancer, wine. Say  set: { dataset: NAME }  in --map, add a column dataset, or choose one with --dataset.\n',
  ])
  expect((await compare('mine', 'other.csv', '--dataset', 'wine')).code).toBe(0)
})

test('a drafted study does not replace a file', async () => {
  place.write('draft.yaml', 'name: mine\n')
  const { code, stderr } = await compare('theirs.csv', '--draft-study', 'draft.yaml')
  expect([code, stderr]).toEqual([2, expect.stringContaining('draft.yaml: a file is')])
  const ledger = await compare('mine', '--draft-study', 'new.yaml')
  expect([ledger.code, ledger.stderr]).toEqual([
    2,
    '--draft-study writes a study for foreign results, and all of these are ledgers. A ledger is run again with: knnbench reproduce RESULTS\n',
  ])
})

test('a drafted study has what the metadata say', async () => {
  place.write('known.csv', 'k,metric,weights,acc\n5,euclidean,uniform,0.9\n3,manhattan,uniform,0.97\n')
  const said = {
    ...{ knnbench_export: 1, dataset: 'wine', library: 'scikit-learn', algorithm: 'kd_tree', threads: 1 },
    ...{ task: 'classification', score: 'accuracy', prepare: ['standardize'] },
    split_entry: { kind: 'holdout', test_size: 0.25, stratify: true, seed: 7 },
  }
  place.write('known.meta.json', JSON.stringify(said))
  expect((await compare('known.csv', '--draft-study', 'known.yaml')).code).toBe(0)
  const text = readFileSync(join(place.folder, 'known.yaml'), 'utf8')
  const { study } = studyFromText({ file: 'known.yaml', text }, { known: knownNames(), cwd: place.folder })
  expect(text.split('\n').slice(0, 2)).toEqual(['# The study whose ledger would match known.csv.', ''])
  expect(study).toMatchObject({
    datasets: [{ name: 'wine' }],
    engines: [{ name: 'ts-kdtree' }, { name: 'sklearn-kd-tree' }],
    grid: { n_neighbors: [3, 5], metric: ['euclidean', 'manhattan'], weights: ['uniform'] },
    splits: [{ kind: 'holdout', test_size: 0.25, stratify: true, seed: 7 }],
    prepares: { default: ['standardize'] },
  })
})

test('metadata that are none are refused', async () => {
  place.write('said.csv', 'k,acc\n5,0.97\n')
  for (const [json, found] of [
    ['{', 'this is no JSON.'],
    ['{"knnbench_export": 1, "rows": -1}', 'rows: '],
    ['{}', 'knnbench_export: '],
  ]) {
    place.write('said.meta.json', json)
    const { code, stderr } = await compare('mine', 'said.csv', '--dataset', 'wine')
    expect([code, stderr]).toEqual([2, expect.stringContaining(`said.meta.json: ${found}`)])
  }
})

test.each([
  [['mine'], 'one source compares with nothing. Name two: knnbench compare results/mine theirs.csv\n'],
  [['mine', 'nope.csv'], 'nope.csv: there is no such file. Check the path.\n'],
  [
    ['mine', 'theirs.csv', '--accept', 'dtypes'],
    '--accept is "dtypes"; allowed: rows, split, preparation, algorithm, dtype, threads, ties, average. Did you mean "dtype"? \n',
  ],
  [
    ['mine', 'theirs.csv', '--table', 'score'],
    '--table is "score"; allowed: comparability, overall, scores, labels, times. Did you mean "scores"? \n',
  ],
  [
    ['mine', 'theirs.csv', '--dataset', 'iris'],
    'mine has nothing of that; datasets: breast-cancer, wine; engines: ts-brute, ts-kd-tree, ml-knn, mine. Change --dataset or --engine.\n',
  ],
])('%j is bad usage', async (words, message) => {
  const { code, stderr } = await place.knnbench(['compare', ...words])
  expect([code, stderr.replace(/ *\n$/, '\n')]).toEqual([2, message.replace(/ *\n$/, '\n')])
})
