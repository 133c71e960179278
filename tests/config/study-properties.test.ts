import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { canonicalJson } from '../../src/config/canonical-json.ts'
import { InputError } from '../../src/config/input-error.ts'
import { parseStudy } from '../../src/config/parse-study.ts'
import { PREPARE_STEPS } from '../../src/config/study.ts'
import { studyFileText } from '../../src/config/study-file-text.ts'
import { studyHash } from '../../src/config/study-hash.ts'
import { studyJsonSchema } from '../../src/config/study-json-schema.ts'
import { satisfies } from './json-schema.ts'
import { known } from './known.ts'

/** Each run builds the schema anew; the default of 100 takes seconds on a busy machine. */
const RUNS = { numRuns: 50 }

const parse = (text: string) => parseStudy({ file: 'mine.yaml', text }, known)
const schema = studyJsonSchema(known)

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 })
const count = fc.integer({ min: 1, max: 1000 })
// Any characters: controls, bidirectional marks and emoji included.
const text = fc.string({ minLength: 1, maxLength: 8, unit: 'binary' })
const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/)
const duration = fc.constantFrom('1ms', '200ms', '1.5s', '20s', '5m', '1h')
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const parameters = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
  fc.oneof(text, fc.integer(), fc.boolean()),
)
const optional = { requiredKeys: [] }

const synthetic = fc.record(
  {
    n: fc.integer({ min: 100, max: 1000 }),
    d: fc.oneof(count, fc.constant([2, 3])),
    seed,
    classes: fc.integer({ min: 2, max: 9 }),
  },
  { requiredKeys: ['n', 'd'] },
)
const table = {
  drop: fc.constant(['a', 'b']),
  missing: fc.uniqueArray(text, { minLength: 1 }),
  positive: text,
}
const datasets = fc.tuple(
  some(known.datasets),
  fc.record(
    { name: fc.constant('own'), path: fc.constant('data/own.csv'), target: fc.constant('y'), ...table },
    { requiredKeys: ['name', 'path', 'target'] },
  ),
  fc.record({ name: fc.constant('made'), synthetic }),
)
const engines = fc.tuple(
  some(known.engines),
  fc.record(
    { name: fc.constant('variant'), use: fc.constantFrom(...known.engines), params: parameters },
    { requiredKeys: ['name', 'use'] },
  ),
)
const grid = fc.record(
  {
    n_neighbors: fc.uniqueArray(count, { minLength: 1 }),
    metric: some(known.metrics.map((name) => (name === 'minkowski' ? 'minkowski(1.5)' : name))),
    weights: some(['uniform', 'distance']),
  },
  optional,
)
const holdout = { test_size: fc.double({ min: 0.01, max: 0.99, noNaN: true }), stratify: fc.boolean() }
const n_splits = fc.integer({ min: 2, max: 1000 })
const folds = fc.oneof(
  fc.record({
    kind: fc.constantFrom('kfold', 'stratified-kfold'),
    n_splits,
    shuffle: fc.constant(true),
    seed,
  }),
  fc.record({ kind: fc.constant('repeated-stratified-kfold'), n_splits, n_repeats: n_splits, seed }),
  fc.record({ kind: fc.constant('time-series'), n_splits, gap: count }, { requiredKeys: ['kind'] }),
)
const protocol = fc.record(
  {
    rounds: count,
    rows: fc.oneof(count, fc.constant('all')),
    warmup: fc.oneof(count, duration),
    min_time: duration,
    timeout: duration,
    budget: duration,
    mode: fc.constantFrom('batch', 'single'),
    seed,
    threads: fc.integer({ min: 1, max: 64 }),
  },
  optional,
)

/** A study file that has no mistakes, as a plain value. */
const studyFile = fc.record(
  {
    name,
    datasets: datasets.map(([names, ...others]) => [...names, ...others]),
    engines: engines.map(([names, other]) => [...names, other]),
    baseline: fc.constant('variant'),
    grid,
    split: fc.oneof(fc.record({ ...holdout, seed }, optional), folds),
    // Of the steps for text columns one alone may be in a list.
    prepare: some(PREPARE_STEPS.filter((step) => step !== 'one-hot' && step !== 'text-constant')),
    protocol,
  },
  { requiredKeys: ['name', 'datasets', 'engines'] },
)

test('a study means the same written as YAML and as canonical JSON', () => {
  fc.assert(
    fc.property(studyFile, (file) => {
      const fromYaml = parse(stringify(file))
      expect(parse(canonicalJson(file))).toEqual(fromYaml)
      expect(studyHash(parse(canonicalJson(file)))).toBe(studyHash(fromYaml))
    }),
    RUNS,
  )
})

test('a study that a ledger keeps reads back as the same study', () => {
  fc.assert(
    fc.property(studyFile, (file) => {
      const study = parse(stringify(file))
      expect(parse(studyFileText(study, (path) => path))).toEqual(study)
    }),
    RUNS,
  )
})

test('the order of keys changes neither the study nor its hash', () => {
  fc.assert(
    fc.property(studyFile, (file) => {
      const reversed = Object.fromEntries(Object.entries(file).reverse())
      expect(studyHash(parse(stringify(reversed)))).toBe(studyHash(parse(stringify(file))))
    }),
    RUNS,
  )
})

test('the JSON Schema accepts whatever the reader accepts', () => {
  fc.assert(
    fc.property(studyFile, (file) => {
      parse(stringify(file))
      expect(satisfies(schema, JSON.parse(canonicalJson(file)))).toBe(true)
    }),
    RUNS,
  )
})

test('any text is read or refused with a position, and never breaks the reader', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'name: a',
      'datasets: [wine]',
      'engines: [ml-knn]',
      'grid: {',
      '- a',
      '? b',
      'split: *a',
      '&a x: !t',
      '"',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(line).map((lines) => lines.join('\n')),
      (written) => {
        expect(outcome(written)).toMatch(/^(read|mine\.yaml:\d+:\d+: .)/)
      },
    ),
  )
})

test('any value under any key is read, or each problem has its line and column', () => {
  const key = fc.constantFrom(
    'name',
    'datasets',
    'engines',
    'grid',
    'splits',
    'prepares',
    'protocol',
    'metric',
    'rounds',
    'constructor',
  )
  const leaf = fc.oneof(
    fc.constantFrom('wine', 'ml-knn', 'euclidean', '20ms', 1, -1, 0.5, null, true),
    fc.string(),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value')),
    ),
  }))
  fc.assert(
    fc.property(fc.dictionary(key, value), (part) => {
      const file = { name: 'a', datasets: ['wine'], engines: ['ml-knn'], ...part }
      for (const line of outcome(JSON.stringify(file)).split('\n'))
        expect(line).toMatch(/^(read$|mine\.yaml:\d+:\d+: .)/)
    }),
    RUNS,
  )
})

function outcome(written: string): string {
  try {
    parse(written)
    return 'read'
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}
