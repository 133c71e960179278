import type { FoundRow } from './layer-search.ts'

/**
 * SELECT-NEIGHBORS-HEURISTIC of the paper with keepPrunedConnections: of `candidates`, nearest first, those that are
 * nearer to the row than to any one chosen before, so that links lead into all directions; then the nearest others
 * until there are `most`. `between` is the value of two training rows.
 */
export function chooseLinks(
  candidates: readonly FoundRow[],
  most: number,
  between: (a: number, b: number) => number,
): number[] {
  if (candidates.length <= most) return candidates.map(({ row }) => row)
  const chosen: number[] = []
  const passed: number[] = []
  for (const { row, value } of candidates) {
    if (chosen.length === most) return chosen
    const isApart = chosen.every((other) => value < between(row, other))
    if (isApart) chosen.push(row)
    else passed.push(row)
  }
  return [...chosen, ...passed.slice(0, most - chosen.length)]
}
