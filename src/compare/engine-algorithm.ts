/** How a search goes about, in scikit-learn's words, by how the name of an engine ends. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|-)(?:brute|flat|exact)$/, 'brute'],
  [/(?:^|-)kd-?tree$/, 'kd_tree'],
  [/(?:^|-)ball-?tree$/, 'ball_tree'],
  [/(?:^|-)hnsw$/, 'hnsw'],
]

/** Undefined for an engine whose name does not say it. */
export function algorithmOf(engine: string): string | undefined {
  return ENDINGS.find(([ending]) => ending.test(engine))?.[1]
}
