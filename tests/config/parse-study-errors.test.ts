import { describe, expect, test } from 'vitest'
import { parseStudy } from '../../src/config/parse-study.ts'
import { known } from './known.ts'
import { messageOf } from './thrown.ts'

/** The message for a study whose fourth line, after name, datasets and engines, is `line`. */
function message(line: string, head = 'name: mine\ndatasets: [wine]\nengines: [ts-brute, ml-knn]'): string {
  return messageOf(() =>
    parseStudy({ file: 'mine.yaml', text: `${head}\n${line}\n` }, known, { cwd: '/work' }),
  )
}

const datasets = (entries: string) => message(`datasets: ${entries}`, 'name: mine\nengines: [ts-brute]\n')
const engines = (entries: string) => message(`engines: ${entries}`, 'name: mine\ndatasets: [wine]\n')

const A_NAME = 'a name of at most 64 characters: a-z, 0-9, ".", "_", "-", a letter or digit first'
const A_DURATION = 'to 500h such as 200ms, 20s, 5m, 1h'

describe('keys', () => {
  test.each([
    [
      'metrics: []',
      'mine.yaml:4:1: unknown key "metrics"; allowed: name, extends, task, datasets, engines, baseline, grid, split, splits, prepare, prepares, variants, published, protocol, analysis.',
    ],
    [
      'grid: { metrc: [euclidean] }',
      'mine.yaml:4:9: unknown key "metrc" in grid; allowed: n_neighbors, metric, weights. Did you mean "metric"?',
    ],
    [
      'grid: { k: [1] }',
      'mine.yaml:4:9: unknown key "k" in grid; allowed: n_neighbors, metric, weights. Did you mean "n_neighbors"?',
    ],
    [
      'grid: { weights: [uniform], weights: [distance] }',
      'mine.yaml:4:29: duplicate key "weights"; the first is in line 4. Delete one of them.',
    ],
    ['name: again', 'mine.yaml:4:1: duplicate key "name"; the first is in line 1. Delete one of them.'],
    ['__proto__: 1', 'mine.yaml:4:1: a key must be plain text. Write  key: value.'],
    ['? [a]\n: 1', 'mine.yaml:4:3: a key must be plain text. Write  key: value.'],
    ['prepares: { Raw: [standardize] }', `mine.yaml:4:13: prepares has the key "Raw"; allowed: ${A_NAME}.`],
    [
      'split: { n_splits: 5 }',
      'mine.yaml:4:10: unknown key "n_splits" in split; allowed: kind, test_size, stratify, seed.',
    ],
  ])('%s', (line, text) => {
    expect(message(line).split('\n')).toContain(text)
  })
})

