import { describe, expect, test } from 'vitest'
import { type LedgerRecord, recordSchema } from '../../src/ledger/record.ts'
import { DOCUMENT_RENDERERS, RENDERERS } from '../../src/report/render/index.ts'
import { reportDocument } from '../../src/report/report-document.ts'
import { TABLE_NAMES, TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TINY } from './fixtures.ts'
import { paperFiles } from './paper-fixture.ts'

/** A window title, a colour, a reversed reading direction, the one-byte CSI, and row ends that would begin a line. */
const PAYLOAD = '\u001b]0;owned\u0007\u001b[2J\u202egnp\u009b1m\n\r\u2028@line'
/** No wrapping, so that a line begins only where the report begins one. */
const OPTIONS = { width: 1e6, color: 'plain' } as const

const WARNINGS = [
  { code: 'constant-column', column: 'warned column' },
  { code: 'unseen-level', column: 'warned column', level: 'warned level', rows: 3 },
  { code: 'positive-guessed', positive: 'warned class' },
  { code: 'of another version' },
]

/** A ledger in which a stranger's words stand wherever they can: a wrong cell, a failed one, every warning. */
const ledger = fixtureLedger({
  ...TINY,
  P: 1,
  grid: { n_neighbors: [1, 5, 9], metric: ['euclidean'], weights: ['uniform'] },
  cases: [{ ...TINY.cases[0], warnings: WARNINGS }],
  engines: TINY.engines.map((engine) => ({
    ...engine,
    grade: (_, { n_neighbors }) =>
      engine.engine === 'ts-kd-tree' && n_neighbors === 5 ? 'wrong' : 'identical',
    failure: (_, { n_neighbors }) =>
      n_neighbors === 9 ? { kind: 'crashed', stage: 'answers', message: 'failure message' } : undefined,
  })),
})

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(stringsIn)
}

/** The value with every string that equals `from` replaced, wherever it stands, so that records still join. */
function replaced(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return value === from ? to : value
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one) => replaced(one, from, to))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, from, to)]))
}

const plain: Json[] = JSON.parse(JSON.stringify(ledger.records))

/** The ledger with this string replaced, or undefined if the schema allows no other text there. */
function withText(from: string): LedgerRecord[] | undefined {
  const parsed = plain.map((record) => recordSchema.safeParse(replaced(record, from, from + PAYLOAD)))
  return parsed.every(({ success }) => success) ? parsed.flatMap(({ data }) => data ?? []) : undefined
}

const attacks = [...new Set(plain.flatMap(stringsIn))].flatMap((text): [string, LedgerRecord[]][] => {
  const records = withText(text)
  return records === undefined ? [] : [[text, records]]
})

test('the schema leaves these texts to a stranger, and no name or command', () => {
  const texts = attacks.map(([text]) => text)
  for (const free of [
    ...[
      'euclidean',
      'failure message',
      'warned column',
      'warned level',
      'warned class',
      'of another version',
    ],
    ...[
      'benign',
      'malignant',
      'default',
      'holdout-0.2-stratified',
      'node v20.20.2',
      'session-1',
      'Example CPU',
    ],
    ...['scikit-learn is not installed', 'breast-cancer-0-1-ts-brute-main'],
    'neighbor 3 of 5 is training row 402 at 1.2180, but row 88 at 1.2079 is nearer',
    'breast-cancer/holdout-0.2-stratified-42/default',
  ])
    expect(texts).toContain(free)
  for (const name of ['quick', 'breast-cancer', 'ts-brute', 'ts-kd-tree', 'knnbench engines setup sklearn'])
    expect(texts).not.toContain(name)
})

/** Whatever the report can print of these records, and the study as the user typed it. */
function outputs(records: readonly LedgerRecord[], study: string): string[] {
  const results = resultsOf({ ...ledger, records: [...records] })
  const tables = TABLE_NAMES.map((name) => TABLES[name].make(results))
  return [
    terminalReport(results, { ...OPTIONS, study }),
    RENDERERS.terminal.render(tables, OPTIONS),
    RENDERERS.json.render(tables, OPTIONS),
    RENDERERS.markdown.render(tables, OPTIONS),
    RENDERERS.latex.render(tables, OPTIONS),
    RENDERERS.html.render(tables, OPTIONS),
    ...Object.values(DOCUMENT_RENDERERS).map((render) => render(reportDocument(results, { study }))),
    ...tables.map((table) => RENDERERS.csv.render([table], OPTIONS)),
    ...paperFiles(results).map(({ text }) => text),
  ]
}

/** Controls and direction marks, but the report's own row ends. */
const UNSAFE = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e]/u

describe('reaches the terminal as mere text:', () => {
  test.each(attacks)('%s', (_, records) => {
    for (const output of outputs(records, 'quick')) {
      expect(output).not.toMatch(UNSAFE)
      expect(output.split('\n').filter((line) => line.trimStart().startsWith('@line'))).toEqual([])
    }
  })

  test('the study as it was typed', () => {
    for (const output of outputs(ledger.records, `study.yaml${PAYLOAD}`)) expect(output).not.toMatch(UNSAFE)
  })
})

test('a metric of the stranger is in the sentence of the wrong row, without its controls', () => {
  const records = attacks.find(([text]) => text === 'euclidean')?.[1] ?? []
  expect(outputs(records, 'quick')[0]).toContain(
    'ts-kd-tree is wrong in 1 of 3 configurations, first at k = 5, euclidean]0;owned[2Jgnp1m @line, uniform',
  )
})
