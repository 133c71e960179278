import { leastPairedP } from '../../stats/least-p.ts'
import { type NemenyiPair, nemenyi } from '../../stats/nemenyi.ts'
import { type ComparedPair, pairwiseWilcoxon } from '../../stats/pairwise-wilcoxon.ts'
import { chain, finite } from '../../stats/statistic.ts'
import { countOf } from '../answers-summary.ts'
import { datasetRanks } from '../dataset-ranks.ts'
import { about, exclusion, inference } from '../note.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { cannotReach, statisticCell } from '../statistic-cell.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** All pairs of engines over the complete datasets: Wilcoxon with Holm, and Nemenyi's on the ranks. */
export function pairwiseTable(results: Results): Table {
  const { engines, datasets, values, ranks, exclusions } = datasetRanks(results)
  const { alpha } = results.study.analysis
  const pairs = pairwiseWilcoxon(values)
  const post = chain(ranks, (blocks) => finite(nemenyi(blocks, alpha)))
  const notRun = cannotReach(
    leastPairedP(datasets.length),
    alpha / pairs.length,
    countOf(datasets.length, 'complete dataset'),
  )
  // No mean ranks of k engines are further apart than k − 1.
  const isTooFew = post.defined && post.value.critical_difference > engines.length - 1
  const critical =
    post.defined && !isTooFew
      ? [
          inference(
            `Nemenyi’s test corrects for all pairs by itself; it is asymptotic and cautious with ties; mean ranks further apart than ${formatNumber(post.value.critical_difference, 'real')} differ at α = ${alpha}. It takes its ranks from all engines, so that a pair’s p depends on the others; prefer Wilcoxon’s.`,
            ['rank_difference', 'p_nemenyi'],
          ),
        ]
      : []
  return {
    name: 'pairwise',
    title: 'Pairs of engines over the datasets (ratio below 1: the first is faster)',
    unit_of_replication: 'dataset',
    family: `${countOf(pairs.length, 'pair')}, α = ${alpha} for the family`,
    columns: COLUMNS,
    rows: pairs.map((pair, i) => [
      text(engines[pair.first]),
      text(engines[pair.second]),
      number(pairRatio(values, pair), missing('no dataset is complete')),
      ...wilcoxonCells(pair, notRun),
      ...nemenyiCells(post.defined ? post.value.pairs[i] : undefined, isTooFew),
    ]),
    notes: [
      'ratio: geometric mean over the datasets of time of the first / time of the second.',
      inference(
        'Wilcoxon: exact signed-rank p of the log ratios, with Holm over all pairs, and not run where even the clearest outcome could not reach α in the family.',
      ),
      about(['rank_biserial'], 'rank-biserial: from −1 (the first is faster on every dataset) to 1.'),
      ...critical,
      inference(`Complete datasets: ${datasets.length === 0 ? 'none' : datasets.join(', ')}.`),
      ...exclusions.map(exclusion),
    ],
  }
}

const COLUMNS = [
  textColumn('first', 'first', 0),
  textColumn('second', 'second', 0),
  numberColumn('ratio', 'ratio', 'ratio', 0),
  numberColumn('p_wilcoxon', 'Wilcoxon p', 'p', 1),
  numberColumn('p_wilcoxon_adjusted', 'Holm p', 'p', 0),
  numberColumn('rank_biserial', 'rank-biserial', 'real', 1),
  numberColumn('rank_difference', 'rank difference', 'real', 0),
  numberColumn('p_nemenyi', 'Nemenyi p (asymptotic)', 'p', 0),
]

function pairRatio(values: readonly (readonly number[])[], { first, second }: ComparedPair): number {
  return Math.exp(values.reduce((sum, block) => sum + (block[first] - block[second]) / values.length, 0))
}

function wilcoxonCells({ test }: ComparedPair, notRun: Cell | undefined): Cell[] {
  return [
    notRun ?? statisticCell(test, ({ p }) => p, 'datasets'),
    notRun ?? statisticCell(test, ({ p_adjusted }) => p_adjusted, 'datasets'),
    statisticCell(test, ({ rank_biserial }) => rank_biserial, 'datasets'),
  ]
}

function nemenyiCells(pair: NemenyiPair | undefined, isTooFew: boolean): Cell[] {
  const none = missing('no ranks')
  const p = isTooFew
    ? missing('not run: with so few datasets no difference of mean ranks can reach α')
    : number(pair?.p, none)
  return [number(pair?.rank_difference, none), p]
}
