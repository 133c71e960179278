import { meanOf } from '../../src/compare/gather-series.ts'
import type { Facts, FoldFacts, Predictions, Series } from '../../src/compare/source.ts'
import type { ScoreName } from '../../src/metrics/scores.ts'

interface CellSpec {
  readonly k: number
  readonly score?: ScoreName
  readonly folds: readonly number[]
  /** Half a unit of the last printed digit. */
  readonly half_unit?: number
  readonly labels?: readonly Predictions[]
}

/** A series as a reader would give it; every cell is euclidean and uniform. */
export function seriesOf(
  source: string,
  facts: Facts,
  folds: readonly FoldFacts[],
  cells: readonly CellSpec[] = [],
): Series {
  return {
    source,
    dataset: 'wine',
    engine: 'engine',
    facts,
    folds,
    assumed: [],
    cells: cells.map(({ k, score = 'accuracy', folds: values, half_unit = 0, labels }) => {
      const printed = values.map((value) => ({ value, half_unit }))
      return {
        configuration: { n_neighbors: k, metric: 'euclidean', weights: 'uniform' },
        failed: undefined,
        scores: new Map([[score, { folds: printed, whole: meanOf(printed) }]]),
        predict_row_ns: undefined,
        predictions: (fold) => labels?.[fold],
      }
    }),
  }
}
