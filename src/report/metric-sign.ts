const SIGNS: ReadonlyMap<string, string> = new Map([
  ['euclidean', 'L2'],
  ['manhattan', 'L1'],
  ['chebyshev', 'L∞'],
  ['cosine', 'cos'],
  ['hamming', 'ham'],
  ['minkowski', 'Lp'],
])

/** A distance metric in a narrow column: `L∞`; Minkowski's with its p, `L3`; a name without a sign stays itself. */
export function metricSign(name: string): string {
  const p = /^minkowski\((.+)\)$/.exec(name)?.[1]
  return p === undefined ? (SIGNS.get(name) ?? name) : `L${p}`
}
