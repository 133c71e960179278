import { describe, expect, test } from 'vitest'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import { type Configuration, configurationKey } from '../../src/report/configuration-key.ts'
import { RENDERERS } from '../../src/report/render/index.ts'
import type { Cell, Table } from '../../src/report/table.ts'
import { TABLE_NAMES, TABLES, type TableName } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, MIXED, resultsOf } from './fixtures.ts'
import { withCalibration } from './ledger-edits.ts'

const ledger = withCalibration(fixtureLedger(MIXED))
const results = resultsOf(ledger)
const OPTIONS = { width: 200, color: 'plain', study: 'quick' } as const
/** Units of what is measured: nothing in them goes without a right answer. */
const MEASURED = new Set(['ns', 'bytes', 'growth', 'ratio', 'per-second', 'real'])

/** `dataset engine` → the configurations whose values are shown; both arms share them. */
const shown = new Map<string, Set<string>>()
const graded = new Map<string, string>()
for (const { facts, arms } of results.cases) {
  for (const { engine, cells } of arms) {
    const measured = cells.filter(({ status }) => status === 'measured')
    shown.set(
      `${facts.dataset} ${engine}`,
      new Set(measured.map((one) => configurationKey(one.configuration))),
    )
    for (const { configuration, verification } of cells)
      graded.set(
        `${facts.dataset} ${engine} ${configurationKey(configuration)}`,
        verification?.grade ?? 'none',
      )
  }
}

function textAt({ columns }: Table, row: readonly Cell[], key: string): string | undefined {
  const cell = row[columns.findIndex((column) => column.key === key)]
  if (cell?.kind === 'text') return cell.text
  return cell?.kind === 'number' ? String(cell.value) : undefined
}

/** Measured values of a row: none may stand there without a right answer. */
function valuesOf({ columns }: Table, row: readonly Cell[]): Cell[] {
  return row.filter((cell, i) => MEASURED.has(columns[i].unit) && cell.kind !== 'missing')
}

/** Whether a configuration fits what a row says of it: all that it leaves open fit. */
function fits(table: Table, row: readonly Cell[], configuration: string): boolean {
  const [n_neighbors, metric, weights] = configuration.split('/')
  return Object.entries({ n_neighbors, metric, weights }).every(
    ([key, value]) => (textAt(table, row, key) ?? value) === value,
  )
}

test('the fixture has all that must not show a time, and more that does', () => {
  const grades = [...graded.values()]
  for (const grade of ['wrong', 'undecidable', 'labels-agree', 'identical', 'none'])
    expect(grades).toContain(grade)
  expect([...shown].map(([arm, cells]) => `${arm} ${cells.size}`)).toEqual([
    'breast-cancer ts-brute 10',
    'breast-cancer ts-kd-tree 10',
    'breast-cancer partly 4',
    'breast-cancer first-to-reach 10',
    'breast-cancer mine 10',
    'wine ts-brute 9',
    'wine ts-kd-tree 9',
    'wine partly 4',
    'wine first-to-reach 10',
    'wine mine 0',
  ])
})

/**
 * The fixture has one kind of weights, so nothing to set against each other; by-metric is made by the same code. It has
 * no approximate engine either: approximate.test.ts has; and one machine: machines.test.ts has more.
 */
const WITHOUT_ROWS: readonly TableName[] = ['by-weights', 'recall', 'machines']

