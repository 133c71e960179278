import { describe, expect, test } from 'vitest'
import { specText, svgText } from '../../src/cli/picture-files.ts'
import { reportPage } from '../../src/cli/report-page.ts'
import { annotations } from '../../src/report/gate/annotations.ts'
import { benchmarkJson } from '../../src/report/gate/benchmark-json.ts'
import { gateJson } from '../../src/report/gate/gate-json.ts'
import { judgeGate } from '../../src/report/gate/gate-result.ts'
import { junit } from '../../src/report/gate/junit.ts'
import { gateMarkdown, gateText } from '../../src/report/gate/summary.ts'
import { PICTURE_NAMES, PICTURES } from '../../src/report/pictures/index.ts'
import { DOCUMENT_RENDERERS, RENDERERS } from '../../src/report/render/index.ts'
import { reportDocument } from '../../src/report/report-document.ts'
import { compareReproduction } from '../../src/report/reproduction/reproduction.ts'
import { recordedSetting, settingFacts } from '../../src/report/reproduction/setting.ts'
import { settingTable } from '../../src/report/reproduction/setting-table.ts'
import type { Results } from '../../src/report/results.ts'
import { TABLE_NAMES, TABLES, type TableName } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { causesLedger } from './causes-ledger.ts'
import {
  ANSWERS_ONLY,
  APPROXIMATE,
  FOLDED,
  FOLDS_ONLY,
  fixtureLedger,
  MIXED,
  NINE_DATASETS,
  resultsOf,
  SINGLE_ROWS,
  TINY,
  TWO_CASES,
} from './fixtures.ts'
import { gateResults, TOLERANCES } from './gate/gate-fixture.ts'
import { expectGolden } from './golden.ts'
import { withCalibration, withOtherLabels } from './ledger-edits.ts'
import { fileOf, paperFiles, paperOf } from './paper-fixture.ts'
import { regressionLedger } from './regression-ledger.ts'
import { twoLedgers } from './reproduction/edits.ts'

const twoCases = resultsOf(fixtureLedger(TWO_CASES))
const manyRounds = resultsOf(fixtureLedger({ ...TINY, P: 8 }))
const differing = resultsOf(
  withOtherLabels(
    fixtureLedger(TWO_CASES),
    { engine: 'mine', dataset: 'breast-cancer' },
    { 3: [11, 27], 5: [2, 3, 11, 40] },
  ),
)
const tiny = resultsOf(fixtureLedger(TINY))
const calibrated = resultsOf(withCalibration(fixtureLedger(TINY)))
const nineDatasets = resultsOf(fixtureLedger(NINE_DATASETS))

const approximate = resultsOf(fixtureLedger(APPROXIMATE))
const folded = resultsOf(fixtureLedger(FOLDED))
const changed = resultsOf(causesLedger())

const INFERENCE: readonly TableName[] = ['sensitivity', 'across-datasets', 'ranks', 'friedman', 'pairwise']
const OF_FOLDS: readonly TableName[] = ['folds', 'cross-validation', 'configuration-comparisons']

/** What looks otherwise where numbers are predicted, or is empty. */
const SCORED: readonly TableName[] = [
  'accuracy',
  'scores',
  'configurations',
  'confusion',
  'by-k',
  'by-metric',
  'cross-validation',
  'configuration-comparisons',
  'disagreements',
]

/** One row a cell or a measurement is too long to read for the larger study, and inference needs more datasets. */
function resultsFor(name: TableName): Results {
  if (name === 'cells' || name === 'samples') return tiny
  if (name === 'limit') return calibrated
  if (name === 'rounds') return manyRounds
  if (name === 'disagreements') return differing
  if (name === 'recall') return approximate
  if (name === 'causes') return changed
  if (OF_FOLDS.includes(name)) return folded
  return INFERENCE.includes(name) ? nineDatasets : twoCases
}

/** The stylesheet and its hash are in the page of the whole report; once is enough to read. */
function withoutStyle(page: string): string {
  return page.replace(/<style>[\s\S]*<\/style>/, '').replace(/sha256-[\w+/=]+/, 'sha256-…')
}

