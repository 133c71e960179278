import { friedman } from '../../stats/friedman.ts'
import { type ImanDavenportTest, imanDavenport } from '../../stats/iman-davenport.ts'
import { leastFriedmanP } from '../../stats/least-p.ts'
import { chain } from '../../stats/statistic.ts'
import { countOf } from '../answers-summary.ts'
import { datasetRanks } from '../dataset-ranks.ts'
import { exclusion, inference } from '../note.ts'
import type { Results } from '../results.ts'
import { cannotReach, statisticCell } from '../statistic-cell.ts'
import { blank, type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/** Whether the engines differ in rank over the datasets at all; one row a test of the same ranks. */
export function friedmanTable(results: Results): Table {
  const { engines, datasets, ranks, exclusions } = datasetRanks(results)
  const { seed } = results.study.protocol
  const { alpha } = results.study.analysis
  const [n, k] = [datasets.length, engines.length]
  const unreachable = cannotReach(leastFriedmanP(n, k), alpha, countOf(n, 'complete dataset'))
  const test = chain(ranks, (blocks) => friedman(blocks, seed))
  const iman = chain(ranks, imanDavenport)
  const imanCell = (numberOf: (found: ImanDavenportTest) => number) =>
    ranks.defined && !iman.defined && iman.reason === 'zero-variance'
      ? missing('all datasets rank the engines alike, which leaves no error to divide by')
      : statisticCell(iman, numberOf, 'complete datasets')
  const statistic = statisticCell(test, ({ chi2 }) => chi2, 'complete datasets')
  const df = statisticCell(test, (found) => found.df, 'complete datasets')
  const none = blank('the test has no such number')
  const permuted = test.defined ? test.value : undefined
  return {
    name: 'friedman',
    title: 'Friedman: do the engines differ in rank over the datasets?',
    unit_of_replication: 'dataset',
    columns: COLUMNS,
    rows: [
      [
        ...named('Friedman', permuted === undefined ? 'permutation' : METHODS[permuted.method], [n, k]),
        ...[statistic, df, none],
        unreachable ?? statisticCell(test, ({ p }) => p, 'complete datasets'),
        unreachable === undefined ? number(permuted?.p_error, none) : none,
      ],
      [
        ...named('Friedman', 'χ², asymptotic', [n, k]),
        ...[statistic, df, none],
        unreachable ?? statisticCell(test, ({ p_asymptotic }) => p_asymptotic, 'complete datasets'),
        none,
      ],
      [
        ...named('Iman–Davenport', 'F, asymptotic', [n, k]),
        imanCell(({ f }) => f),
        imanCell(({ df_treatments }) => df_treatments),
        imanCell(({ df_error }) => df_error),
        unreachable ?? imanCell(({ p }) => p),
        none,
      ],
    ],
    notes: [
      inference(
        `One hypothesis, tested three ways on the same ranks, so no p is adjusted for others. Corrected for ties. The permutation p is the one to read: χ² and F are approximations that reject too often with a dozen datasets (docs/statistics.md). Where the orders are too many to count, it is from 19,999 drawn with seed ${seed}, and its standard error is given.`,
      ),
      inference(
        `Engines: ${engines.join(', ')}. Complete datasets: ${datasets.length === 0 ? 'none' : datasets.join(', ')}.`,
      ),
      ...exclusions.map(exclusion),
    ],
  }
}

const METHODS = { exact: 'permutation, exact', 'monte-carlo': 'permutation, Monte Carlo' } as const

const COLUMNS = [
  textColumn('test', 'test', 0),
  textColumn('method', 'method', 0),
  numberColumn('datasets', 'datasets', 'count', 1),
  numberColumn('engines', 'engines', 'count', 1),
  numberColumn('statistic', 'statistic', 'real', 0),
  numberColumn('df', 'df', 'count', 0),
  numberColumn('df_error', 'error df', 'count', 0),
  numberColumn('p', 'p', 'p', 0),
  numberColumn('p_error', 'its error', 'p', 0),
]

function named(test: string, method: string, [datasets, engines]: readonly [number, number]): Cell[] {
  const none = missing('none')
  return [text(test), text(method), number(datasets, none), number(engines, none)]
}
