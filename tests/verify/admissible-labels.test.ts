import fc from 'fast-check'
import { expect, test } from 'vitest'
import { admissibleLabels, type Vote } from '../../src/verify/admissible-labels.ts'
import type { Candidates } from '../../src/verify/candidates.ts'

/** Candidates as the oracle orders them, from (value, slack, label). */
function candidatesOf(rows: readonly (readonly [value: number, slack: number, label: number])[]): Candidates {
  const sorted = rows.toSorted((a, b) => a[0] - b[0])
  return {
    labels: Int32Array.from(sorted, ([, , label]) => label),
    low: Float64Array.from(sorted, ([value, slack]) => Math.max(0, value - slack)),
    high: Float64Array.from(sorted, ([value, slack]) => value + slack),
  }
}

function voteOf(vote: Partial<Vote>): Vote {
  const euclidean = { n_classes: 3, unitRoundoff: 2 ** -53, distance: Math.sqrt }
  return { n_neighbors: 3, weights: 'uniform', rule: 'smallest-label', ...euclidean, ...vote }
}

function subsets(items: readonly number[]): number[][] {
  const all: number[][] = [[]]
  for (const item of items) all.push(...all.map((set) => [...set, item]))
  return all
}

/** Tries every set of k candidates, and for distance weights every way in which some of them may be zero. */
function admissibleByEnumeration(candidates: Candidates, vote: Vote): number[] {
  const all = Array.from(candidates.labels.keys())
  const admissible = new Set<number>()
  for (const set of subsets(all)) {
    if (set.length !== vote.n_neighbors) continue
    const outside = all.filter((i) => !set.includes(i))
    if (!set.every((i) => outside.every((j) => candidates.low[i] <= candidates.high[j]))) continue
    for (let label = 0; label < vote.n_classes; label++) {
      if (setElects(label, set, candidates, vote)) admissible.add(label)
    }
  }
  return [...admissible].sort((a, b) => a - b)
}

function setElects(label: number, set: readonly number[], candidates: Candidates, vote: Vote): boolean {
  const { labels, low, high } = candidates
  const sums = (members: readonly number[], weight: (i: number) => number) => {
    const result = new Array<number>(vote.n_classes).fill(0)
    for (const i of members) result[labels[i]] += weight(i)
    return result
  }
  const winsCount = (members: readonly number[]) => {
    const counts = sums(members, () => 1)
    const most = Math.max(...counts)
    return vote.rule === 'smallest-label' ? counts.indexOf(most) === label : counts[label] === most
  }
  if (vote.weights === 'uniform') return winsCount(set)
  const mayBeZero = set.filter((i) => low[i] === 0)
  const sureZeros = set.filter((i) => high[i] === 0)
  const zeroSets = subsets(mayBeZero).filter(
    (zeros) => zeros.length > 0 && sureZeros.every((i) => zeros.includes(i)),
  )
  if (zeroSets.some(winsCount)) return true
  if (sureZeros.length > 0) return false
  const weights = sums(set, (i) => 1 / Math.sqrt(labels[i] === label ? low[i] : high[i]))
  const rounding = 4 * vote.n_neighbors * vote.unitRoundoff
  return weights.every((weight) => weight * (1 - rounding) <= weights[label] * (1 + rounding))
}

const arbitraryCandidates = fc
  .array(
    fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 6, noNaN: true })),
      fc.constantFrom(0, 0, 0.3, 1, 2),
      fc.nat(2),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(candidatesOf)

for (const weights of ['uniform', 'distance'] as const) {
  for (const rule of ['smallest-label', 'first-to-reach'] as const) {
    test(`admissible labels are those of an enumeration of all neighbor sets, ${weights}, ${rule}`, () => {
      fc.assert(
        fc.property(arbitraryCandidates, fc.integer({ min: 1, max: 8 }), (candidates, k) => {
          const vote = voteOf({ n_neighbors: Math.min(k, candidates.labels.length), weights, rule })
          expect(admissibleLabels(candidates, vote)).toEqual(admissibleByEnumeration(candidates, vote))
        }),
        { numRuns: 1500 },
      )
    })
  }
}

test('without a tie the counted vote has one label', () => {
  const candidates = candidatesOf([
    [1, 0, 2],
    [2, 0, 1],
    [3, 0, 1],
    [4, 0, 0],
  ])
  expect(admissibleLabels(candidates, voteOf({}))).toEqual([1])
})

test('a tie group across k leaves the label open only as far as its members can turn the vote', () => {
  const candidates = candidatesOf([
    [1, 0, 2],
    [2, 0, 0],
    [2, 0, 1],
    [2, 0, 1],
  ])
  // Two of {0, 1, 1} beside 2: {2,0,1} elects 0 (smallest of three), {2,1,1} elects 1; 2 never wins.
  expect(admissibleLabels(candidates, voteOf({}))).toEqual([0, 1])
})

test('a range that reaches zero may take the whole vote', () => {
  const candidates = candidatesOf([
    [1e-20, 1e-18, 2],
    [2, 0, 1],
    [2, 0, 1],
    [9, 0, 1],
  ])
  expect(admissibleLabels(candidates, voteOf({ weights: 'distance' }))).toEqual([2])
})

test('two exact duplicates of different classes elect the smaller label under distance weights', () => {
  const candidates = candidatesOf([
    [0, 0, 2],
    [0, 0, 1],
    [5, 0, 2],
    [9, 0, 2],
  ])
  expect(admissibleLabels(candidates, voteOf({ weights: 'distance' }))).toEqual([1])
})
