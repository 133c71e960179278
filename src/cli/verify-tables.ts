import type { Check, Step } from '../conformance/check.ts'
import type { WrongWay } from '../conformance/verify-engine.ts'
import { type Table, text, textColumn } from '../report/table.ts'

/** What the suite found of one engine. */
export interface EngineVerification {
  readonly engine: string
  readonly library: string
  readonly version: string | null
  readonly checks: readonly Check[]
  readonly wrong: readonly WrongWay[]
}

const MARKS = {
  right: '✓',
  wrong: '✗ wrong',
  failed: '✗ failed',
  refused: 'refused',
  'left out': '–',
} as const

/** One row a check. */
export function checksTable({ engine, library, version, checks }: EngineVerification): Table {
  return {
    name: 'conformance',
    title: `${engine}${version === null ? '' : ` · ${library} ${version}`}`,
    unit_of_replication: 'check (fresh process)',
    columns: [
      textColumn('step', 'step', 0),
      textColumn('check', 'check', 0),
      textColumn('status', 'result', 0),
      textColumn('notes', 'how', 0),
    ],
    rows: checks.map(({ step, name, status, grades, notes }) => [
      text(step),
      text(name),
      text(MARKS[status]),
      text([...gradeWords(grades), ...notes].join('; ')),
    ]),
    notes: [],
  }
}

function gradeWords(grades: Check['grades']): string[] {
  const words = Object.entries(grades).map(([grade, count]) => `${count} ${grade}`)
  return words.length === 0 ? [] : [words.join(', ')]
}

/** One row an engine, one column a step: for a look at all of them. */
export function stepsTable(engines: readonly EngineVerification[]): Table {
  return {
    name: 'conformance',
    title: 'All engines × steps',
    unit_of_replication: 'check (fresh process)',
    columns: [
      textColumn('engine', 'engine', 0),
      textColumn('library', 'library', 2),
      textColumn('exists', 'exists', 0),
      textColumn('loads', 'loads', 0),
      textColumn('agrees', 'agrees', 0),
      textColumn('quality', 'quality', 1),
      textColumn('regression', 'regression', 0),
      textColumn('edges', 'edges', 0),
      textColumn('speed', 'speed', 1),
      textColumn('verdict', 'verdict', 0),
    ],
    rows: engines.map((one) => [
      text(one.engine),
      text(one.version === null ? one.library : `${one.library} ${one.version}`),
      ...(['exists', 'loads', 'agrees'] as const).map((step) => text(stepWords(one.checks, step))),
      text(qualityColumn(one.checks)),
      ...(['regression', 'edges'] as const).map((step) => text(stepWords(one.checks, step))),
      text(speedWords(one.checks)),
      text(verdictOf(one)),
    ]),
    notes: [],
  }
}

/** `✓ 13`, `12 of 13`, or what is missing. */
function stepWords(checks: readonly Check[], step: Step): string {
  const own = checks.filter((check) => check.step === step && check.status !== 'left out')
  if (own.length === 0) return '–'
  const right = own.filter(({ status }) => status === 'right' || status === 'refused').length
  if (right === own.length) return own.length === 1 ? '✓' : `✓ ${own.length}`
  const wrong = own.filter(({ status }) => status === 'wrong').length
  const failed = own.length - right - wrong
  return [
    `${right} of ${own.length}`,
    ...(wrong > 0 ? [`${wrong} wrong`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ')
}

/** `recall 0.9994` at the metric where it is least. */
function qualityColumn(checks: readonly Check[]): string {
  const recalls = checks.flatMap(({ step, quality }) => (step === 'quality' ? (quality?.recall ?? []) : []))
  return recalls.length === 0 ? '–' : `recall ${Math.min(...recalls).toFixed(4)}`
}

function speedWords(checks: readonly Check[]): string {
  const own = checks.filter(({ step }) => step === 'speed')
  return own.length === 0 ? '–' : own.map(({ name, notes }) => `${name} ${notes.join(' ')}`).join('; ')
}

/** Steps of which every datum has a right answer. */
const OF_ANSWERS: readonly Step[] = ['agrees', 'quality', 'regression']

type Verdict = 'right' | 'wrong' | 'unguarded' | 'failed' | 'not ready'

/** The worst of an engine; `unguarded` is one whose only wrong answers are to what has no right one. */
export function verdictOf({ checks, wrong }: Pick<EngineVerification, 'checks' | 'wrong'>): Verdict {
  const isWrong = checks.filter(({ status }) => status === 'wrong')
  if (wrong.length > 0 || isWrong.some(({ step }) => OF_ANSWERS.includes(step))) return 'wrong'
  if (checks.some(({ step, status }) => step === 'exists' && status === 'failed')) return 'not ready'
  if (checks.some(({ status }) => status === 'failed')) return 'failed'
  return isWrong.length > 0 ? 'unguarded' : 'right'
}

/** What is called wrong, since no known explanation holds. */
export const UNEXPLAINED = {
  'missed-neighbor': 'nearer rows are missed, and no known explanation holds',
  'wrong-distance': 'distances are wrong, and no known explanation holds',
  'invalid-index': 'neighbors are no rows, or the same row twice',
  'wrong-label': 'labels are wrong, and no known explanation holds',
  'wrong-value': 'numbers are wrong, and no known explanation holds',
  'wrong-shape': 'answers have the wrong shape',
} as const

/** One paragraph a way to be wrong, with the smallest data that shows it. */
export function wrongLines({ engine, wrong }: EngineVerification): string[] {
  return wrong.flatMap(({ explanation, kind, cells, checks, example, smallest }) => [
    '',
    `${engine} is wrong in ${cells} ${cells === 1 ? 'cell' : 'cells'} of ${checks.join(', ')}: ${explanation ?? UNEXPLAINED[kind]}`,
    ...(smallest === undefined
      ? [`  first: ${example}`, '  the same data in another process were not wrong again']
      : smallestLines(smallest)),
  ])
}

/** Data of more numbers are in the JSON alone. */
const MOST_SHOWN = 240

function smallestLines({
  configuration,
  data,
  test_row,
  sentence,
}: NonNullable<WrongWay['smallest']>): string[] {
  const { n_neighbors, metric, weights } = configuration
  const { X_train, y_train, X_score, before } = data
  const size = `${X_train.rows} × ${X_train.columns} training rows, ${X_score.rows} test ${X_score.rows === 1 ? 'row' : 'rows'}`
  const head = `  smallest data: ${size}, k=${n_neighbors} ${metric} ${weights}; test row ${test_row}: ${sentence}`
  if (X_train.values.length + X_score.values.length > MOST_SHOWN) return [head, '  the numbers: --json']
  return [
    head,
    `  X_train ${rowsText(X_train)}`,
    `  y_train [${y_train.join(', ')}]`,
    `  X_test  ${rowsText(X_score)}`,
    ...(before === undefined ? [] : [`  asked for in the calls before: ${rowsText(before)}`]),
  ]
}

function rowsText({ rows, columns, values }: NonNullable<WrongWay['smallest']>['data']['X_train']): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).join(', '),
  )
  return columns === 1 ? `[${lines.join(', ')}]` : lines.map((line) => `[${line}]`).join(' ')
}
