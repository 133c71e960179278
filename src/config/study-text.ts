import { printable } from './printable.ts'
import type { TableOptions, Task } from './study.ts'
import { yamlText } from './yaml-text.ts'

/** A value with what a reader should know of it. */
interface Explained {
  readonly value: string
  readonly why: string
}

/** What a study about one table says, and why. */
export interface StudyDraft {
  /** Of the study and of its dataset. */
  readonly name: string
  /** Said of the whole, a line each. */
  readonly heading: readonly string[]
  readonly task: Task
  readonly task_why: string
  /** As it stands in the study file. */
  readonly path: string
  readonly table: Omit<TableOptions, 'drop' | 'categorical' | 'missing'>
  readonly target_why: string
  readonly drop: readonly Explained[]
  readonly categorical: readonly Explained[]
  readonly missing: readonly Explained[]
  /** The first one is the baseline. */
  readonly engines: readonly Explained[]
  readonly stratify: boolean
  readonly stratify_why: string
  readonly rows: number
  readonly score_rows: number | 'all'
}

/** The study file as text, each choice with its reason beside it. */
export function studyText(draft: StudyDraft): string {
  const { name, task, engines, stratify } = draft
  const { kind, test_size, seed } = FIRST_SPLIT
  return [
    ...draft.heading.map((line) => `# ${printable(line)}`),
    '',
    explained(`name: ${yamlText(name)}`, `results go to results/${name}`),
    explained(`task: ${task}`, draft.task_why),
    '',
    ...datasetLines(draft),
    '',
    explained('engines:', 'what is compared; see: knnbench engines list'),
    ...items('  ', engines),
    explained(`baseline: ${engines[0].value}`, 'every other engine is compared with this one'),
    '',
    explained('grid:', 'all combinations: 10 × 2 × 2 = 40 configurations'),
    explained('  n_neighbors: [1, 3, 5, 7, 9, 11, 15, 21, 31, 51]', 'how many neighbors vote'),
    explained('  metric: [euclidean, manhattan]', 'what "near" means'),
    explained('  weights: [uniform, distance]', 'equal votes, or votes of 1/distance'),
    '',
    explained(
      `split: { kind: ${kind}, test_size: ${test_size}, stratify: ${stratify}, seed: ${seed} }`,
      draft.stratify_why,
    ),
    '',
    explained('prepare:', 'in this order, fitted on the training part only'),
    ...FIRST_STEPS.map((step) => explained(`  - ${step}`, STEP_WORDS[step])),
    '',
    ...protocolLines(draft),
    '',
  ].join('\n')
}

/** How a first study splits, but for `stratify`, and prepares. */
export const FIRST_SPLIT = { kind: 'holdout', test_size: 0.2, seed: 42 } as const
export const FIRST_STEPS = ['impute-median', 'one-hot-drop-first', 'standardize'] as const

const STEP_WORDS = {
  'impute-median': 'fill missing numbers',
  'one-hot-drop-first': 'turn text columns into 0 and 1',
  standardize: 'mean 0, standard deviation 1',
} satisfies Record<(typeof FIRST_STEPS)[number], string>

function datasetLines({ name, path, table, target_why, drop, categorical, missing }: StudyDraft): string[] {
  const { target, positive, delimiter, decimal, encoding } = table
  return [
    'datasets:',
    `  - name: ${yamlText(name)}`,
    `    path: ${yamlText(path)}`,
    explained(`    target: ${yamlText(target)}`, target_why),
    ...(positive === undefined
      ? []
      : [
          explained(
            `    positive: ${quotedText(positive)}`,
            'what precision, recall and F1 are about; the last label in order',
          ),
        ]),
    ...(delimiter === undefined ? [] : [`    delimiter: ${quotedText(delimiter)}`]),
    ...(decimal === undefined ? [] : [explained(`    decimal: ${quotedText(decimal)}`, 'the decimal mark')]),
    ...(encoding === undefined ? [] : [`    encoding: ${encoding}`]),
    ...keyList('drop', 'columns to leave out', drop),
    ...keyList('categorical', 'columns to read as text although they hold numbers', categorical),
    ...keyList('missing', 'cells that mean "missing", in every column', missing, quotedText),
  ]
}

function keyList(key: string, why: string, entries: readonly Explained[], write = yamlText): string[] {
  if (entries.length === 0) return []
  return [explained(`    ${key}:`, why), ...items('      ', entries, write)]
}

function items(indent: string, entries: readonly Explained[], write = yamlText): string[] {
  return entries.map(({ value, why }) => explained(`${indent}- ${write(value)}`, why))
}

function protocolLines({ rows, score_rows }: StudyDraft): string[] {
  return [
    explained('protocol:', 'ends in about 90 s'),
    explained('  rounds: 10', 'every engine runs in 10 fresh processes'),
    explained('  configurations_per_round: 8', '8 of the 40 a round: 10 rounds cover all twice'),
    explained(`  rows: ${rows}`, 'test rows that are timed'),
    explained(`  score_rows: ${score_rows}`, 'test rows that are scored and checked; all: every one'),
    explained('  warmup: 100ms', 'run this long before the clock counts'),
    explained('  min_time: 10ms', 'repeat a prediction until it lasts this long'),
    explained('  max_arm: 20s', 'an engine that would take longer is left out'),
    explained('  budget: 90s', 'if all take longer, the slowest are left out'),
    explained('  seed: 1', 'of every random order, so that a run can be repeated'),
  ]
}

/** Text of a file that is best seen in quotes, numbers above all. */
function quotedText(text: string): string {
  return printable(JSON.stringify(text))
}

const COMMENT_COLUMN = 52

function explained(line: string, why: string): string {
  return why === '' ? line : `${line.padEnd(COMMENT_COLUMN)} # ${printable(why)}`
}
