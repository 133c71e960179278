import type { Claim, ClaimsFile } from '../../config/claims-file.ts'
import { countOf } from '../answers-summary.ts'
import { inference } from '../note.ts'
import {
  type Cell,
  interval,
  intervalColumn,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { MEASURES } from './measures.ts'
import type { ClaimVerdict, TestedClaim } from './test-claims.ts'

/** Where the reason of a verdict stands: below the table, or in a column for programs. */
export type ReasonPlace = 'footnote' | 'column'

/** Claims beside what a ledger says of them. */
export function claimsTable(
  { name, about, alpha, claims }: ClaimsFile,
  tested: readonly TestedClaim[],
  reasons: ReasonPlace,
): Table {
  return {
    name: 'claims',
    title: `${name}: claims against a ledger (${about})`,
    unit_of_replication: 'dataset, or a round where a claim is about one dataset alone',
    family: `${countOf(claims.length, 'claim')}, α = ${alpha} for all together`,
    columns: reasons === 'column' ? [...COLUMNS, textColumn('reason', 'reason', 1)] : COLUMNS,
    rows: tested.map((one) => [
      ...cellsOf(one),
      ...(reasons === 'column'
        ? [text(verdictText(one.verdict)), text(one.reason)]
        : [text(verdictText(one.verdict), one.reason)]),
    ]),
    notes: [
      'effect: scores engine − baseline, predict and memory engine / baseline (geometric mean), disagreement the share of test rows labeled otherwise; mean over datasets, and of a dataset over configurations and splits, which are no independent samples.',
      inference(
        'Interval: Student’s t at level 1 − α / claims. Supported: all of it is as claimed; contradicted: none of it. Times are also held against the noise of the null arm, which can only make a verdict inconclusive.',
      ),
      summary(tested),
    ],
  }
}

const VERDICTS = ['supported', 'contradicted', 'inconclusive', 'not-testable'] as const

function summary(tested: readonly TestedClaim[]): string {
  const counts = VERDICTS.map(
    (verdict) => `${tested.filter((one) => one.verdict === verdict).length} ${verdictText(verdict)}`,
  )
  return `${countOf(tested.length, 'claim')}: ${counts.join(', ')}.`
}

function verdictText(verdict: ClaimVerdict): string {
  return verdict === 'not-testable' ? 'not testable' : verdict
}

const COLUMNS = [
  nameColumn('claim', 'claim', 0),
  textColumn('text', 'in words', 4),
  textColumn('measure', 'measure', 4),
  nameColumn('engine', 'engine', 3),
  nameColumn('baseline', 'baseline', 3),
  textColumn('claimed', 'claimed', 0),
  numberColumn('effect', 'effect', 'real', 0),
  intervalColumn('effect_interval', 'interval', 'real', 1),
  textColumn('unit', 'unit', 4),
  numberColumn('datasets', 'datasets', 'count', 2),
  textColumn('verdict', 'verdict', 0),
]

function cellsOf({ claim, reason, effect }: TestedClaim): Cell[] {
  const none: Cell = { kind: 'missing', reason, footnote: 'said-in-row' }
  return [
    text(claim.name),
    text(claim.text),
    text(claim.measure),
    text(claim.engine),
    text(claim.baseline),
    text(claimedWords(claim)),
    number(effect?.value, none),
    interval(effect, none),
    effect === undefined ? none : text(effect.unit),
    number(effect?.datasets, none),
  ]
}

/** `higher, ≥ 3, ≤ 3.5`. */
function claimedWords({ direction, size, measure }: Claim): string {
  const sign = MEASURES[measure].kind === 'log-ratio' ? '×' : ''
  const { at_least, at_most } = size ?? {}
  return [
    ...(direction === undefined ? [] : [direction]),
    ...(at_least === undefined ? [] : [`≥ ${at_least}${sign}`]),
    ...(at_most === undefined ? [] : [`≤ ${at_most}${sign}`]),
  ].join(', ')
}