describe('values', () => {
  test.each([
    [
      'grid: { metric: [euclidean, l2] }',
      'mine.yaml:4:29: grid.metric[1] is "l2"; allowed: euclidean, manhattan, chebyshev, minkowski(p) with a decimal number p above 1, not 2, up to 64. Did you mean "euclidean"?',
    ],
    [
      'grid: { metric: [manhatan] }',
      'mine.yaml:4:18: grid.metric[0] is "manhatan"; allowed: euclidean, manhattan, chebyshev, minkowski(p) with a decimal number p above 1, not 2, up to 64. Did you mean "manhattan"?',
    ],
    ...(
      [
        ['minkowski', ' Did you mean "minkowski(3)"?'],
        ['minkovski(3)', ' Did you mean "minkowski(3)"?'],
        ['minkowski(3.0)', ' Did you mean "minkowski(3)"?'],
        ['minkowski(1)', ' Did you mean "manhattan"?'],
        ['minkowski(2)', ' Did you mean "euclidean"?'],
        ['minkowski(inf)', ' Did you mean "chebyshev"?'],
        ['minkowski(0.5)', ''],
        ['minkowski(65)', ''],
        ['minkowski(../x)', ''],
      ] as const
    ).map(([written, meant]): [string, string] => [
      `grid: { metric: [${written}] }`,
      `mine.yaml:4:18: grid.metric[0] is "${written}"; allowed: euclidean, manhattan, chebyshev, minkowski(p) with a decimal number p above 1, not 2, up to 64.${meant}`,
    ]),
    [
      'grid: { metric: [{ minkowski: { p: 3 } }] }',
      'mine.yaml:4:18: grid.metric[0] is a mapping; allowed: euclidean, manhattan, chebyshev, minkowski(p) with a decimal number p above 1, not 2, up to 64.',
    ],
    [
      'grid: { metric: [] }',
      'mine.yaml:4:17: grid.metric is an empty list; allowed: a list with at least one entry.',
    ],
    [
      'grid: { weights: uniform }',
      'mine.yaml:4:18: grid.weights is "uniform"; allowed: a list with at least one entry.',
    ],
    [
      'grid: { n_neighbors: [0] }',
      'mine.yaml:4:23: grid.n_neighbors[0] is 0; allowed: a whole number from 1.',
    ],
    [
      'grid: { n_neighbors: [1.5] }',
      'mine.yaml:4:23: grid.n_neighbors[0] is 1.5; allowed: a whole number from 1.',
    ],
    [
      'grid: { n_neighbors: [.nan] }',
      'mine.yaml:4:23: grid.n_neighbors[0] is .nan; allowed: a whole number from 1.',
    ],
    [
      'grid: { n_neighbors: [5, 7, 5] }',
      'mine.yaml:4:29: grid.n_neighbors[2] is 5 again; each value may be listed once. Delete it.',
    ],
    [
      'grid: { metric: [euclidean, euclidean] }',
      'mine.yaml:4:29: grid.metric[1] is "euclidean" again; each value may be listed once. Delete it.',
    ],
    ['grid:', 'mine.yaml:4:6: grid is empty; allowed: a mapping with the keys n_neighbors, metric, weights.'],
    ['grid: 3', 'mine.yaml:4:7: grid is 3; allowed: a mapping with the keys n_neighbors, metric, weights.'],
    ['task: clustering', 'mine.yaml:4:7: task is "clustering"; allowed: classification, regression.'],
    [
      'split: { test_size: 1 }',
      'mine.yaml:4:21: split.test_size is 1; allowed: a number between 0 and 1, both excluded.',
    ],
    [
      'split: { test_size: 0 }',
      'mine.yaml:4:21: split.test_size is 0; allowed: a number between 0 and 1, both excluded.',
    ],
    [
      'split: { seed: 4294967296 }',
      'mine.yaml:4:16: split.seed is 4294967296; allowed: a whole number from 0 to 4294967295.',
    ],
    ['split: { stratify: yes }', 'mine.yaml:4:20: split.stratify is "yes"; allowed: true, false.'],
    [
      'prepare: [standardise]',
      'mine.yaml:4:11: prepare[0] is "standardise"; allowed: impute-median, one-hot, one-hot-drop-first, text-constant, standardize. Did you mean "standardize"?',
    ],
    [
      'prepare: [one-hot, one-hot-drop-first]',
      'mine.yaml:4:10: prepare has both one-hot and one-hot-drop-first. Keep one of them.',
    ],
    ['prepares: {}', 'mine.yaml:4:11: prepares is a mapping; allowed: a mapping with at least one entry.'],
    ['protocol: { rounds: 0 }', 'mine.yaml:4:21: protocol.rounds is 0; allowed: a whole number from 1.'],
    ['protocol: { repeats: 0 }', 'mine.yaml:4:22: protocol.repeats is 0; allowed: a whole number from 1.'],
    [
      'protocol: { rows: none }',
      'mine.yaml:4:19: protocol.rows is "none"; allowed: a whole number from 1, or all.',
    ],
    [
      'protocol: { warmup: -1 }',
      'mine.yaml:4:21: protocol.warmup is -1; allowed: a number of calls, or a duration such as 200ms.',
    ],
    [
      'protocol: { min_time: 20 }',
      `mine.yaml:4:23: protocol.min_time is 20; allowed: a duration from 0ms ${A_DURATION}.`,
    ],
    [
      'protocol: { timeout: 0s }',
      `mine.yaml:4:22: protocol.timeout is "0s"; allowed: a duration from 1ms ${A_DURATION}.`,
    ],
    [
      'protocol: { budget: 501h }',
      `mine.yaml:4:21: protocol.budget is "501h"; allowed: a duration from 1ms ${A_DURATION}.`,
    ],
    [
      'protocol: { mode: bach }',
      'mine.yaml:4:19: protocol.mode is "bach"; allowed: batch, single. Did you mean "batch"?',
    ],
    [
      'analysis: { alpha: 1 }',
      'mine.yaml:4:20: analysis.alpha is 1; allowed: a number between 0.000001 and 1, both excluded.',
    ],
    [
      'analysis: { equivalence: 0 }',
      'mine.yaml:4:26: analysis.equivalence is 0; allowed: a number between 0 and 100, both excluded.',
    ],
    ['extends: quick', 'mine.yaml:4:10: extends works only in a study that is read from a file. Delete it.'],
  ])('%s', (line, text) => {
    expect(message(line)).toBe(text)
  })

  test.each([
    [
      'split: { kind: k-fold }',
      'mine.yaml:4:16: split.kind is "k-fold"; allowed: holdout, kfold, stratified-kfold, repeated-stratified-kfold, time-series. Did you mean "kfold"?',
    ],
    [
      'split: 5',
      'mine.yaml:4:8: split is 5; allowed: a mapping with a kind: holdout, kfold, stratified-kfold, repeated-stratified-kfold, time-series.',
    ],
    [
      'splits: [{ kind: kfold, test_size: 0.2 }]',
      'mine.yaml:4:25: unknown key "test_size" in splits[0]; allowed: kind, n_splits, shuffle, seed.',
    ],
    [
      'split: { kind: kfold, n_folds: 5 }',
      'mine.yaml:4:23: unknown key "n_folds" in split; allowed: kind, n_splits, shuffle, seed. Did you mean "n_splits"?',
    ],
    [
      'split: { kind: time-series, shuffle: true }',
      'mine.yaml:4:29: unknown key "shuffle" in split; allowed: kind, n_splits, gap.',
    ],
    [
      'split: { kind: stratified-kfold, n_splits: 1 }',
      'mine.yaml:4:44: split.n_splits is 1; allowed: a whole number from 2 to 1000.',
    ],
    [
      'split: { kind: repeated-stratified-kfold, n_repeats: 2.5 }',
      'mine.yaml:4:54: split.n_repeats is 2.5; allowed: a whole number from 1 to 1000.',
    ],
    [
      'split: { kind: time-series, gap: -1 }',
      'mine.yaml:4:34: split.gap is -1; allowed: a whole number from 0.',
    ],
    [
      'split: { kind: kfold, seed: 42 }',
      'mine.yaml:4:29: split.seed is 42, but without shuffle the rows keep their order. Write  shuffle: true  or delete it.',
    ],
    [
      'splits: [{ kind: kfold }, { kind: kfold, n_splits: 5 }]',
      'mine.yaml:4:27: splits[1] is an earlier split again. Delete one of them.',
    ],
    [
      'task: regression\nsplit: { kind: stratified-kfold }',
      'mine.yaml:5:16: split.kind is "stratified-kfold", but a regression has no classes to keep in proportion. Use kfold.',
    ],
  ])('%s', (line, text) => {
    expect(message(line)).toBe(text)
  })

  test('a name of the wrong form is refused where it stands', () => {
    expect(message('', 'name: ../up\ndatasets: [wine]\nengines: [ml-knn]')).toBe(
      `mine.yaml:1:7: name is "../up"; allowed: ${A_NAME}.`,
    )
  })

  test('a number where text is meant is shown as it was written, with the quotes it needs', () => {
    expect(datasets('[{ name: wine, positive: 1.0 }]')).toBe(
      'mine.yaml:4:36: datasets[0].positive is 1.0; allowed: text. Write it in quotes: "1.0".',
    )
  })

  test('terminal controls and bidirectional marks in a value are shown, not obeyed', () => {
    expect(message('task: "a\\e[31m\\u202Eb"')).toBe(
      'mine.yaml:4:7: task is "a\\u001b[31m\\u202eb"; allowed: classification, regression.',
    )
  })
})

