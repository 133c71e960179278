import type { ScoreName } from '../metrics/scores.ts'
import { groupBy } from '../report/group-by.ts'
import { meanT } from '../stats/mean-t.ts'
import type { ComparedPair, OverallDifference } from './comparison.ts'
import { datasetOf } from './pair-series.ts'
import { mean } from './score-difference.ts'

/** One difference over several datasets, each of them one observation. */
export interface AcrossDatasets {
  readonly second: string
  readonly score: ScoreName
  readonly datasets: number
  readonly difference: number
  readonly inference: { readonly low: number; readonly high: number; readonly p: number } | undefined
}

const LEVEL = 0.95

/** Of every source that meets the first on two datasets or more; several splits of a dataset are one mean. */
export function acrossDatasets(pairs: readonly ComparedPair[]): AcrossDatasets[] {
  const all = pairs.flatMap((pair) =>
    pair.overall.map((one) => ({ ...one, second: pair.second.source, dataset: datasetOf(pair) })),
  )
  return [...groupBy(all, ({ second, score }) => `${second}\n${score}`).values()].flatMap((of) => {
    const differences = [...groupBy(of, ({ dataset }) => dataset).values()].flatMap(meanDifference)
    if (differences.length < 2) return []
    const test = meanT(differences, LEVEL, 1)
    return [
      {
        second: of[0].second,
        score: of[0].score,
        datasets: differences.length,
        difference: mean(differences),
        inference: test.defined ? test.value : undefined,
      },
    ]
  })
}

function meanDifference(of: readonly OverallDifference[]): number[] {
  const known = of.flatMap(({ difference }) => (difference.kind === 'missing' ? [] : [difference.difference]))
  return known.length === 0 ? [] : [mean(known)]
}
