import { join } from 'node:path'
import { expect, test } from 'vitest'
import { knownNames } from '../../src/cli/known-names.ts'
import { bundledStudies, loadStudy } from '../../src/config/load-study.ts'
import { parseStudy } from '../../src/config/parse-study.ts'
import { studyFileText } from '../../src/config/study-file-text.ts'
import { known } from './known.ts'

const root = join(import.meta.dirname, '../..')
const configsDirectory = join(root, 'configs')

const RICH = `name: rich
datasets:
  - wine
  - { name: iris, drop: [a, "no"], positive: "1", target: kind }
  - { name: churn, path: data/churn 1.csv, target: "yes", drop: [id], missing: ["?", "1:30", "\\u202e"], decimal: ",", delimiter: ";", encoding: latin1 }
  - { name: g, synthetic: { n: [100, 200], d: [3], classes: 3, seed: 7 } }
engines:
  - ts-brute
  - { name: leaf-10, use: ts-kdtree, params: { leaf_size: 10 } }
  - { name: mine, manifest: engines/mine.yaml, params: { a: "1", b: 0.5, c: true } }
baseline: leaf-10
grid: { n_neighbors: [3, 1], metric: [manhattan], weights: [distance] }
splits: [{ test_size: 0.25, stratify: false, seeds: [0, 4294967295] }, { seeds: [7] }, { kind: kfold, n_splits: 3, shuffle: false }, { kind: stratified-kfold, n_splits: 4, shuffle: true, seed: 3 }, { kind: repeated-stratified-kfold, n_splits: 5, n_repeats: 2, seed: 9 }, { kind: time-series, n_splits: 6 }]
prepares: { raw: [impute-median], scaled: [one-hot, standardize] }
protocol: { rounds: 6, configurations_per_round: 1, rows: 7, score_rows: 9, warmup: 3, min_time: 1.5ms, timeout: 500h, max_arm: 1.000001ms, budget: 20m, mode: single, time_proba: true, seed: 9, threads: 2 }
analysis: { alpha: 0.01, equivalence: 0.02, family: dataset }
`
const file = (text: string) => ({ file: 'here.yaml', text })
const names = { ...known, engine_params: new Map([['ts-kdtree', ['leaf_size']]]) }

test('a study with everything in it reads back as itself', () => {
  const study = parseStudy(file(RICH), names, { cwd: '/w' })
  const text = studyFileText(study, (path) => path.slice('/w/'.length))
  expect(text).toContain('path: "data/churn 1.csv"')
  expect(parseStudy(file(text), names, { cwd: '/w' })).toEqual(study)
})

test.each(bundledStudies(configsDirectory))(
  'the bundled study %s reads back as itself, without what it extends',
  (name) => {
    const { study } = loadStudy(name, { configsDirectory, known: knownNames(), cwd: root })
    const text = studyFileText(study, (path) => path)
    expect(text).not.toContain('extends')
    expect(parseStudy(file(text), knownNames())).toEqual(study)
  },
)
