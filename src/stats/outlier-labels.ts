import { quantile } from './quantile.ts'
import { chain, findFault, type Statistic, undefinedBecause } from './statistic.ts'

export type OutlierLabel = 'far-low' | 'low' | 'usual' | 'high' | 'far-high'

/**
 * One label for each value, in their order: beyond the quartiles by more than 1.5 interquartile ranges is `low` or
 * `high`, by more than 3 `far-low` or `far-high` (Tukey 1977, Exploratory Data Analysis, §2D; quartiles as
 * `quantile`). Labels are reported; no value is ever dropped for one. Where the quartiles are equal, every
 * other value is far. Undefined for n < 4 (`too-few-values`: quartiles of fewer label nothing), values not finite.
 */
export function outlierLabels(values: readonly number[]): Statistic<OutlierLabel[]> {
  const fault = findFault(values, 4)
  if (fault !== undefined) return undefinedBecause(fault)
  return chain(quantile(values, 0.25), (q25) =>
    chain(quantile(values, 0.75), (q75): Statistic<OutlierLabel[]> => {
      const range = q75 - q25
      if (!Number.isFinite(range)) return undefinedBecause('not-finite')
      return { defined: true, value: values.map((value) => labelOf(value, { q25, q75, range })) }
    }),
  )
}

interface Quartiles {
  readonly q25: number
  readonly q75: number
  readonly range: number
}

function labelOf(value: number, { q25, q75, range }: Quartiles): OutlierLabel {
  const beyond = Math.max(q25 - value, value - q75)
  if (!(beyond > 1.5 * range)) return 'usual'
  if (value < q25) return beyond > 3 * range ? 'far-low' : 'low'
  return beyond > 3 * range ? 'far-high' : 'high'
}
