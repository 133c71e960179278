import { holm } from '../../stats/holm.ts'
import { mcnemar } from '../../stats/mcnemar.ts'
import { treatmentPairs } from '../../stats/treatment-pairs.ts'
import { type AnswerGroup, labelGroups, type SharedCell } from '../answer-groups.ts'
import { countOf } from '../answers-summary.ts'
import { CASE_COLUMNS, CONFIGURATION_COLUMNS, caseCells, configurationCells } from '../case-columns.ts'
import { configurationKey } from '../configuration-key.ts'
import { groupBy } from '../group-by.ts'
import { type LabelDifference, labelDifference } from '../label-differences.ts'
import type { Verification } from '../ledger-index.ts'
import { inference } from '../note.ts'
import type { CaseResults, Results } from '../results.ts'
import { isRight } from '../right-grade.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { emptyNote, whyNoClasses } from '../task-scores.ts'

/** Where engines label test rows differently, and whether one of two is right more often. */
export function disagreementsTable(results: Results): Table {
  const whyEmpty = whyNoClasses(results.study)
  const found = whyEmpty === undefined ? results.cases.flatMap(rowsOf) : []
  const p_values = found.flatMap(({ test }) => (test.kind === 'p' ? [test.p] : []))
  const tests = p_values.length
  const adjusted = holm(p_values).values()
  return {
    name: 'disagreements',
    title: 'Disagreements: labels of two engines on one test set',
    unit_of_replication: 'test row',
    ...(tests === 0
      ? {}
      : { family: `${countOf(tests, 'McNemar test')}, α = ${results.study.analysis.alpha} for the family` }),
    columns: COLUMNS,
    rows: found.map((row) => cellsOf(row, adjusted)),
    notes: whyEmpty === undefined ? NOTES : [emptyNote(whyEmpty)],
  }
}

const NOTES = [
  'Engines with the same labels stand together, each only where it answered. One row for each configuration in which labels differ, and one for all in which they are the same. ambiguous: of the differing rows, those where ties or rounding leave more than one right label.',
  inference(
    'McNemar p: exact test of the rows that only one of both labels as the data does, on this one test set; Holm over the tests of this table, whose number depends on which rows differ and not on which of both labels is right there. Exact engines that differ in ambiguous rows alone agree: there is nothing to test.',
  ),
]

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('first', 'first', 0),
  textColumn('second', 'second', 0),
  ...CONFIGURATION_COLUMNS,
  numberColumn('configurations', 'configurations', 'count', 1),
  numberColumn('row_count', 'rows', 'count', 1),
  numberColumn('differing', 'differ', 'count', 0),
  numberColumn('share', 'share', 'share', 3),
  numberColumn('ambiguous', 'ambiguous', 'count', 1),
  numberColumn('first_only', 'first right', 'count', 1),
  numberColumn('second_only', 'second right', 'count', 1),
  numberColumn('p', 'McNemar p', 'p', 0),
  numberColumn('p_adjusted', 'Holm p', 'p', 2),
]

type Test = { readonly kind: 'p'; readonly p: number } | { readonly kind: 'none'; readonly reason: string }

interface Row {
  readonly named: readonly Cell[]
  readonly configurations: number
  readonly difference: LabelDifference
  readonly test: Test
}

/** Each group of engines that agree, then each two groups. */
function rowsOf(one: CaseResults): Row[] {
  const groups = labelGroups(one, ({ cells }) => cells.filter((cell) => cell.verification !== undefined))
  return [
    ...groups.flatMap((group) => agreements(one, group)),
    ...treatmentPairs(groups.length).flatMap(({ first, second }) =>
      pairRows(one, groups[first], groups[second]),
    ),
  ]
}

const NO_DIFFERENCE = { differing: 0, ambiguous: 0, first_only: 0, second_only: 0 }

/** One row for the configurations that the same engines of a group answered. */
function agreements({ facts }: CaseResults, { cells }: AnswerGroup): Row[] {
  const shared = cells.filter(({ engines }) => engines.length > 1)
  return [...groupBy(shared, enginesText)].map(([engines, of]) => {
    const rows = of.flatMap(({ verification }) => verification?.rows_graded ?? [])
    return agreement([...caseCells(facts), text(engines), text('each other')], rows)
  })
}

function enginesText({ engines }: SharedCell): string {
  return engines.join(', ')
}

/** Configurations with the same labels, each by the rows that were compared. */
function agreement(named: readonly Cell[], rows: readonly number[]): Row {
  return {
    named: [...named, ...configurationCells({})],
    configurations: rows.length,
    difference: { rows: Math.min(...rows), ...NO_DIFFERENCE },
    test: SAME,
  }
}

const SAME: Test = { kind: 'none', reason: 'the labels are the same, which needs no test' }

/** The configurations that differ, then all that do not as one row; engines are named where they answered. */
function pairRows(one: CaseResults, first: AnswerGroup, second: AnswerGroup): Row[] {
  const compared = first.cells.flatMap((cell) => {
    const key = configurationKey(cell.configuration)
    const other = second.cells.find(({ configuration }) => configurationKey(configuration) === key)
    const [a, b] = [cell.verification, other?.verification]
    const difference = a && b && labelDifference(one.scorer, a, b)
    if (other === undefined || a === undefined || b === undefined || difference === undefined) return []
    const engines = [enginesText(cell), enginesText(other)]
    return [{ configuration: cell.configuration, engines, graded: [a, b], difference }]
  })
  const named = (engines: readonly string[]) => [...caseCells(one.facts), ...engines.map((of) => text(of))]
  const same = compared.filter(({ difference }) => difference.differing === 0)
  return [
    ...compared
      .filter(({ difference }) => difference.differing > 0)
      .map(({ configuration, engines, graded, difference }) => ({
        named: [...named(engines), ...configurationCells(configuration)],
        configurations: 1,
        difference,
        test: testOf(difference, graded),
      })),
    ...[...groupBy(same, ({ engines }) => JSON.stringify(engines)).values()].map((of) =>
      agreement(
        named(of[0].engines),
        of.map(({ difference }) => difference.rows),
      ),
    ),
  ]
}

function testOf(
  { differing, ambiguous, first_only, second_only }: LabelDifference,
  graded: readonly Verification[],
): Test {
  if (ambiguous === differing && graded.every(({ grade }) => isRight(grade)))
    return { kind: 'none', reason: 'both labels are right wherever they differ, which is agreement' }
  if (graded.some(({ rows_ambiguous, ambiguous: listed }) => rows_ambiguous > listed.length))
    return { kind: 'none', reason: 'more rows are ambiguous than the ledger lists' }
  const test = mcnemar(first_only, second_only)
  return test.defined
    ? { kind: 'p', p: test.value.p }
    : { kind: 'none', reason: 'where they differ, neither label is that of the data' }
}

function cellsOf({ named, configurations, difference, test }: Row, adjusted: Iterator<number>): Cell[] {
  const { rows, differing, ambiguous, first_only, second_only } = difference
  const none = blank('none')
  const counts = [differing, differing / rows, ambiguous, first_only, second_only]
  return [
    ...named,
    number(configurations, none),
    number(rows, none),
    ...counts.map((count) => number(count, none)),
    ...(test.kind === 'p'
      ? [number(test.p, none), number(adjusted.next().value, none)]
      : [missing(test.reason), blank(test.reason)]),
  ]
}
