import { describe, expect, it } from 'vitest'
import { parseStudy } from '../../src/config/parse-study.ts'
import type { Study } from '../../src/config/study.ts'
import { type StudyDraft, studyText } from '../../src/config/study-text.ts'
import { known } from './known.ts'

const DRAFT: StudyDraft = {
  name: 'mine',
  heading: ['About mine.csv'],
  task: 'classification',
  task_why: 'two classes',
  path: 'data/mine.csv',
  table: { target: 'y' },
  target_why: '',
  drop: [],
  categorical: [],
  missing: [],
  engines: [
    { value: 'ts-brute', why: 'first' },
    { value: 'ts-kdtree', why: '' },
  ],
  stratify: true,
  stratify_why: 'shares',
  rows: 256,
  score_rows: 'all',
}

const parsed = (draft: Partial<StudyDraft> = {}): Study =>
  parseStudy({ file: 'study.yaml', text: studyText({ ...DRAFT, ...draft }) }, known, { cwd: '/here' })

describe('the study of a table, as text', () => {
  it('is a study of the whole grid that ends in about 90 s', () => {
    const { grid, splits, prepares, protocol, baseline } = parsed()
    expect(baseline).toBe('ts-brute')
    expect([grid.n_neighbors.length, grid.metric.length, grid.weights.length]).toEqual([10, 2, 2])
    expect(splits).toEqual([{ kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 }])
    expect(prepares).toEqual({ default: ['impute-median', 'one-hot-drop-first', 'standardize'] })
    expect(protocol).toMatchObject({
      rounds: 10,
      configurations_per_round: 8,
      rows: 256,
      score_rows: 'all',
      max_arm_ns: 20e9,
      budget_ns: 90e9,
    })
  })

  it('keeps names that YAML or an object could take for something else', () => {
    const names = [
      'yes',
      '1e3',
      'a: b',
      '#x',
      '"',
      "'",
      '__proto__',
      'constructor',
      'ü\n',
      '- a',
      '\u202eb',
      '%',
    ]
    const entries = names.map((value) => ({ value, why: `it is ${value}` }))
    const [dataset] = parsed({
      path: 'da ta/#1: "x".csv',
      table: { target: 'no', positive: '1.0', delimiter: '\t', decimal: ',', encoding: 'latin1' },
      drop: entries,
      categorical: entries,
      missing: entries,
    }).datasets
    expect(dataset).toEqual({
      kind: 'file',
      name: 'mine',
      path: '/here/da ta/#1: "x".csv',
      table: {
        target: 'no',
        positive: '1.0',
        delimiter: '\t',
        decimal: ',',
        encoding: 'latin1',
        drop: names,
        categorical: names,
        missing: names,
      },
    })
  })

  it('says why beside each choice, on the same line', () => {
    const text = studyText({ ...DRAFT, drop: [{ value: 'id', why: 'numbers\nthe rows' }] })
    expect(text).toMatch(/^# About mine\.csv\n/)
    expect(text).toMatch(/^ {6}- id +# numbers\\u000athe rows$/m)
    expect(text).toMatch(/^task: classification +# two classes$/m)
    expect(text.endsWith('repeated\n')).toBe(true)
  })
})