describe.each(TABLE_NAMES)('table %s', (name) => {
  const table = TABLES[name].make(resultsFor(name))

  test('as CSV is its golden', () => {
    expectGolden(`${name}.csv`, RENDERERS.csv.render([table], { width: 80, color: 'plain' }))
  })

  test('as JSON is its golden', () => {
    expectGolden(`${name}.json`, RENDERERS.json.render([table], { width: 80, color: 'plain' }))
  })

  test('as Markdown is its golden', () => {
    expectGolden(`${name}.md`, RENDERERS.markdown.render([table], { width: 80, color: 'plain' }))
  })

  test('as LaTeX is its golden', () => {
    expectGolden(`${name}.tex`, RENDERERS.latex.render([table], { width: 80, color: 'plain' }))
  })

  test('as HTML is its golden', () => {
    expectGolden(`${name}.html`, withoutStyle(RENDERERS.html.render([table], { width: 80, color: 'plain' })))
  })

  test('at the terminal is its golden', () => {
    expectGolden(`${name}.txt`, RENDERERS.terminal.render([table], { width: 120, color: 'plain' }))
  })
})

test.each([80, 120])('the report at %i columns is its golden', (width) => {
  expectGolden(`report-${width}.txt`, terminalReport(twoCases, { width, color: 'plain', study: 'quick' }))
})

test.each([
  ['markdown', 'md'],
  ['latex', 'tex'],
] as const)('the report as %s is its golden', (format, extension) => {
  const mixed = resultsOf(fixtureLedger(MIXED))
  const render = DOCUMENT_RENDERERS[format]
  expectGolden(`report.${extension}`, render(reportDocument(twoCases, { study: 'quick' })))
  expectGolden(
    `report-mixed.${extension}`,
    render(reportDocument(mixed, { study: 'quick', ledger: 'mixed_1' })),
  )
})

test('the report of engines right in part is its golden', () => {
  const results = resultsOf(fixtureLedger(MIXED))
  expectGolden('report-mixed.txt', terminalReport(results, { width: 100, color: 'plain', study: 'quick' }))
})

test('the report of a study that was only graded is its golden', () => {
  const results = resultsOf(fixtureLedger(ANSWERS_ONLY))
  expectGolden(
    'report-answers-only.txt',
    terminalReport(results, { width: 100, color: 'plain', study: 'configs/mine.yaml' }),
  )
})

test('the report of cross-validations beside holdouts is its golden', () => {
  expectGolden('report-folds.txt', terminalReport(folded, { width: 100, color: 'plain', study: 'quick' }))
  expectGolden('report-folds.md', DOCUMENT_RENDERERS.markdown(reportDocument(folded, { study: 'quick' })))
  expectGolden('report-folds.tex', DOCUMENT_RENDERERS.latex(reportDocument(folded, { study: 'quick' })))
})

test('the report of cross-validations alone is its golden', () => {
  const results = resultsOf(fixtureLedger(FOLDS_ONLY))
  expectGolden(
    'report-folds-only.txt',
    terminalReport(results, { width: 80, color: 'plain', study: 'quick' }),
  )
})

test('latency of one-row calls is its golden', () => {
  const table = TABLES.latency.make(resultsOf(fixtureLedger(SINGLE_ROWS)))
  expectGolden('latency-single.txt', RENDERERS.terminal.render([table], { width: 120, color: 'plain' }))
})

describe.each([
  ['terminal', 'txt'],
  ['csv', 'csv'],
  ['json', 'json'],
  ['markdown', 'md'],
  ['latex', 'tex'],
] as const)('a reproduction as %s', (format, extension) => {
  const { old, now } = twoLedgers()
  const scope = { engines: ['ts-brute', 'ml-knn'], datasets: ['wine'] }
  const facts = settingFacts(recordedSetting(old), { ...recordedSetting(now), pinned: undefined }, scope)
  const tables = [
    settingTable(facts),
    ...compareReproduction(old, now, { until: 'rounds', cases: 'holdouts', table: 'phases' }).tables,
  ]

  test.each(tables.map((table) => [table.name, table] as const))('has its golden of %s', (name, table) => {
    expectGolden(`${name}.${extension}`, RENDERERS[format].render([table], { width: 120, color: 'plain' }))
  })
})

