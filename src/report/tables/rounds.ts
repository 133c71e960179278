import { leastPairedP, pairsToReach } from '../../stats/least-p.ts'
import { type OutlierLabel, outlierLabels } from '../../stats/outlier-labels.ts'
import { leastPositionP, positionEffect } from '../../stats/position-effect.ts'
import { roundsForWidth } from '../../stats/rounds-for-width.ts'
import { equivalenceDelta } from '../../stats/verdict.ts'
import { warmUp } from '../../stats/warm-up.ts'
import { countOf } from '../answers-summary.ts'
import type { ArmResults } from '../arm-results.ts'
import { armRounds, roundSamples, withinSubsets } from '../arm-rounds.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { type Drift, drifts } from '../drift.ts'
import type { Measured } from '../estimate.ts'
import { familySize } from '../family-size.ts'
import { groupBy } from '../group-by.ts'
import type { RoundValue } from '../log-ratios.ts'
import { isTold, noiseWords } from '../noise-words.ts'
import { inference } from '../note.ts'
import { percent } from '../percent.ts'
import type { CaseResults, Results } from '../results.ts'
import { cannotReach, statisticCell, undefinedWords } from '../statistic-cell.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { isOnePass } from '../verdict-words.ts'

/** Whether the rounds of every arm may be taken as independent and alike, and how many of them are enough. */
export function roundsTable(results: Results): Table {
  const { alpha, equivalence } = results.study.analysis
  const found = new Map(drifts(results).map((drift) => [drift.arm, drift]))
  return {
    name: 'rounds',
    title: 'Rounds: drift, position, warm-up, outliers, and how many rounds are enough',
    unit_of_replication: 'round (one fresh process of each arm)',
    ...driftFamily([...found.values()], alpha),
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => one.arms.map((arm) => row(one, arm, found.get(arm), results))),
    notes: [
      'Values are log ratios to the baseline, and of the baseline itself logarithms of its times; where rounds time subsets of the configurations, each is compared with those of its own subset. sd: of a value from round to round, in natural logarithms.',
      inference(
        'drift: Kendall’s τ with the order of rounds, Holm over all arms whose test could reach α. position: Kruskal–Wallis of the places in the round, asymptotic and cautious. warm-up: first sample of a round / median of its later ones, exact Wilcoxon. position and warm-up are not adjusted. Tests that could not reach α even at the clearest are not run.',
      ),
      'outlying rounds: beyond the quartiles by 1.5 (far: 3) interquartile ranges, counted from 0 as in the samples; they are reported and never dropped.',
      `noise: how far the null arm, the baseline a second time, may differ from the baseline by its 95 % interval. to decide: rounds, in whole passes, that would probably decide an inconclusive verdict; for ±${percent(equivalence)} %: for an interval at 1 − α/m that is no wider; for exact tests: with fewer, sign-flip and Wilcoxon of passes cannot reach α/m (α = ${alpha}).`,
    ],
  }
}

/** `12 tests of drift, α = 0.05 for the family`; which of them can reach α is known from the number of rounds. */
function driftFamily(found: readonly Drift[], alpha: number): Pick<Table, 'family'> {
  const able = found.filter(({ least_p }) => least_p <= alpha).length
  return able === 0 ? {} : { family: `${countOf(able, 'test')} of drift, α = ${alpha} for the family` }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 0),
  numberColumn('rounds', 'rounds', 'count', 0),
  numberColumn('sd', 'sd', 'real', 2),
  numberColumn('drift_tau', 'drift τ', 'real', 1),
  numberColumn('p_drift', 'drift p', 'p', 3),
  numberColumn('p_drift_adjusted', 'drift Holm p', 'p', 0),
  numberColumn('p_position', 'position p', 'p', 1),
  numberColumn('warm_up', 'warm-up', 'ratio', 3),
  numberColumn('p_warm_up', 'warm-up p', 'p', 3),
  textColumn('outliers', 'outlying rounds', 2),
  numberColumn('noise_share', 'noise', 'share', 1),
  numberColumn('rounds_to_decide', 'to decide', 'count', 2),
  numberColumn('rounds_for_width', 'for the width', 'count', 2),
  numberColumn('rounds_to_reach_alpha', 'for exact tests', 'count', 3),
]

function row(one: CaseResults, arm: ArmResults, drift: Drift | undefined, results: Results): Cell[] {
  const named = [...caseCells(one.facts), text(arm.engine), text(arm.arm)]
  const rounds = armRounds(arm, one, results)
  if (rounds.kind === 'none' || drift === undefined) {
    const reason = rounds.kind === 'none' ? rounds.reason : 'no rounds'
    return [...named, missing(reason), ...COLUMNS.slice(named.length + 1).map(() => blank(reason))]
  }
  const { alpha } = results.study.analysis
  return [
    ...named,
    number(rounds.ratios.rounds.length, missing('none')),
    withNote(
      statisticCell(rounds.inference, ({ sd }) => sd, 'rounds'),
      isOnePass(rounds.inference) ? 'one pass only: includes the spread between configurations' : undefined,
    ),
    ...driftCells(drift, alpha),
    positionCell(rounds, alpha),
    ...warmUpCells(arm, alpha),
    outlierCell(rounds),
    noiseCell(one),
    ...neededCells(one, arm, rounds, results),
  ]
}