/** Tables of single datasets; those over all of them are held by the poisoned times below. */
describe.each(
  TABLE_NAMES.filter((name) => {
    if (WITHOUT_ROWS.includes(name)) return false
    const { columns } = TABLES[name].make(results)
    return columns.some(({ unit }) => MEASURED.has(unit)) && columns.some(({ key }) => key === 'dataset')
  }),
)('table %s', (name) => {
  const table = TABLES[name].make(results)
  const rows = table.rows.map((row) => {
    const arm = shown.get(`${textAt(table, row, 'dataset')} ${textAt(table, row, 'engine')}`) ?? new Set()
    const isRight = [...arm].some((configuration) => fits(table, row, configuration))
    return { isRight, values: valuesOf(table, row) }
  })

  test('shows no measured value where no right cell stands behind it', () => {
    const without = rows.filter(({ isRight }) => !isRight)
    expect(without.length).toBeGreaterThan(0)
    expect(without.flatMap(({ values }) => values)).toEqual([])
  })

  test('shows measured values where one does', () => {
    expect(rows.filter(({ isRight, values }) => isRight && values.length > 0).length).toBeGreaterThan(5)
  })
})

type Block = RecordOf<'block'>
type Value = RecordOf<'measurement'>['value']

/** What a block measured for cells that show nothing takes a million times as long, and as much memory. */
function poisoned(records: readonly LedgerRecord[]): { records: LedgerRecord[]; changed: number } {
  const blocks = new Map(
    records.flatMap((one): [string, Block][] => (one.type === 'block' ? [[one.block_id, one]] : [])),
  )
  let changed = 0
  const edited = records.map((record) => {
    const block = record.type === 'measurement' ? blocks.get(record.block_id) : undefined
    if (record.type !== 'measurement' || block === undefined) return record
    const dataset = block.case_id.split('/')[0]
    const right = block.configurations.filter((one) =>
      shown.get(`${dataset} ${block.engine}`)?.has(configurationKey(one)),
    )
    if (right.some((one) => isAbout(record.value, one))) return record
    changed++
    return { ...record, value: multiplied(record.value) }
  })
  return { records: edited, changed }
}

function isAbout(value: Value, { n_neighbors, metric, weights }: Configuration): boolean {
  if (value.event === 'sample')
    return configurationKey(value.configuration) === `${n_neighbors}/${metric}/${weights}`
  const isOfMetric = !('metric' in value) || value.metric === null || value.metric === metric
  return isOfMetric && (value.event !== 'search' || value.n_neighbors === n_neighbors)
}

function multiplied(value: Value): Value {
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    /_(ns|bytes)$/.test(key) ? 1e6 * Number(one) : one,
  ])
  return Object.fromEntries(entries)
}

test('no number anywhere depends on what wrong and undecidable cells took', () => {
  const everything = (records: readonly LedgerRecord[]): string => {
    const found = resultsOf({ ...ledger, records: [...records] })
    const tables = TABLE_NAMES.map((name) => TABLES[name].make(found))
    return terminalReport(found, OPTIONS) + RENDERERS.json.render(tables, OPTIONS)
  }
  const { records, changed } = poisoned(ledger.records)
  expect(changed).toBeGreaterThan(200)
  expect(everything(records)).toBe(everything(ledger.records))
})

describe('the report', () => {
  const report = terminalReport(results, { ...OPTIONS, width: 400 })

  test('says how much of an engine its ratio covers', () => {
    expect(report).toContain('the ratio is over 8 of 9 configurations, those that the baseline has too')
    expect(report).toContain('the ratio is over 9 of 10 configurations, those that the baseline has too')
    expect(report).toMatch(/partly +\S+ µs¹ .* faster²/)
    expect(report).toContain("² 8 rounds, of the baseline's 10")
  })

  test('has a footnote on a declared vote that is not scikit-learn’s', () => {
    expect(report).toMatch(/first-to-reach .* labels-agree³/)
    expect(report).toContain(
      "³ labels only, no neighbors to check: at most 2.9 % wrong; its declared vote rule is not scikit-learn's and labels up to 3 rows differently",
    )
  })

  test('says how many rows were scored, and scores them in the order of the answers', () => {
    expect(report).toContain('50 of 114 test rows scored and graded')
    const accuracies = results.cases[0].arms[0].cells.map(({ scores }) => scores?.accuracy)
    for (const score of accuracies) expect(score?.defined && score.value).toBeGreaterThan(0.85)
  })
})