describe('datasets', () => {
  test.each([
    [
      '[wnie]',
      'mine.yaml:4:12: unknown dataset "wnie". Did you mean "wine"? List them with: knnbench datasets list',
    ],
    ['[{ name: zebra }]', 'mine.yaml:4:20: unknown dataset "zebra". List them with: knnbench datasets list'],
    [
      '[wine, wine]',
      'mine.yaml:4:18: datasets[1] is named "wine", as datasets[0] is. Give each entry a name of its own.',
    ],
    ['[3]', 'mine.yaml:4:12: datasets[0] is 3; allowed: a dataset name, or a mapping with at least a name.'],
    ['[]', 'mine.yaml:4:11: datasets is an empty list; allowed: a list with at least one entry.'],
    ['[{ drop: [a] }]', `mine.yaml:4:12: datasets[0].name is missing; it must be ${A_NAME}.`],
    [
      '[{ name: c, path: c.csv }]',
      'mine.yaml:4:12: datasets[0] has a path but no target. Add  target: COLUMN  for the column to predict.',
    ],
    [
      '[{ name: c, path: c.csv, synthetic: { n: 9, d: 1 } }]',
      'mine.yaml:4:36: datasets[0] has both path and synthetic. Keep one of them.',
    ],
    [
      '[{ name: c, synthetic: { n: 9, d: 1 }, target: y }]',
      'mine.yaml:4:50: datasets[0].target means nothing for synthetic data, which has no file to read. Delete it.',
    ],
    [
      '[{ name: c, synthetic: { n: 3, d: 1 } }]',
      'mine.yaml:4:34: datasets[0].synthetic asks for 3 rows of 2 classes; each class needs two. Make n larger.',
    ],
    [
      '[{ name: c, synthetic: { n: 2000000000, d: 10 } }]',
      'mine.yaml:4:34: datasets[0].synthetic asks for 2000000000 × 10 values; allowed: at most 1073741824. Make n or d smaller.',
    ],
    [
      `[{ name: ${'g'.repeat(60)}, synthetic: { n: [100, 200], d: 1 } }]`,
      [100, 200]
        .map(
          (n) =>
            `mine.yaml:4:20: datasets[0].name makes the name ${'g'.repeat(60)}-n${n}-d1; allowed: at most 64 characters. Choose a shorter name.`,
        )
        .join('\n'),
    ],
    [
      '[{ name: c, synthetic: { n: many, d: 1 } }]',
      'mine.yaml:4:39: datasets[0].synthetic.n is "many"; allowed: a whole number from 2, or a list of them.',
    ],
    [
      '[{ name: c, path: c.csv, target: y, drop: [y] }]',
      'mine.yaml:4:54: datasets[0].drop names the target "y". Delete it from drop.',
    ],
    [
      '[{ name: c, path: c.csv, target: y, delimiter: ",", decimal: "," }]',
      'mine.yaml:4:72: datasets[0] has "," both as delimiter and as decimal mark. Change one of them.',
    ],
    [
      '[{ name: c, path: c.csv, target: y, delimiter: "|" }]',
      'mine.yaml:4:58: datasets[0].delimiter is "|"; allowed: ",", ";", "\\t".',
    ],
    [
      '[{ name: c, path: ../../etc/c.csv, target: y }]',
      `mine.yaml:4:29: datasets[0].path is "../../etc/c.csv", outside the working directory and the study's folder. Move it there, or allow it with --allow-outside.`,
    ],
    [
      '[{ name: c, path: /etc/c.csv, target: y }]',
      `mine.yaml:4:29: datasets[0].path is "/etc/c.csv", outside the working directory and the study's folder. Move it there, or allow it with --allow-outside.`,
    ],
  ])('%s', (entries, text) => {
    expect(datasets(entries)).toBe(text)
  })

  test('an expanded name that is already taken is refused', () => {
    const taken = '{ name: g-n9-d1, synthetic: { n: 9, d: 1 } }'
    expect(datasets(`[${taken}, { name: g, synthetic: { n: [9, 8], d: 1 } }]`)).toBe(
      'mine.yaml:4:58: datasets[1] is named "g-n9-d1", as datasets[0] is. Give each entry a name of its own.',
    )
  })

  test('allow_outside lets a path lead anywhere', () => {
    const text = 'name: mine\nengines: [ts-brute]\ndatasets: [{ name: c, path: /etc/c.csv, target: y }]'
    const study = parseStudy({ file: 'mine.yaml', text }, known, { cwd: '/work', allow_outside: true })
    expect(study.datasets).toMatchObject([{ path: '/etc/c.csv' }])
  })
})

