import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { parsePublished } from '../../src/audit/parse-published.ts'

const FILE = new URL('../../results/published/study.yaml', import.meta.url)
const figures = audit(parsePublished({ file: 'study.yaml', text: readFileSync(FILE, 'utf8') }))

function found(name: string) {
  const figure = figures.find((one) => one.figure === name)
  if (figure === undefined) throw new Error(`no figure ${name}`)
  return figure.finding
}

test.each([
  ['accuracy: t(4)', 3.5172],
  ['accuracy: p of the paired t test', 0.024512],
  ['accuracy: Cohen’s d', 1.5729],
  ['recall: p of the paired t test', 0.0016375],
  ['f1: p of the paired t test', 0.00090413],
  ['roc_auc: p of the paired t test', 4.2338e-6],
  ['precision: p of the paired t test', 0.1297],
  ['predict_ms: geometric mean of rust / python', 3.169],
  ['loan: F1 of rust', 0.79588],
  ['bank: accuracy of rust, from its matrix', 0.89],
  ['scaling_d: slope of rust', 12.923],
])('%s is inconsistent: %d', (name, value) => {
  const finding = found(name)
  expect(finding.outcome).toBe('inconsistent')
  const recomputed = 'recomputed' in finding ? finding.recomputed : undefined
  expect(Number(recomputed?.toPrecision(5))).toBe(value)
})

test('what the tables do give is consistent', () => {
  const names = [
    ...['accuracy', 'recall', 'f1', 'roc_auc', 'precision'].map((table) => `${table}: mean difference`),
    'memory_mb: smallest python / rust',
    'memory_mb: largest python / rust',
    'predict_ms: p of the paired t test',
    'accuracy: p, from the published t',
    'accuracy: interval, from the published t',
  ]
  expect(names.map((name) => found(name).outcome)).toEqual(names.map(() => 'consistent'))
})

test('0.7923 is no count over 2,000, and over 22,800 nothing can be said', () => {
  expect(found('bank: accuracy of rust, as a count')).toMatchObject({
    outcome: 'inconsistent',
    why: 'no count over 2000: 1584/2000 = 0.792, 1585/2000 = 0.7925',
  })
  expect(found('spotify: accuracy of rust, as a count').outcome).toBe('not-checkable')
})

test('no confusion matrix fits seven of the ten triples of scores, and spotify’s two have none in common', () => {
  const triples = figures.filter(({ figure }) => figure.endsWith('as one matrix'))
  const fitting = triples
    .filter(({ finding }) => finding.outcome === 'consistent')
    .map(({ figure }) => figure)
  expect(triples).toHaveLength(10)
  expect(fitting).toEqual([
    'social: scores of python, as one matrix',
    'spotify: scores of rust, as one matrix',
    'spotify: scores of python, as one matrix',
  ])
  expect(found('spotify: positive rows').outcome).toBe('inconsistent')
})

test('every bootstrap interval is too narrow, up to six times', () => {
  const widths = figures.filter(({ check }) => check === 'share-intervals')
  expect(widths.map(({ finding }) => finding.outcome)).toEqual(Array(10).fill('inconsistent'))
  const ratios = widths.map(({ finding, stands_for }) => {
    const recomputed = 'recomputed' in finding ? (finding.recomputed ?? 0) : 0
    return recomputed / (((stands_for?.low ?? 0) + (stands_for?.high ?? 0)) / 2)
  })
  expect(Math.min(...ratios)).toBeGreaterThan(1.3)
  expect(Math.max(...ratios)).toBeCloseTo(6.1, 1)
})
