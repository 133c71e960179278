import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureLedger, TINY } from '../report/fixtures.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

/** A ledger whose tables of failures have a row: an engine that is not installed. */
function writeLedger(folder: string): void {
  const { records } = fixtureLedger({ ...TINY, S: 0, P: 0 })
  const lines = records.filter(({ type }) => type !== 'verification' && type !== 'data')
  place.write(`${folder}/ledger.jsonl`, lines.map((record) => `${JSON.stringify(record)}\n`).join(''))
}

beforeAll(() => {
  writeLedger('results/mine')
  writeLedger('results/other')
  writeLedger('copies/mine')
})

const report = (...words: string[]) => place.knnbench(['report', ...words])

describe('report', () => {
  test('prints whole reports in the formats that hold one', async () => {
    const markdown = await report('mine', '--format', 'markdown')
    expect([markdown.code, markdown.stdout]).toEqual([0, expect.stringMatching(/^# quick\n\n/)])
    const latex = await report('mine', '--format', 'latex')
    expect([latex.code, latex.stdout]).toEqual([
      0,
      expect.stringMatching(/^% Needs \\usepackage\{booktabs\}\.\n\\section\*\{quick\}/),
    ])
  })

  test('prints several tables, each once, in the order asked for', async () => {
    const { stdout } = await report(
      ...['mine', '--table', 'failures', '--table', 'cells', '--table', 'failures', '--format', 'markdown'],
    )
    expect(stdout.match(/^## \w+/gm)).toEqual(['## Failures', '## Cells'])
    const one = await report('mine', '--table', 'cells', '--table', 'failures', '--format', 'csv')
    expect([one.code, one.stderr]).toEqual([2, 'CSV holds one table, not 2. Name one with --table.\n'])
  })

  test('filters the rows of a table', async () => {
    const { stdout } = await report(
      'mine',
      '--table',
      'failures',
      '--filter',
      'engine=sklearn-brute',
      '--json',
    )
    expect(JSON.parse(stdout)[0].rows).toHaveLength(1)
    const slip = await report('mine', '--table', 'failures', '--filter', 'engine=sklearn-brutt')
    expect([slip.code, slip.stdout, slip.stderr]).toEqual([
      2,
      '',
      '--filter engine=sklearn-brutt: no row has that engine. Did you mean "sklearn-brute"? There are: sklearn-brute\n',
    ])
  })

  test.each([
    [['--filter', 'engine=a']],
    [['--rows', 'engine', '--json']],
    [['--value', 'reason', '--format', 'latex']],
  ])('asks for the table that %j changes', async (words) => {
    const { code, stderr } = await report('mine', ...words)
    expect([code, stderr]).toEqual([
      2,
      '--filter, --rows, --columns and --value change a table, not the whole report. Name one with --table.\n',
    ])
  })

  test('pivots one table, by three options', async () => {
    const words = ['mine', 'other', '--table', 'failures', '--rows', 'engine', '--columns', 'ledger']
    const { stdout } = await report(...words, '--value', 'status', '--format', 'csv')
    expect(stdout.split('\n')[0]).toBe('engine,ledger=mine,ledger=other')
    const less = await report(...words)
    expect([less.code, less.stderr]).toEqual([
      2,
      expect.stringMatching(
        /^a pivoted table needs --rows KEYS, --columns KEYS and --value KEY\. Columns of table failures: ledger, /,
      ),
    ])
    const two = await report(...words, '--value', 'status', '--table', 'cells')
    expect(two.stderr).toBe('--rows, --columns and --value pivot one table, not 2. Name one with --table.\n')
  })
})

describe('several ledgers', () => {
  test('are one table with a column that names them', async () => {
    const { code, stdout } = await report('mine', 'other', '--table', 'failures', '--format', 'csv')
    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual(['ledger', 'mine', 'other', ''])
  })

  test('that end alike are told apart by their paths', async () => {
    const { stdout } = await report('mine', 'copies/mine', '--table', 'failures', '--format', 'csv')
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual([
      ...['ledger', 'results/mine', 'copies/mine', ''],
    ])
  })

  test('have their whole reports one after the other', async () => {
    const { stdout } = await report('mine', 'other')
    expect(stdout.match(/^quick \(\w+\): /gm)).toEqual(['quick (mine): ', 'quick (other): '])
    const markdown = await report('mine', 'other', '--format', 'markdown')
    expect(markdown.stdout.match(/^# .*/gm)).toEqual(['# quick (mine)', '# quick (other)'])
  })

  test('are several', async () => {
    const { code, stderr } = await report('mine', 'results/mine/ledger.jsonl')
    expect([code, stderr]).toEqual([
      2,
      'mine and results/mine/ledger.jsonl are the same ledger. Name it once.\n',
    ])
  })
})
