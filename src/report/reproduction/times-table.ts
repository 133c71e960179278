import { armPredict_ns, reasonWithoutTimes, shownConfigurations } from '../arm-times.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { tableFamily } from '../family-size.ts'
import type { Results } from '../results.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { compareTimes, type TimesComparison } from './compare-times.ts'
import type { Outcome } from './outcome.ts'
import { type ArmPair, type ArmSide, dataDifference } from './paired-arms.ts'

export interface ComparedVerdict {
  readonly pair: ArmPair
  readonly outcome: Outcome
}

/** Times and verdicts of every arm: in the ledger, here, and their ratio. */
export function reproducedTimesTable(
  compared: readonly ComparedVerdict[],
  old: Results,
  now: Results,
): Table {
  return {
    name: 'reproduction-times',
    title: 'Times and verdicts: the ledger’s, and those of the same study here',
    unit_of_replication: 'pass over all configurations (each round a fresh process)',
    ...tableFamily(now),
    columns: COLUMNS,
    rows: compared.map(({ pair, outcome }) => row(pair, outcome, now.study.baseline)),
    notes: notes(old, now),
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  nameColumn('engine', 'engine', 0),
  { ...numberColumn('predict_old_ns', 'predict old', 'ns', 1), quantity: 'predict' },
  { ...numberColumn('predict_new_ns', 'predict new', 'ns', 1), quantity: 'predict' },
  numberColumn('ratio', 'new / old', 'ratio', 0),
  intervalColumn('ratio_95', '95 % interval', 'ratio', 1),
  numberColumn('speed_old', '× as fast old', 'ratio', 3),
  numberColumn('speed_new', '× as fast new', 'ratio', 3),
  textColumn('verdict_old', 'verdict old', 0),
  textColumn('verdict_new', 'verdict new', 0),
  textColumn('outcome', 'outcome', 0),
]

function notes({ plan: before }: Results, { plan: after }: Results): string[] {
  const sizes = [before, after].map((plan) => plan?.family_size ?? 0)
  return [
    'new / old: time of one call here / in the ledger, mean of logarithms over the configurations timed in both; above 1 is slower here. Its interval is Welch’s t over passes: two sessions share no round, so nothing is paired, and whatever differs between the environments is in it. It decides nothing.',
    '× as fast and verdicts compare each engine with the baseline of its own ledger, round by round; only a verdict that is not inconclusive is a claim.',
    ...(sizes[0] === sizes[1]
      ? []
      : [`The ledger’s verdicts are ${sizes[0]} comparisons decided together, these ${sizes[1]}.`]),
  ]
}

function row(pair: ArmPair, outcome: Outcome, baseline: string): Cell[] {
  const { old, now } = pair
  const times = 'arm' in now ? comparedTimes(old, now) : { reason: now.missing }
  const why = blank('reason' in times ? times.reason : 'not timed in both')
  return [
    ...caseCells(pair.facts),
    text(pair.engine),
    predictCell(old),
    'arm' in now ? predictCell(now) : blank(now.missing),
    ...('ratio' in times ? ratioCells(times, old, now) : [missing(times.reason), why]),
    speedCell(old, baseline),
    'arm' in now ? speedCell(now, baseline) : blank(now.missing),
    verdictCell(old, baseline),
    'arm' in now ? verdictCell(now, baseline) : text('not run', now.missing),
    outcomeCell(pair, outcome, baseline),
  ]
}

function comparedTimes(old: ArmSide, now: ArmSide): TimesComparison | { readonly reason: string } {
  const difference =
    dataDifference(old.facts, now.facts) ??
    (old.facts.timed_rows === now.facts.timed_rows ? undefined : 'other test rows were timed')
  if (difference !== undefined) return { reason: difference }
  return compareTimes(old, now) ?? { reason: 'no configuration was timed in both' }
}

function predictCell({ arm }: ArmSide): Cell {
  return number(armPredict_ns(arm), missing(reasonWithoutTimes(arm)))
}

function ratioCells(
  { ratio, ratio_95, configurations }: TimesComparison,
  old: ArmSide,
  now: ArmPair['now'],
): Cell[] {
  const none = missing('fewer than two passes on a side, or passes that do not vary')
  const cell = number(ratio, missing('a time is not a number above 0'))
  const most = Math.max(shownCount(old), shownCount(now))
  const isPart = cell.kind === 'number' && configurations < most
  return [
    isPart
      ? { ...cell, note: `over ${configurations} of ${most} configurations, those timed in both` }
      : cell,
    interval(ratio_95, none),
  ]
}

function shownCount(side: ArmPair['now']): number {
  return 'arm' in side ? shownConfigurations(side.arm).length : 0
}

function speedCell({ arm, contrast }: ArmSide, baseline: string): Cell {
  if (arm.engine === baseline) return number(1, blank('the baseline'))
  return contrast?.kind === 'compared'
    ? number(1 / contrast.ratio, blank(contrast.reason))
    : blank(contrast?.reason ?? 'not compared')
}

function verdictCell({ arm, contrast }: ArmSide, baseline: string): Cell {
  if (arm.engine === baseline) return text('baseline')
  if (contrast?.kind === 'compared') return text(contrast.verdict)
  return text('not compared', contrast?.reason)
}

function outcomeCell({ engine }: ArmPair, outcome: Outcome, baseline: string): Cell {
  return engine === baseline ? blank('the baseline is what the others are compared with') : text(outcome)
}
