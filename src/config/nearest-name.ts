import { quoted } from './printable.ts'

/** Nobody types more of a name; distances between names of thousands of letters take minutes. */
const MAX_TYPED = 100

/** The known name with the smallest edit distance, when it is near enough to be a slip of the keyboard. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_TYPED) return undefined
  // A name of one letter is one edit away from every other one.
  const limit = Math.min(name.length - 1, Math.max(1, Math.floor(name.length / 3)))
  const ranked = known
    .filter((candidate) => Math.abs(candidate.length - name.length) <= limit)
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.candidate
}

/** Edits of one letter, a swap of two neighbors being one: optimal string alignment (Damerau 1964, Boytsov 2011 §2.2). */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = []
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = isSwap ? beforePrevious[j - 2] + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, substitution, swap))
    }
    beforePrevious = previous
    previous = row
  }
  return previous[b.length]
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  return nearest === undefined ? '' : ` Did you mean ${quoted(nearest)}?`
}
