import { describe, expect, test } from 'vitest'
import { joinReproduced } from '../../../src/report/reproduction/joined-table.ts'
import { selectConfiguration } from '../../../src/report/selected-configurations.ts'
import { numberColumn, type Table, text, textColumn } from '../../../src/report/table.ts'
import { TABLE_NAMES, TABLES } from '../../../src/report/tables/index.ts'
import { FOLDED, fixtureLedger, resultsOf, TINY } from '../fixtures.ts'
import { withOtherLabels } from '../ledger-edits.ts'
import { tableValues } from '../table-values.ts'
import { twoLedgers } from './edits.ts'

const value = (of: number) => ({ kind: 'number', value: of }) as const

function table(rows: Table['rows']): Table {
  return {
    name: 't',
    title: 'T',
    unit_of_replication: 'round',
    columns: [
      textColumn('engine', 'engine', 0),
      numberColumn('n_neighbors', 'k', 'none', 0),
      numberColumn('fit_ns', 'fit', 'ns', 1),
      numberColumn('accuracy', 'accuracy', 'score', 1),
      numberColumn('rounds', 'rounds', 'count', 5),
      textColumn('verdict', 'verdict', 0),
      textColumn('reason', 'reason', 0),
    ],
    rows,
    notes: ['of the table'],
  }
}
const row = (engine: string, k: number, fit: number, verdict = 'faster') =>
  [text(engine), value(k), value(fit), value(fit / 100), value(2), text(verdict), text('so')] as const

test('old, new and ratio of what is measured, old and new of what has no ratio; rows by their keys', () => {
  const joined = joinReproduced(
    table([row('a', 1, 10), row('b', 1, 20)]),
    table([row('b', 1, 30, 'slower'), row('a', 1, 5), row('a', 3, 7)]),
  )
  expect(joined?.columns.map(({ key, unit }) => `${key} ${unit}`)).toEqual([
    'engine none',
    'n_neighbors none',
    'fit_ns_old ns',
    'fit_ns_new ns',
    'fit_ns_ratio ratio',
    'accuracy_old score',
    'accuracy_new score',
    'verdict_old none',
    'verdict_new none',
  ])
  const gone = { kind: 'missing', reason: 'not in the ledger', footnote: 'shown' }
  const without = { kind: 'missing', reason: 'no value on one side', footnote: 'said-in-row' }
  expect(joined?.rows).toEqual([
    [
      text('b'),
      value(1),
      value(20),
      value(30),
      value(1.5),
      value(0.2),
      value(0.3),
      text('faster'),
      text('slower'),
    ],
    [
      text('a'),
      value(1),
      value(10),
      value(5),
      value(0.5),
      value(0.1),
      value(0.05),
      text('faster'),
      text('faster'),
    ],
    [text('a'), value(3), gone, value(7), without, gone, value(0.07), gone, text('faster')],
  ])
  expect(joined?.notes[0]).toBe('of the table')
})

test('a ratio to nothing, or of nothing, is no number', () => {
  const joined = joinReproduced(
    table([row('a', 1, 0), row('b', 1, 0)]),
    table([row('a', 1, 5), row('b', 1, 0)]),
  )
  for (const cells of joined?.rows ?? []) expect(cells[4].kind).toBe('missing')
})

function selection(rows: readonly (readonly [engines: string, k: number, selected: string, mean: number])[]) {
  return {
    ...table([]),
    columns: [
      textColumn('engines', 'engines', 0),
      numberColumn('n_neighbors', 'k', 'none', 0),
      textColumn('selected', 'selected', 0),
      numberColumn('mean', 'mean', 'score', 0),
    ],
    rows: rows.map(([engines, k, selected, mean]) => [text(engines), value(k), text(selected), value(mean)]),
  }
}

test('what is selected is a result: a row finds itself where the selection changed', () => {
  const joined = joinReproduced(
    selection([
      ['a, b', 1, 'yes', 0.9],
      ['a, b', 5, 'no', 0.8],
    ]),
    selection([
      ['a, b', 1, 'no', 0.7],
      ['a, b', 5, 'yes', 0.8],
    ]),
  )
  expect(joined?.columns.map(({ key }) => key)).toEqual([
    ...['engines', 'n_neighbors', 'selected_old', 'selected_new', 'mean_old', 'mean_new'],
  ])
  expect(joined?.rows).toEqual([
    [text('a, b'), value(1), text('yes'), text('no'), value(0.9), value(0.7)],
    [text('a, b'), value(5), text('no'), text('yes'), value(0.8), value(0.8)],
  ])
})

