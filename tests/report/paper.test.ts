import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PAPER_TABLES } from '../../src/report/paper/paper-tables.ts'
import { PICTURES } from '../../src/report/pictures/index.ts'
import { RENDERERS } from '../../src/report/render/index.ts'
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
import { fileOf, paperFiles, paperOf } from './paper-fixture.ts'

const paper = paperOf(TWO_CASES)
const results = resultsOf(fixtureLedger(TWO_CASES))

describe('a paper', () => {
  test('has every table as LaTeX, Markdown and CSV, or says why not', () => {
    const shown = PAPER_TABLES.map(({ table }) => table).filter(
      (table) => !paper.left_out.some((one) => one.table === table),
    )
    const formats = (table: string) =>
      paper.files.filter((file) => file.table === table).map(({ path }) => path)
    const long = ['cells', 'rounds'] // nothing to read on a page
    for (const table of shown.filter((name) => !long.includes(name)))
      expect(formats(table)).toEqual(['tex', 'md', 'csv'].map((end) => `tables/${table}.${end}`))
    for (const table of long) expect(formats(table)).toEqual([`tables/${table}.csv`])
    expect(paper.left_out).toEqual([
      ...['cross-validation', 'folds', 'configuration-comparisons'].map((table) => ({
        table,
        reason: 'the study has no cross-validation',
      })),
      { table: 'by-weights', reason: 'the grid has one kind of weights' },
    ])
  })

  test('has the whole tidy table as CSV', () => {
    for (const name of ['roc', 'scores', 'failures'] as const)
      expect(fileOf(paper, `tables/${name}.csv`)).toBe(
        RENDERERS.csv.render([TABLES[name].make(results)], { width: 80, color: 'plain' }),
      )
  })

  test('names every table with pages in main.tex, and what it leaves out', () => {
    const main = fileOf(paper, 'main.tex')
    const inputs = [...main.matchAll(/\\input\{([^}]*)\}/g)].map(([, path]) => `${path}.tex`)
    const tex = paper.files.map(({ path }) => path).filter((path) => path.endsWith('.tex'))
    expect(inputs.sort()).toEqual(tex.filter((path) => path !== 'main.tex').sort())
    expect(main).toContain('% Left out: by-weights (the grid has one kind of weights)')
    for (const [, label] of main.matchAll(/\\ref\{([^}]*)\}/g))
      expect(paper.files.filter(({ text }) => text.includes(`\\label{${label}}`))).toHaveLength(1)
  })

  test('is the same every time', () => {
    expect(paperOf(TWO_CASES)).toEqual(paper)
  })

  test('of a study in which nothing was timed has no table of times', () => {
    const { left_out, files } = paperOf(ANSWERS_ONLY)
    const times = PAPER_TABLES.filter((entry) => entry.of === 'times').map(({ table }) => table)
    expect(left_out.filter(({ reason }) => reason === 'nothing was timed').map(({ table }) => table)).toEqual(
      times,
    )
    expect(files.some(({ table }) => table === 'accuracy')).toBe(true)
  })

  test('of folds alone leaves out what is about holdouts, and says so', () => {
    const { left_out } = paperOf(FOLDS_ONLY)
    const reasons = new Map(left_out.map(({ table, reason }) => [table, reason]))
    expect(new Set(reasons.values())).toEqual(new Set(['the study has no holdout', 'nothing was timed']))
    for (const table of ['accuracy', 'roc', 'by-k', 'by-weights', 'disagreements'] as const)
      expect(reasons.get(table)).toBe('the study has no holdout')
    for (const name of ['roc', 'accuracy-by-k'] as const)
      expect(PICTURES[name].make(resultsOf(fixtureLedger(FOLDS_ONLY)))).toMatchObject({
        kind: 'undrawn',
        reason: 'the study has no holdout',
      })
    const grid = { n_neighbors: [5], metric: ['euclidean'], weights: ['uniform' as const] }
    expect(paperOf({ ...FOLDS_ONLY, grid }).left_out).toContainEqual({
      table: 'configuration-comparisons',
      reason: 'no engine has a right answer, or the grid has one configuration',
    })
  })

  test('of several ledgers has their rows in one table and the methods of each', () => {
    const both = paperOf(TWO_CASES, { ...TWO_CASES, seed: 8 })
    expect(fileOf(both, 'METHODS.md').match(/^# .*/gm)).toEqual([
      '# Methods: ledger-1',
      '# Methods: ledger-2',
    ])
    const [header, ...rows] = fileOf(both, 'tables/accuracy.csv').trim().split('\n')
    expect(header).toMatch(/^ledger,dataset,/)
    expect(new Set(rows.map((row) => row.split(',')[0]))).toEqual(new Set(['ledger-1', 'ledger-2']))
    expect(fileOf(both, 'tables/confusion.md')).toContain('| ledger-2 |')
  })
})

