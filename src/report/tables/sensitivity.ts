import { mean } from 'simple-statistics'
import { bootstrap } from '../../stats/bootstrap.ts'
import { effectSize } from '../../stats/effect-size.ts'
import { leastPairedP } from '../../stats/least-p.ts'
import { rankBiserial } from '../../stats/rank-biserial.ts'
import { signFlip } from '../../stats/sign-flip.ts'
import { chain, type Statistic } from '../../stats/statistic.ts'
import { tostP } from '../../stats/tost.ts'
import { equivalenceDelta } from '../../stats/verdict.ts'
import { wilcoxon } from '../../stats/wilcoxon.ts'
import { countOf } from '../answers-summary.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import type { Contrast, NullContrast } from '../contrast.ts'
import type { Measured } from '../estimate.ts'
import { tableFamily } from '../family-size.ts'
import { about, inference } from '../note.ts'
import { passMeans } from '../pass-means.ts'
import { percent } from '../percent.ts'
import type { CaseResults, Results } from '../results.ts'
import { cannotReach, statisticCell, undefinedWords } from '../statistic-cell.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'

/** Other tests of the same contrasts beside the one that decides, and effect sizes; one row an arm. */
export function sensitivityTable(results: Results): Table {
  const { alpha, equivalence } = results.study.analysis
  return {
    name: 'sensitivity',
    title: 'Sensitivity: other tests of the comparisons with the baseline, which decide nothing',
    unit_of_replication: 'round (one fresh process of each arm); of sign-flip, Wilcoxon and bootstrap a pass',
    ...tableFamily(results),
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => caseRows(results, one)),
    notes: [
      inference(
        'Nothing here decides: the verdict rests on the paired t over rounds alone, which was fixed in advance. Tests that disagree with it are a reason to look at the rounds, not to choose among p values. paired t p is not adjusted.',
      ),
      inference('Holm p and BH p adjust it over the family.', ['p_adjusted']),
      inference(
        'Benjamini–Hochberg (BH) keeps the share of false ones among the rejected, not the chance of any.',
        ['p_fdr'],
      ),
      inference(
        `Sign-flip and Wilcoxon are of the means of whole passes, not adjusted, and not run where even the clearest outcome could not reach α = ${alpha}.`,
        ['p_sign_flip', 'p_wilcoxon'],
      ),
      inference(`TOST is against a difference of ${percent(equivalence)} % or more, not adjusted.`, [
        'p_equivalence',
      ]),
      about(['d_z'], 'd_z: mean / sd of the log ratios of rounds.'),
      about(['g_z'], 'g_z: mean / sd of the log ratios of rounds, without its small-sample bias (Hedges).'),
      about(['rank_biserial'], 'rank-biserial: from −1 (every pass faster) to 1.'),
      inference(
        `Bootstrap: BCa of the ratio at 95 %, seed ${results.study.protocol.seed}, not adjusted; with few values it covers less often than that.`,
        ['ratio_bootstrap'],
      ),
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  textColumn('engine', 'engine', 0),
  textColumn('arm', 'arm', 0),
  numberColumn('passes', 'passes', 'count', 1),
  numberColumn('p', 'paired t p', 'p', 0),
  numberColumn('p_adjusted', 'Holm p', 'p', 1),
  numberColumn('p_fdr', 'BH p', 'p', 2),
  numberColumn('p_sign_flip', 'sign-flip p', 'p', 0),
  numberColumn('p_wilcoxon', 'Wilcoxon p', 'p', 0),
  numberColumn('p_equivalence', 'TOST p', 'p', 2),
  numberColumn('d_z', 'd_z', 'real', 2),
  numberColumn('g_z', 'g_z', 'real', 0),
  numberColumn('rank_biserial', 'rank-biserial', 'real', 1),
  intervalColumn('ratio_bootstrap', 'ratio, bootstrap', 'ratio', 1),
]

function caseRows(results: Results, { facts, contrasts }: CaseResults): Cell[][] {
  const named = (engine: string, arm: 'main' | 'null', cells: Cell[]) => [
    ...caseCells(facts),
    text(engine),
    text(arm),
    ...cells,
  ]
  const mains = contrasts.engines.map((one) => named(one.engine, 'main', mainCells(results, one)))
  const { null_arm } = contrasts
  return null_arm === undefined
    ? mains
    : [...mains, named(results.study.baseline, 'null', nullCells(results, null_arm))]
}

function mainCells(results: Results, contrast: Contrast): Cell[] {
  if (contrast.kind === 'not-compared') return notCompared(contrast.reason)
  const why = missing('the paired t has no p')
  const adjusted = [number(contrast.p_adjusted, why), number(contrast.p_fdr, why)]
  return testCells(results, contrast.measured, adjusted)
}

function nullCells(results: Results, contrast: NullContrast): Cell[] {
  if (contrast.kind === 'not-compared') return notCompared(contrast.reason)
  const outside = missing('null arm: the baseline compared with itself, outside the family')
  return testCells(results, contrast.measured, [outside, outside])
}

function notCompared(reason: string): Cell[] {
  return [missing(reason), ...Array.from({ length: COLUMNS.length - NAMING - 1 }, () => blank(reason))]
}

/** Columns that name the row. */
const NAMING = CASE_COLUMNS.length + 2

function testCells({ study, plan }: Results, { ratios, inference }: Measured, adjusted: Cell[]): Cell[] {
  const { alpha, equivalence } = study.analysis
  const passes = passMeans(ratios, plan?.subsets.length ?? 1)
  const delta = equivalenceDelta(equivalence)
  const effect = chain(inference, effectSize)
  const band = chain(inference, (estimate) => tostP(estimate, { lower: -delta, upper: delta }))
  return [
    statisticCell(passes, ({ length }) => length, 'rounds'),
    statisticCell(inference, ({ p }) => p, 'rounds'),
    ...adjusted,
    exactCell(passes, signFlip, alpha),
    exactCell(passes, wilcoxon, alpha),
    statisticCell(band, ({ p }) => p, 'rounds'),
    statisticCell(effect, ({ d_z }) => d_z, 'rounds'),
    statisticCell(effect, ({ g_z }) => g_z, 'rounds'),
    statisticCell(chain(passes, wilcoxon), rankBiserial, 'passes'),
    bootstrapCell(passes, study.protocol.seed),
  ]
}

/** The p of an exact test of pass means, or its name and why it is not run. */
function exactCell(
  passes: Statistic<readonly number[]>,
  test: (differences: readonly number[]) => Statistic<{ readonly p: number }>,
  alpha: number,
): Cell {
  const n = passes.defined ? passes.value.length : 0
  const unreachable = passes.defined
    ? cannotReach(leastPairedP(n), alpha, countOf(n, 'pass', 'passes'))
    : undefined
  return unreachable ?? statisticCell(chain(passes, test), ({ p }) => p, 'passes')
}

/** The fewest values of which the coverage was simulated (docs/statistics.md); with fewer, it only repeats them. */
const LEAST_RESAMPLED = 5

function bootstrapCell(passes: Statistic<readonly number[]>, seed: number): Cell {
  if (passes.defined && passes.value.length < LEAST_RESAMPLED)
    return missing(
      `not run: a bootstrap of ${countOf(passes.value.length, 'pass', 'passes')} would only repeat them; it takes ${LEAST_RESAMPLED}`,
    )
  const found = chain(passes, (values) =>
    chain(
      bootstrap(values, (sample) => mean([...sample]), { level: 0.95, seed }),
      ({ bca }) => bca,
    ),
  )
  if (!found.defined) return missing(undefinedWords(found.reason, 'passes'))
  return interval(
    { low: Math.exp(found.value.low), high: Math.exp(found.value.high) },
    missing('the interval ends beyond the largest number'),
  )
}