test('engines share a row where they shared one before; every engine finds its own old values', () => {
  const whole = selection([['a, b, c', 1, 'yes', 0.9]])
  const split = selection([
    ['a, c', 1, 'yes', 0.8],
    ['b', 1, 'no', 0.7],
  ])
  const gone = { kind: 'missing', reason: 'not in the ledger', footnote: 'shown' }
  expect(joinReproduced(whole, split)?.notes).toContain(
    'Here engines share a row where they share one in both ledgers.',
  )
  expect(joinReproduced(whole, split)?.rows).toEqual([
    [text('a, c'), value(1), text('yes'), text('yes'), value(0.9), value(0.8)],
    [text('b'), value(1), text('yes'), text('no'), value(0.9), value(0.7)],
  ])
  expect(joinReproduced(split, whole)?.rows).toEqual([
    [text('a, c'), value(1), text('yes'), text('yes'), value(0.8), value(0.9)],
    [text('b'), value(1), text('no'), text('yes'), value(0.7), value(0.9)],
  ])
  expect(
    joinReproduced(selection([['a', 1, 'no', 0.8]]), selection([['a, d', 1, 'yes', 0.9]]))?.rows,
  ).toEqual([
    [text('a'), value(1), text('no'), text('yes'), value(0.8), value(0.9)],
    [text('d'), value(1), gone, text('yes'), gone, value(0.9)],
  ])
})

test('a table that measures nothing has no old and new', () => {
  const results = resultsOf(fixtureLedger(TINY))
  expect(joinReproduced(TABLES.data.make(results), TABLES.data.make(results))).toBeUndefined()
})

test.each(TABLE_NAMES.filter((name) => name !== 'samples'))(
  'of table %s each row finds itself again',
  (name) => {
    const { old } = twoLedgers()
    const made = TABLES[name].make(old)
    const joined = joinReproduced(made, made)
    const at = (ending: string) =>
      joined?.columns.flatMap(({ key }, i) => (key.endsWith(ending) ? [i] : [])) ?? []
    for (const cells of joined?.rows ?? [])
      expect(at('_old').map((i) => cells[i])).toEqual(at('_new').map((i) => cells[i]))
  },
)

describe('where other labels make another configuration the best', () => {
  const ledger = fixtureLedger(TINY)
  const all = Array.from({ length: 60 }, (_, i) => i)
  const old = resultsOf(ledger)
  const best = selectConfiguration(old.cases[0].arms[0].cells, 'accuracy', 'best')?.cell.configuration
  const other = best?.n_neighbors === 1 ? 5 : 1
  const changes = `k = ${best?.n_neighbors}, euclidean, uniform → k = ${other}, euclidean, uniform`
  const worse = ['ts-brute', 'ts-kd-tree'].reduce(
    (from, engine) =>
      withOtherLabels(from, { engine, dataset: 'breast-cancer' }, { [best?.n_neighbors ?? 0]: all }),
    ledger,
  )
  const now = resultsOf(worse)

  test.each(['accuracy', 'accuracy-intervals', 'scores', 'configurations', 'confusion', 'roc'] as const)(
    'rows of %s find themselves, and say so',
    (name) => {
      const joined = joinReproduced(TABLES[name].make(old), TABLES[name].make(now))
      const rows = joined === undefined ? [] : tableValues(joined)
      expect(rows.map(({ selection }) => selection)).toContain(changes)
      const gone = joined?.rows
        .flat()
        .filter((cell) => cell.kind === 'missing' && cell.reason === 'not in the ledger')
      if (name !== 'roc') expect(gone).toEqual([]) // its curves have other numbers of points
      expect(joined?.notes.join(' ')).toContain('old and new are of different ones')
    },
  )

  test('a table of all configurations has no selection', () => {
    const joined = joinReproduced(TABLES.cells.make(old), TABLES.cells.make(now))
    expect(joined?.columns.map(({ key }) => key)).not.toContain('selection')
  })
})

const FOLDED_RESULTS = resultsOf(fixtureLedger(FOLDED))

test.each(TABLE_NAMES)('in table %s a selection is what is not needed to tell rows apart', (name) => {
  const rows = tableValues(TABLES[name].make(FOLDED_RESULTS))
  const [first = {}] = rows
  if (!['n_neighbors', 'metric', 'weights'].every((key) => key in first)) return
  const names = [
    'dataset',
    'split',
    'repeat',
    'fold',
    'engine',
    'engines',
    'arm',
    'round',
    'repeat',
    'score',
    'at',
  ]
  const keys = [
    ...names,
    'by',
    'choice',
    'actual',
    'predicted',
    'class',
    'point',
    'first',
    'second',
    'baseline',
  ]
  const told = new Set(rows.map((one) => JSON.stringify(keys.map((key) => one[key]))))
  const joined = joinReproduced(TABLES[name].make(FOLDED_RESULTS), TABLES[name].make(FOLDED_RESULTS))
  expect(told.size === rows.length).toBe(joined?.columns.some(({ key }) => key === 'selection') ?? false)
})