describe('engines', () => {
  test.each([
    [
      '[ts-brut]',
      'mine.yaml:4:11: unknown engine "ts-brut". Did you mean "ts-brute"? List them with: knnbench engines list',
    ],
    [
      '[{ name: own, use: ml-kn }]',
      'mine.yaml:4:29: unknown engine "ml-kn". Did you mean "ml-knn"? List them with: knnbench engines list',
    ],
    ['[{ name: own }]', 'mine.yaml:4:19: unknown engine "own". List them with: knnbench engines list'],
    [
      '[{ name: ts-brute, use: ml-knn }]',
      'mine.yaml:4:19: engines[0].name is "ts-brute", the name of another engine. Choose a name of its own.',
    ],
    [
      '[{ name: ts-brute, manifest: ./e.yaml }]',
      'mine.yaml:4:19: engines[0].name is "ts-brute", the name of another engine. Choose a name of its own.',
    ],
    [
      '[{ name: own, use: ml-knn, manifest: ./e.yaml }]',
      'mine.yaml:4:37: engines[0] has both use and manifest. Keep one of them.',
    ],
    [
      '[{ name: own, manifest: ../../e.yaml }]',
      `mine.yaml:4:34: engines[0].manifest is "../../e.yaml", outside the working directory and the study's folder. Move it there, or allow it with --allow-outside.`,
    ],
    [
      '[{ name: own, use: ml-knn, params: { ef: [] } }]',
      'mine.yaml:4:51: engines[0].params.ef is an empty list; allowed: a list with at least one entry.',
    ],
    [
      '[{ name: own, use: ml-knn, params: { ef: [1, [2]] } }]',
      'mine.yaml:4:55: engines[0].params.ef[1] is a list; allowed: text, a number, true or false.',
    ],
    [
      '[{ name: own, use: ml-knn, params: { ef: [1, 2, 1] } }]',
      'mine.yaml:4:58: engines[0].params.ef[2] is 1 again; each value may be listed once. Delete it.',
    ],
    [
      '[{ name: own, use: ml-knn, params: { mode: [L 2, cosine] } }]',
      'mine.yaml:4:45: engines[0].params makes the name "own-mode-l 2"; allowed: at most 64 characters, a-z, 0-9, ".", "_" and "-". Write each value as an entry of its own.',
    ],
    [
      '[{ name: own, use: ml-knn, params: { mode: [a, A] } }]',
      'mine.yaml:4:45: engines[0].params makes the name "own-mode-a" twice. Write each value as an entry of its own.',
    ],
    [
      '[{ name: own, use: ml-knn, params: { a: [1, 2] } }, { name: own-a-2, use: ts-brute }]',
      'mine.yaml:4:62: engines[1] is named "own-a-2", as engines[0] is. Give each entry a name of its own.',
    ],
    [
      '[{ name: own, use: ml-knn, params: { e-f: 1 } }]',
      'mine.yaml:4:47: engines[0].params has the key "e-f"; allowed: letters, digits and "_", a letter first.',
    ],
    [
      '[ml-knn, ml-knn]',
      'mine.yaml:4:19: engines[1] is named "ml-knn", as engines[0] is. Give each entry a name of its own.',
    ],
  ])('%s', (entries, text) => {
    expect(engines(entries)).toBe(text)
  })
})

