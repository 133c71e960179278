/**
 * Names of distance metrics. All are plain words but Minkowski's, which holds its p: `minkowski(3)`. So a metric stays one
 * text in grids, keys and tables, and p has one spelling, the shortest decimal.
 */

const MINKOWSKI = 'minkowski'
/** Beyond it differences below 2⁻¹⁷ have no power left that a float64 can hold; chebyshev is then nearly the same. */
const LARGEST_P = 64

/** What a study may write where a manifest says `minkowski`. */
const MINKOWSKI_RULE = `minkowski(p) with a decimal number p above 1, not 2, up to ${LARGEST_P}`
/** The same as a pattern, but for the limits of p. */
export const MINKOWSKI_PATTERN = `^minkowski\\([1-9]\\d*(?:\\.\\d*[1-9])?\\)$`

/** A metric's name as manifests list it: `minkowski` of `minkowski(3)`, every other name itself. */
export function metricFamily(name: string): string {
  return pOf(name) === undefined ? name : MINKOWSKI
}

/** Whether what an engine offers includes this metric of a study: by its very name, or by its family. */
export function offersMetric(offered: readonly string[], name: string): boolean {
  return offered.includes(name) || offered.includes(metricFamily(name))
}

/** Whether a study may use this name; `known` has the families. */
export function isMetricName(name: string, known: readonly string[]): boolean {
  const p = pOf(name)
  if (p === undefined) return name !== MINKOWSKI && known.includes(name)
  const number = Number(p)
  const isInRange = number > 1 && number !== 2 && number <= LARGEST_P
  return known.includes(MINKOWSKI) && isInRange && String(number) === p
}

/** What a study may write, in words. */
export function metricRule(known: readonly string[]): string {
  return known.map((name) => (name === MINKOWSKI ? MINKOWSKI_RULE : name)).join(', ')
}

/** Names to choose from where one is not allowed: those of the p that was meant, or all. */
export function metricProposals(written: string, known: readonly string[]): string[] {
  const plain = known.filter((name) => name !== MINKOWSKI)
  const p = pOf(written)
  const number = Number(p)
  if (p === undefined) return known.includes(MINKOWSKI) ? [...plain, 'minkowski(3)'] : plain
  if (number === 1) return ['manhattan']
  if (number === 2) return ['euclidean']
  if (/^(?:inf|infinity|∞)$/i.test(p)) return ['chebyshev']
  const respelled = `minkowski(${number})`
  return isMetricName(respelled, known) ? [respelled] : []
}

/** What stands in the brackets, as it is written. */
function pOf(name: string): string | undefined {
  return /^minkowski\((.*)\)$/s.exec(name)?.[1]
}