test.each([
  ['two-cases', TWO_CASES],
  ['mixed', MIXED],
  ['single', SINGLE_ROWS],
  ['answers-only', ANSWERS_ONLY],
  ['folds', FOLDED],
  ['folds-only', FOLDS_ONLY],
  ['approximate', APPROXIMATE],
])('the methods of %s are their golden', (name, spec) => {
  const paper = paperOf(spec)
  expectGolden(`methods-${name}.md`, fileOf(paper, 'METHODS.md'))
  expectGolden(`methods-${name}.tex`, fileOf(paper, 'METHODS.tex'))
})

describe('a regression', () => {
  const results = resultsOf(regressionLedger())
  const options = { width: 120, color: 'plain' } as const

  test('has its golden of the report', () => {
    expectGolden('regression/report.txt', terminalReport(results, { ...options, study: 'regression' }))
  })

  test('has its golden of the methods', () => {
    expectGolden('regression/methods.md', fileOf({ files: paperFiles(results), left_out: [] }, 'METHODS.md'))
  })

  test.each(SCORED)('has its golden of table %s', (name) => {
    expectGolden(`regression/${name}.txt`, RENDERERS.terminal.render([TABLES[name].make(results)], options))
  })
})

test('the document of a paper is its golden', () => {
  expectGolden('paper.tex', fileOf(paperOf(TWO_CASES), 'main.tex'))
})

/** Every picture of two datasets on which all engines were timed. */
const threeEngines = resultsOf(fixtureLedger({ ...TWO_CASES, engines: TWO_CASES.engines.slice(0, 3) }))

test.each(PICTURE_NAMES)('picture %s is its goldens, twice', async (name) => {
  const picture = PICTURES[name].make(name === 'recall-throughput' ? approximate : threeEngines)
  if (picture.kind === 'undrawn') throw new Error(picture.reason)
  const svg = await svgText(picture)
  expectGolden(`pictures/${name}.vl.json`, specText(picture))
  expectGolden(`pictures/${name}.svg`, svg)
  expect(await svgText(picture)).toBe(svg)
})

test('the report as a page is its golden', async () => {
  expectGolden('report.html', await reportPage(tiny))
})

test('the report of approximate engines beside exact ones is its golden', () => {
  const options = { width: 100, color: 'plain', study: 'quick' } as const
  expectGolden('report-approximate.txt', terminalReport(approximate, options))
})

describe('a gate that', () => {
  const slower = { speed: () => Math.log(1.12), growth_bytes: 9_000_000 }
  const gates = {
    passed: judgeGate(gateResults(), TOLERANCES),
    slower: judgeGate(gateResults(slower), TOLERANCES),
    wrong: judgeGate(
      gateResults({ ...slower, grade: (dataset) => (dataset === 'wine' ? 'wrong' : 'identical') }),
      TOLERANCES,
    ),
    open: judgeGate(gateResults({}, {}, 0.5), TOLERANCES),
  }
  const OPTIONS = { width: 100, color: 'plain' } as const
  const codes = new Map([
    ['slower', 3],
    ['wrong', 5],
  ])

  test.each(Object.entries(gates))('%s is its goldens', (name, result) => {
    const view = {
      result,
      typed: { study: 'gate.yaml', head: './engine.yaml' },
      inconclusive: name === 'open' ? 'pass' : 'fail',
      caveats: [],
    } as const
    expectGolden(`gate/${name}.txt`, gateText(view, OPTIONS))
    expectGolden(`gate/${name}.md`, gateMarkdown(view, OPTIONS))
    expectGolden(`gate/${name}.xml`, junit(view))
    expectGolden(`gate/${name}.annotations`, annotations(view))
    expectGolden(`gate/${name}.benchmark.json`, benchmarkJson(result))
    expectGolden(
      `gate/${name}.json`,
      gateJson(view, { exit_code: codes.get(name) ?? 0, ledger: 'results/quick-gate/ledger.jsonl' }),
    )
  })
})

test('a golden that does not exist fails', () => {
  if (process.env.UPDATE_GOLDENS === '1') return
  expect(() => expectGolden('no-such-golden.txt', '')).toThrow('no golden no-such-golden.txt')
})