describe('between keys', () => {
  test.each([
    [
      'baseline: ts-bruet',
      'mine.yaml:4:11: baseline is "ts-bruet"; allowed: an engine of this study: ts-brute, ml-knn. Did you mean "ts-brute"?',
    ],
    [
      'split: {}\nsplits: [{}]',
      'mine.yaml:5:1: split and splits are both given. Keep split for a single one, or splits.',
    ],
    [
      'prepare: [one-hot]\nprepares: { a: [one-hot] }',
      'mine.yaml:5:1: prepare and prepares are both given. Keep prepare for a single one, or prepares.',
    ],
    [
      'splits: [{ seeds: [1] }, { seeds: [2, 1] }]',
      'mine.yaml:4:39: splits[1] with seed 1 is an earlier split again. Delete one of them.',
    ],
    [
      'splits: [{ stratify: true }, {}]',
      'mine.yaml:4:30: splits[1] with seed 42 is an earlier split again. Delete one of them.',
    ],
    [
      'task: regression\nsplits: [{ stratify: false, test_size: 0.2 }, { kind: holdout }]',
      'mine.yaml:5:47: splits[1] with seed 42 is an earlier split again. Delete one of them.',
    ],
    [
      'task: regression\nsplit: { stratify: true }',
      'mine.yaml:5:20: split.stratify is true, but a regression has no classes to keep in proportion. Delete it.',
    ],
    [
      'protocol: { rounds: 12, configurations_per_round: 8 }',
      'mine.yaml:4:21: protocol.rounds is 12, but 40 configurations in rounds of 8 need a multiple of 5. Set it to 10 or 15.',
    ],
    [
      'protocol: { rounds: 3, configurations_per_round: 8 }',
      'mine.yaml:4:21: protocol.rounds is 3, but 40 configurations in rounds of 8 need a multiple of 5. Set it to 5 or 10.',
    ],
    [
      'protocol: { configurations_per_round: 10 }',
      'mine.yaml:4:39: protocol.rounds is by default 15, but 40 configurations in rounds of 10 need a multiple of 4. Set it to 12 or 16.',
    ],
  ])('%s', (line, text) => {
    expect(message(line)).toBe(text)
  })
})

