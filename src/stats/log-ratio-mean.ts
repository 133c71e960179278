import { mean } from 'simple-statistics'
import { finite, type Statistic, undefinedBecause } from './statistic.ts'

/**
 * y of one round: the mean over configurations of ln(t_engine / t_baseline), the logarithm of the geometric mean
 * of the time ratios (Fleming & Wallace 1986, Comm. ACM 29:218–221). Negative: the engine is faster. One value per
 * round, because the configurations of a round share its process and are no independent observations.
 * Undefined for no configuration, times not above 0 or not finite. Throws RangeError for unequal lengths.
 */
export function logRatioMean(
  engine_ns: readonly number[],
  baseline_ns: readonly number[],
): Statistic<number> {
  const ratios = logRatios(engine_ns, baseline_ns)
  if (!ratios.defined) return ratios
  return ratios.value.length === 0 ? undefinedBecause('too-few-values') : finite(mean(ratios.value))
}

/** ln(numerator / denominator), pair by pair; conditions as `logRatioMean`, but for an empty list, which stays one. */
export function logRatios(
  numerators: readonly number[],
  denominators: readonly number[],
): Statistic<number[]> {
  if (numerators.length !== denominators.length)
    throw new RangeError(`ratios need two sides: ${numerators.length} and ${denominators.length} values`)
  const values = [...numerators, ...denominators]
  if (!values.every(Number.isFinite)) return undefinedBecause('not-finite')
  if (!values.every((value) => value > 0)) return undefinedBecause('not-positive')
  return finite(numerators.map((value, index) => Math.log(value / denominators[index])))
}
