import { type AcrossTest, acrossTests } from './across-tests.ts'
import { countOf } from './answers-summary.ts'
import type { CaseDocument } from './document.ts'
import type { Results } from './results.ts'
import { undefinedWords } from './statistic-cell.ts'
import {
  type Cell,
  interval,
  intervalColumn,
  missing,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
} from './table.ts'

/** What the whole report says over all datasets: a section where some engine is complete on two of them, else none. */
export function acrossDocument(results: Results): CaseDocument[] {
  const tests = acrossTests(results)
  const most = Math.max(0, ...tests.map(({ one }) => one.complete.length))
  if (most < 2) return []
  return [
    {
      title: 'Across datasets',
      facts: [`n = ${countOf(most, 'dataset')}, each once`, `baseline ${results.study.baseline}`],
      table: acrossTable(tests, results),
      alarms: [],
      sentences: [...exactTest(tests), ...incomplete(tests)],
    },
  ]
}

const COLUMNS = [
  nameColumn('engine', 'engine', 0),
  numberColumn('datasets', 'datasets', 'count', 1),
  numberColumn('speed', '× as fast', 'ratio', 0),
  intervalColumn('speed_95', '95 % interval', 'ratio', 0),
  numberColumn('p_adjusted', 'Holm p', 'p', 0),
]

/** Fastest first. */
function acrossTable(tests: readonly AcrossTest[], { study }: Results): Table {
  const { baseline, analysis } = study
  return {
    name: 'across-datasets',
    title: 'Across datasets',
    unit_of_replication: 'dataset',
    family: `${countOf(tests.length, 'engine')} against ${baseline}, α = ${analysis.alpha} for the family`,
    columns: COLUMNS,
    rows: tests
      .toSorted((a, b) => (a.ratio ?? Number.MAX_VALUE) - (b.ratio ?? Number.MAX_VALUE))
      .map((one) => rowCells(one)),
    notes: [],
  }
}

/** A ratio of whose interval one end is a thousand times the other is not known at all. */
const OPEN_FACTOR = 1000

function rowCells({ one, ratio, t, p_adjusted }: AcrossTest): Cell[] {
  const none = missing(t.defined ? 'complete on no dataset' : undefinedWords(t.reason, 'datasets'))
  const ends = t.defined ? { low: Math.exp(-t.value.high), high: Math.exp(-t.value.low) } : undefined
  return [
    text(one.engine),
    number(one.complete.length, none),
    number(ratio === undefined ? undefined : 1 / ratio, missing('complete on no dataset')),
    ends !== undefined && ends.high > OPEN_FACTOR * ends.low
      ? missing('wider than a factor of 1,000: too few datasets')
      : interval(ends, none),
    number(p_adjusted, none),
  ]
}

function exactTest(tests: readonly AcrossTest[]): string[] {
  const [most] = tests.toSorted((a, b) => b.one.complete.length - a.one.complete.length)
  return most?.not_run === undefined
    ? []
    : [`p is of the paired t over datasets; exact Wilcoxon ${most.not_run}`]
}

function incomplete(tests: readonly AcrossTest[]): string[] {
  return tests.flatMap(({ one: { engine, incomplete: lacking } }) =>
    lacking.length === 0 ? [] : [`${engine} is without ${lacking.map(({ dataset }) => dataset).join(', ')}`],
  )
}