describe('YAML', () => {
  test('each syntax error is one line with its position', () => {
    expect(message('grid: { metric: [euclidean }')).toMatch(
      /^mine\.yaml:4:\d+: not valid YAML: [^\n]+\.(\nmine\.yaml:\d+:\d+: not valid YAML: [^\n]+\.)*$/,
    )
  })

  test('a tab as indentation is named with its place', () => {
    expect(message('grid:\n\tmetric: [euclidean]')).toContain(
      'mine.yaml:5:1: not valid YAML: Tabs are not allowed as indentation.',
    )
  })

  test('an unknown tag is refused', () => {
    expect(message('task: !secret x')).toBe('mine.yaml:4:7: not valid YAML: Unresolved tag: !secret.')
  })

  test('an empty file says what is needed', () => {
    expect(message('# only a comment', '')).toBe(
      'mine.yaml:1:1: the file is empty. It needs  name, datasets, engines.',
    )
  })

  test('a list is no study', () => {
    expect(message('- a', '')).toBe(
      'mine.yaml:2:1: the file is not a mapping of keys to values. It needs  name, datasets, engines.',
    )
  })

  test('missing keys are placed at the start of the study', () => {
    expect(message('task: regression', '')).toBe(
      [
        `mine.yaml:2:1: name is missing; it must be ${A_NAME}.`,
        'mine.yaml:2:1: datasets is missing; it must be a list with at least one entry.',
        'mine.yaml:2:1: engines is missing; it must be a list with at least one entry.',
      ].join('\n'),
    )
  })

  test('an alias without its anchor is named', () => {
    expect(message('task: *none').split('\n')[0]).toBe(
      'mine.yaml:4:7: no anchor is named "none" before this alias. Define it with  &none.',
    )
  })

  test('aliases that multiply without end are refused', () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i, all) => {
      const inner = i === 0 ? 'x' : `*${all[i - 1]}`
      return `${name}: &${name} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
    })
    expect(message(levels.join('\n'))).toContain(
      'aliases and values come to more than 10000. No study needs that; is an anchor inside itself?',
    )
  })

  test('very many aliases are refused without looking for each of them from the start', () => {
    expect(message(`a: &a x\nb: [${'*a,'.repeat(300_000)}]`)).toContain(
      'aliases and values come to more than 10000.',
    )
  })

  test.each([
    ['lists', '['],
    ['mappings', '{a: '],
    ['rows', '- '],
  ])('%s without end are refused in one sentence', (_, opening) => {
    const lines = message(`grid:\n  ${opening.repeat(20_000)}`).split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('values are nested more than 16 deep.')
  })

  test('another kind of file is told by its first 20 errors', () => {
    expect(message('a: b: c\n'.repeat(1000)).split('\n').length).toBeLessThanOrEqual(20)
  })

  test('an anchor inside itself is refused', () => {
    expect(message('grid: &g { metric: *g }')).toContain('values are nested more than 16 deep.')
  })

  test('a file of more than 1 MiB is not read', () => {
    expect(message(`# ${'x'.repeat(1024 * 1024)}`)).toBe(
      'mine.yaml:1:1: the file has more than 1 MiB. Is it the right file?',
    )
  })
})