test('docs/paper.md says of every table what it answers', () => {
  const page = readFileSync('docs/paper.md', 'utf8')
  const [, answers] = page.split('## Which table answers what')
  const named = [...answers.split('##')[0].matchAll(/^\| .* \| (.*) \|$/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([^`]*)`/g)].map(([, name]) => name),
  )
  expect(named.sort()).toEqual(PAPER_TABLES.map(({ table }) => table).sort())
})

describe('its pages', () => {
  test('have the classes of a confusion matrix beside each other, and datasets with other classes apart', () => {
    const headers = fileOf(paper, 'tables/confusion.md').match(/^\| dataset .*/gm)
    expect(headers).toEqual([
      '| dataset | engines | true | predicted benign | predicted malignant |',
      '| dataset | engines | true | predicted 0 | predicted 1 | predicted 2 |',
    ])
  })

  test('have a row for engines of which the same is said, by a letter where they are many', () => {
    const markdown = fileOf(paper, 'tables/accuracy.md')
    expect(markdown).toMatch(/^\| breast-cancer \| ts-kd-tree, mine \|/m)
    const many = paperOf({
      ...TWO_CASES,
      engines: ['one', 'another', 'a-third', 'the-last-of-them'].map((engine) => ({
        ...TWO_CASES.engines[0],
        engine,
      })),
    })
    expect(fileOf(many, 'tables/accuracy.md')).toMatch(/^\| breast-cancer \| A \|/m)
    expect(fileOf(many, 'tables/accuracy.md')).toContain('Engines: A is another, a-third, the-last-of-them.')
  })

  test('have engines beside each other against k', () => {
    expect(fileOf(paper, 'tables/by-k.md').match(/^\| dataset .*/gm)).toEqual(
      Array.from({ length: 3 }, () => '| dataset | k | ts-brute | ts-kd-tree | ml-knn | mine |'),
    )
  })

  test('stay tidy where the rows of two cases cannot be told apart', () => {
    const { records, readAnswer } = fixtureLedger({ ...TWO_CASES, cases: [TWO_CASES.cases[0]] })
    const twin = (text: string) => text.replace('breast-cancer/holdout', 'breast-cancer/again')
    const doubled = records.flatMap((record) => {
      const other = JSON.parse(twin(JSON.stringify(record)))
      if (record.type === 'plan') return [{ ...record, arms: [...record.arms, ...other.arms] }]
      return 'case_id' in record && record.type !== 'block' ? [record, other] : [record]
    })
    const files = paperFiles(resultsOf({ records: doubled, readAnswer }))
    const headers = (name: string) =>
      files.find(({ path }) => path === `tables/${name}.md`)?.text.match(/^\| dataset .*/gm)
    expect(headers('by-k')).toEqual([
      '| dataset | engine | k | accuracy | recall | cells scored | predict | cells timed |',
    ])
    expect(headers('confusion')).toEqual([expect.stringContaining('| true | predicted | rows |')])
  })

  test('have failures that differ in the configuration alone in one row', () => {
    const markdown = fileOf(paper, 'tables/failures.md')
    expect(markdown).toMatch(/^\| wine \| ml-knn \| main \| unsupported \| .* not offered \| 5 \|$/m)
  })

  test('have a long curve at a few of its points', () => {
    const rows = (text: string) => text.split('\n').filter((line) => line.startsWith('| wine')).length
    expect(rows(fileOf(paper, 'tables/roc.md'))).toBe(6) // three curves, at 0 and at 1
    expect(fileOf(paper, 'tables/roc.md')).toContain('all points are in the CSV')
  })

  test('leave out columns that are empty or the same case in all rows', () => {
    expect(fileOf(paper, 'tables/latency.md')).not.toMatch(/p99 \||prepare/)
    expect(fileOf(paperOf(MIXED), 'tables/data.md')).not.toContain('sha256')
  })

  test('have no note on a column that they leave out', () => {
    for (const spec of [TWO_CASES, NINE_DATASETS, FOLDED]) {
      const tidy = resultsOf(fixtureLedger(spec))
      for (const { path, table, text } of paperOf(spec).files) {
        if (table === undefined || !path.endsWith('.md')) continue
        const { columns } = TABLES[table].make(tidy)
        for (const page of text.split(/^## /m).slice(1)) expect(strayNotes(page, columns)).toEqual([])
      }
    }
  })
})

/** Titles of columns that a page has not got, though a sentence below it explains them. */
function strayNotes(page: string, columns: Table['columns']): string[] {
  const lines = page.replaceAll('\\', '').split('\n')
  const heads =
    lines
      .find((line) => line.startsWith('| '))
      ?.split('|')
      .map((cell) => cell.trim()) ?? []
  const told = lines.filter((line) => !line.startsWith('|'))
  const emptied = told.filter((line) => line.startsWith('Without a value in any row: ')).join(' ')
  const isExplained = (title: string) =>
    told.some((line) => [`${title}: `, `${title} p: `].some((words) => startsSentence(line, words)))
  return columns
    .map(({ title }) => title)
    .filter((title) => !heads.includes(title) && !emptied.includes(title) && isExplained(title))
}

function startsSentence(line: string, words: string): boolean {
  return line.startsWith(words) || ['. ', '; ', ', '].some((before) => line.includes(before + words))
}
