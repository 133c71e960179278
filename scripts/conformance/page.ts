import type { Check } from '../../src/conformance/check.ts'
import { deviationRows, qualityRows, refusalLines, stepRow, wrongBlocks } from './engine-words.ts'
import { filesTable } from './files-table.ts'
import { markdownTable } from './markdown-table.ts'
import type { GradedFile } from './study-files.ts'

/** What `engines verify --json` prints of one engine. */
export interface Verification {
  readonly engine: string
  readonly library: string
  readonly version: string | null
  readonly verdict: string
  readonly checks: readonly Check[]
  readonly wrong: readonly WrongWay[]
}

export interface WrongWay {
  readonly words: string
  readonly cells: number
  readonly checks: readonly string[]
  readonly example: string
  readonly smallest: Smallest | null
}

export interface Smallest {
  readonly configuration: { readonly n_neighbors: number; readonly metric: string; readonly weights: string }
  readonly test_row: number
  readonly sentence: string
  readonly n_train: number
  readonly n_test: number
  readonly n_features: number
  readonly X_train: readonly (readonly number[])[] | null
  readonly y_train: readonly number[]
  readonly X_test: readonly (readonly number[])[] | null
}

interface PageParts {
  readonly verified: readonly Verification[]
  /** Engines that are not ready here, with what is missing. */
  readonly left_out: readonly string[]
  readonly files: readonly GradedFile[] | undefined
}

/** The whole page. */
export function conformancePage({ verified, left_out, files }: PageParts): string {
  const blocks = [
    INTRODUCTION,
    '## All engines × steps',
    markdownTable(
      [
        'engine',
        'library',
        'loads',
        'agrees',
        'regression',
        'edges',
        'speed on digits, × ts-brute',
        'verdict',
      ],
      verified.map(stepRow),
    ),
    `${verified.length} engines.${left_out.length === 0 ? '' : ` Not ready on this machine: ${left_out.join('; ')}.`} ${LEGEND}`,
    '## What is right and not the oracle’s own answer',
    DEVIATIONS,
    markdownTable(
      ['engine', 'tie', 'bound', 'vote by arrival', 'labels alone leave rows open'],
      verified.map(deviationRows),
    ),
    ...qualityBlocks(verified),
    '## What is wrong',
    WRONG,
    ...verified.flatMap(wrongBlocks),
    '## What is refused, and what should be',
    ...verified.flatMap(refusalLines),
    '## The published study’s five files',
    ...(files === undefined ? ['They were not there when this page was made.'] : filesTable(files)),
    '## The data of the suite',
    markdownTable(['step', 'check', 'data'], suiteData(verified)),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Nothing where no approximate engine was asked. */
function qualityBlocks(verified: readonly Verification[]): string[] {
  const rows = verified.flatMap(qualityRows)
  if (rows.length === 0) return []
  return [
    '## How near approximate engines come',
    QUALITY,
    markdownTable(['engine', 'metric', 'cells', 'recall', 'distance ratio', 'label agreement'], rows),
  ]
}

/** Every check once that has data; only some engines are asked for numbers. */
function suiteData(verified: readonly Verification[]): string[][] {
  const rows = verified
    .flatMap(({ checks }) => checks)
    .filter(({ step }) => step === 'agrees' || step === 'edges' || step === 'regression')
    .map(({ step, name, what }) => [step, name, what] as const)
  const found = new Map(rows.map((row) => [row.slice(0, 2).join(' '), row]))
  const steps = ['agrees', 'regression', 'edges']
  return [...found.values()]
    .toSorted(([a], [b]) => steps.indexOf(a) - steps.indexOf(b))
    .map((row) => [...row])
}

const INTRODUCTION = `# Conformance

What \`knnbench engines verify\` found of every engine. Made by

    npm run build && npx tsx scripts/conformance.ts FOLDER

Each check is a fresh process of the engine on the runner's own path: job, events, answer files, grades. An engine must
exist and load; agree with the oracle at every metric, weights and k, of numbers too where it offers regression; survive
or refuse the edges; only then is it timed.
An engine of your own is checked the same way: \`knnbench engines verify ./engine.yaml\`.`

const LEGEND =
  '*✓ n*: all n checks are right or refused by name. *unguarded*: every answer is right, but NaN or ±∞ are answered, too, instead of refused; studies refuse such data before any engine sees them. Speed is the ratio of four rounds with its 95 % interval: a sign of life, no comparison.'

const DEVIATIONS = `Each entry is the number of cells (metric × weights × k) over the checks *agrees*, *regression* and *edges*. A *tie* is
another choice among bit-equal distances. *Bound* is an answer within ε, which follows from the number type and form that the manifest
declares. *Vote by arrival* are rows decided by a declared vote that is not scikit-learn's. Engines without neighbors are
graded by labels, which ties leave open.`

const QUALITY = `Over the cells of *agrees* at default parameters, each cell (metric × weights × k on one set of data) counting once:
means, and of the distance ratio the median. Recall below half-way from that of k rows chosen by chance to 1 is called wrong.`

const WRONG = `An explanation is checked by grading the wrong cells again as it says: with it, no row of them is wrong any more. Where
none holds the cells are called wrong. The smallest data were found by leaving out rows and features while a fresh
process stays wrong in the same way.`