test('all problems are listed, in the order of the text', () => {
  const text = [
    'name: mine',
    'datasets: [wnie]',
    'engines:',
    '  - ts-brut',
    '  - ml-knn',
    'grid: { metric: [l2], weigths: [uniform] }',
    'protocol: { rounds: many }',
    'task: regression',
    'task: regression',
  ].join('\n')
  const lines = messageOf(() => parseStudy({ file: 'mine.yaml', text }, known)).split('\n')
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    'mine.yaml:2:12:',
    'mine.yaml:4:5:',
    'mine.yaml:6:18:',
    'mine.yaml:6:23:',
    'mine.yaml:7:21:',
    'mine.yaml:9:1:',
  ])
})

test.each([
  [
    '{ name: a, use: ts-kdtree, params: { leafsize: 3 } }',
    'unknown parameter "leafsize"; ts-kdtree takes: leaf_size. Did you mean "leaf_size"?',
  ],
  [
    '{ name: ml-knn, params: { constructor: 3 } }',
    'unknown parameter "constructor"; ml-knn takes no parameters. Delete it.',
  ],
])('a parameter that its engine does not take is refused by name: %s', (entry, sentence) => {
  const text = `name: mine\ndatasets: [wine]\nengines:\n  - ${entry}\n`
  const engine_params = new Map([
    ['ts-kdtree', ['leaf_size']],
    ['ml-knn', []],
  ])
  const column = 5 + Math.max(entry.indexOf('leafsize'), entry.indexOf('constructor'))
  expect(messageOf(() => parseStudy({ file: 'mine.yaml', text }, { ...known, engine_params }))).toBe(
    `mine.yaml:4:${column}: ${sentence}`,
  )
})

test('lists of parameter values that make too many engines are refused, without making them', () => {
  const values = (first: number) => `[${Array.from({ length: 40 }, (_, i) => first + i).join(', ')}]`
  const params = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    .map((name, i) => `${name}: ${values(100 * i)}`)
    .join(', ')
  const text = `name: mine\ndatasets: [wine]\nbaseline: own\nengines: [{ name: own, use: ml-knn, params: { ${params} } }]\n`
  expect(messageOf(() => parseStudy({ file: 'mine.yaml', text }, known))).toBe(
    'mine.yaml:4:45: engines[0].params makes 163840000000 engines; allowed: at most 100. List fewer values.',
  )
})

test('a baseline is one of the engines that an entry stands for', () => {
  const text =
    'name: mine\ndatasets: [wine]\nbaseline: own\nengines: [{ name: own, use: ml-knn, params: { a: [1, 2] } }]\n'
  expect(messageOf(() => parseStudy({ file: 'mine.yaml', text }, known))).toBe(
    'mine.yaml:3:11: baseline is "own"; allowed: an engine of this study: own-a-1, own-a-2.',
  )
})

test('a file written as a dataset name is shown how to be written', () => {
  expect(datasets('[data/My File.csv]')).toBe(
    'mine.yaml:4:12: datasets[0] is "data/My File.csv", which is no dataset\'s name. A file is written like this:  { name: mine, path: data/My File.csv, target: COLUMN }',
  )
})