function driftCells({ test, least_p, p_adjusted, rounds }: Drift, alpha: number): Cell[] {
  const notRun = test.defined ? cannotReach(least_p, alpha, rounds) : undefined
  const tau = statisticCell(test, (found) => found.tau, 'rounds')
  if (notRun !== undefined) return [tau, notRun, notRun]
  const p = statisticCell(test, (found) => found.p, 'rounds')
  return [tau, p, p.kind === 'missing' ? p : number(p_adjusted, missing('no p'))]
}

/** Of two rounds, one is as far above their mean as the other is below. */
const FEWEST_PASSES = 3

/** The values that rounds can be compared by, or why they cannot be. */
function comparable({ ratios: { rounds, by_subset, fault } }: Measured): readonly RoundValue[] | Cell {
  if (fault !== undefined) return missing(undefinedWords(fault, 'rounds'))
  if (by_subset.length > 1 && by_subset.some(({ length }) => length < FEWEST_PASSES))
    return missing(
      `not run: rounds are compared with those of the same configurations, which takes ${FEWEST_PASSES} passes`,
    )
  return withinSubsets(rounds)
}

function positionCell(measured: Measured, alpha: number): Cell {
  const values = comparable(measured)
  if ('kind' in values) return values
  const groups = [...groupBy(values, ({ position }) => position).values()]
  if (groups.length < 2) return missing('the same place in every round')
  const test = positionEffect(groups.map((group) => group.map(({ value }) => value)))
  const { length } = values
  const places = `${countOf(length, 'round')} over ${countOf(groups.length, 'place')}`
  const notRun = test.defined ? cannotReach(leastPositionP(length, groups.length), alpha, places) : undefined
  return notRun ?? statisticCell(test, ({ p }) => p, 'rounds')
}

function warmUpCells(arm: ArmResults, alpha: number): Cell[] {
  const samples = roundSamples(arm)
  if (samples.length === 0) {
    const once = missing('one sample of each configuration in a round: there is no later one')
    return [once, once]
  }
  const test = warmUp(samples)
  const notRun = cannotReach(leastPairedP(samples.length), alpha, countOf(samples.length, 'round'))
  return [
    statisticCell(test, ({ median_ratio }) => median_ratio, 'rounds'),
    notRun ?? statisticCell(test, ({ p }) => p, 'rounds'),
  ]
}

const LABELS = {
  'far-low': 'far low',
  low: 'low',
  usual: '',
  high: 'high',
  'far-high': 'far high',
} satisfies Record<OutlierLabel, string>

/** `3 high, 7 far low`. */
function outlierCell(measured: Measured): Cell {
  const values = comparable(measured)
  if ('kind' in values) return values
  const labels = outlierLabels(values.map(({ value }) => value))
  if (!labels.defined) return missing(undefinedWords(labels.reason, 'rounds'))
  const found = values.flatMap(({ round }, i) => {
    const label = LABELS[labels.value[i]]
    return label === '' ? [] : [`${round} ${label}`]
  })
  return text(found.length === 0 ? 'none' : found.join(', '))
}

function noiseCell({ contrasts: { null_arm } }: CaseResults): Cell {
  if (null_arm?.kind !== 'compared' || null_arm.noise_share === undefined)
    return missing('the null arm has no interval')
  const { noise_share, rounds } = null_arm
  return isTold(noise_share)
    ? number(noise_share, missing('not a finite number'))
    : missing(noiseWords(noise_share, rounds))
}

const AT_MOST = 'at most: one pass counts the spread between configurations as noise'
const ONE_PASS_TELLS_NOTHING = 'one pass cannot tell: it counts the spread between configurations as noise'

/** A number with a note, where there is one; a cell without a number keeps its reason. */
function withNote(cell: Cell, note: string | undefined): Cell {
  return cell.kind !== 'number' || note === undefined ? cell : { ...cell, note }
}

function neededCells(
  one: CaseResults,
  arm: ArmResults,
  { inference }: Measured,
  { study, plan }: Results,
): Cell[] {
  const contrast = one.contrasts.engines.find(({ engine }) => engine === arm.engine)
  if (arm.arm === 'null' || contrast?.kind !== 'compared' || plan === undefined) {
    const outside = blank('not in the family')
    return [outside, outside, outside]
  }
  const { alpha, equivalence, family } = study.analysis
  const family_size = familySize(plan, family, one.facts.dataset)
  const subsets = plan.subsets.length
  const wanted = { half_width: equivalenceDelta(equivalence), alpha, family_size }
  const width = inference.defined ? roundsForWidth({ sd: inference.value.sd, subsets }, wanted) : undefined
  const isOne = isOnePass(inference)
  const unlikely = isOne ? ONE_PASS_TELLS_NOTHING : 'more rounds alone are unlikely to decide it'
  const beyond = isOne ? ONE_PASS_TELLS_NOTHING : 'no number of rounds up to 10,000 would do'
  const none = inference.defined ? beyond : undefinedWords(inference.reason, 'rounds')
  const atMost = isOne ? AT_MOST : undefined
  return [
    withNote(
      number(contrast.rounds_needed, missing(contrast.verdict === 'inconclusive' ? unlikely : 'decided')),
      atMost,
    ),
    withNote(number(width?.defined ? width.value : undefined, missing(none)), atMost),
    number(subsets * pairsToReach(alpha, family_size), missing('none')),
  ]
}
