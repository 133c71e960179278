/** The metrics to ask an engine for that declares these: Minkowski's with a broken and a whole p. */
export function askedMetrics(declared: readonly string[]): string[] {
  return declared.flatMap((name) => (name === 'minkowski' ? ['minkowski(1.5)', 'minkowski(3)'] : [name]))
}
