import { describe, expect, test } from 'vitest'
import { toldNotes } from '../../src/report/note.ts'
import { paperLedger } from '../../src/report/paper/paper-ledger.ts'
import { PAPER_TABLES } from '../../src/report/paper/paper-tables.ts'
import { observationWords } from '../../src/report/render/observation-words.ts'
import type { Table } from '../../src/report/table.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import {
  ANSWERS_ONLY,
  FOLDED,
  FOLDS_ONLY,
  fixtureLedger,
  MIXED,
  NINE_DATASETS,
  resultsOf,
  TWO_CASES,
} from './fixtures.ts'
import { withOtherLabels } from './ledger-edits.ts'

const LEDGERS = {
  'two cases': fixtureLedger(TWO_CASES),
  mixed: fixtureLedger(MIXED),
  'nine datasets': fixtureLedger(NINE_DATASETS),
  'holdouts and folds': fixtureLedger(FOLDED),
  'folds alone': fixtureLedger(FOLDS_ONLY),
  'other labels': withOtherLabels(
    fixtureLedger(TWO_CASES),
    { engine: 'mine', dataset: 'breast-cancer' },
    { 3: [11, 27], 5: [2, 3, 11, 40] },
  ),
}

function paperLedgerOf(ledger: (typeof LEDGERS)['mixed']) {
  return paperLedger(resultsOf(ledger), 'only', {
    ledger: undefined,
    ledger_sha256: '0'.repeat(64),
    tool_version: '0.1.0',
  })
}

const isInference = ({ columns }: Table) =>
  columns.some(({ kind, unit }) => kind === 'interval' || unit === 'p')

describe.each(Object.entries(LEDGERS))('the methods of %s', (_, ledger) => {
  const { methods, tables, content } = paperLedgerOf(ledger)
  const words = methods.sections.flatMap(({ paragraphs }) => paragraphs).join('\n')
  const shown = tables.filter(
    ({ rows }, i) => rows.length > 0 && (content === 'times' || PAPER_TABLES[i].of === 'answers'),
  )

  test.each(shown.filter(isInference))('give unit, family, corrections and exclusions of $name', (table) => {
    const told = toldNotes(table, 'inference')
    expect(told).not.toEqual([])
    expect(words).toContain(
      `Table ${table.name} (${table.title}). ${[observationWords(table), ...told].join(' ')}`,
    )
    for (const exclusion of toldNotes(table, 'exclusion')) expect(words).toContain(`: ${exclusion}`)
  })

  test('speak of no table that is not there', () => {
    const named = [...words.matchAll(/^Table ([a-z-]+) \(/gm)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(0)
    for (const name of named) expect(shown.map((table) => table.name)).toContain(name)
  })
})

test('adjusted p values have a family, so that the methods can name it', () => {
  for (const ledger of Object.values(LEDGERS)) {
    for (const { table } of PAPER_TABLES) {
      const { columns, rows, family } = TABLES[table].make(resultsOf(ledger))
      const adjusted = columns.flatMap(({ key }, i) => (key.endsWith('_adjusted') ? [i] : []))
      if (rows.some((row) => adjusted.some((i) => row[i].kind === 'number'))) expect(family).toMatch(/^\d+ /)
    }
  }
})

describe('what the methods say of labels', () => {
  const words = (ledger: (typeof LEDGERS)['mixed'], title: string) =>
    paperLedgerOf(ledger).methods.sections.find((one) => one.title === title)?.paragraphs ?? []

  test('names the test that table disagreements has', () => {
    expect(words(LEDGERS['other labels'], 'Statistics').join()).toContain('exact McNemar test')
    expect(words(LEDGERS['other labels'], 'Tests and intervals by table').join()).toMatch(
      /Table disagreements .* Family: \d+ McNemar tests?, α = 0\.05/,
    )
  })

  test('lists what labels alone cannot decide among the exclusions', () => {
    expect(words(LEDGERS.mixed, 'Exclusions and failures')).toContain(
      'Engine partly on breast-cancer and wine: undecidable in 1 of 10 configurations (more than 1 % of the rows are ambiguous and labels alone cannot decide them).',
    )
    const { columns, rows } = TABLES.failures.make(resultsOf(LEDGERS.mixed))
    const status = columns.findIndex(({ key }) => key === 'status')
    const texts = rows.map((row) => row[status]).flatMap((cell) => (cell.kind === 'text' ? [cell.text] : []))
    expect(texts.filter((one) => one === 'undecidable')).toHaveLength(2)
  })

  test('of a study without times has no table of times', () => {
    const found = words(fixtureLedger(ANSWERS_ONLY), 'Tests and intervals by table').join('\n')
    expect(found).toContain('Table accuracy-intervals')
    expect(found).not.toMatch(/Table (comparisons|across-datasets|rounds)/)
  })
})
