import type { CellAnswers, DeclaredForm } from './grade.ts'

export type Weights = CellAnswers['weights']
export type VoteRule = DeclaredForm['vote']

/** The neighbors that vote, nearest first: class code and distance of each. */
export interface Voters {
  readonly labels: ArrayLike<number>
  readonly distances: ArrayLike<number>
}

/**
 * What each neighbor's vote weighs; `counted` says that the sums are small integers and so free of rounding.
 */
export interface Ballot {
  readonly labels: ArrayLike<number>
  readonly votes: Float64Array
  readonly counted: boolean
}

/** scikit-learn masks by `isinf(1 / distance)`: distances below 2⁻¹⁰²⁴ count as zero. */
export function countsAsZero(distance: number): boolean {
  return 1 / distance === Number.POSITIVE_INFINITY
}

/**
 * The votes of the first k voters: 1 each under `uniform`, 1/distance under `distance`, but a 0/1 mask of the
 * zeros where a distance counts as zero.
 */
export function castBallot(voters: Voters, k: number, weights: Weights): Ballot {
  const distances = Float64Array.from({ length: k }, (_, i) => voters.distances[i])
  const { labels } = voters
  if (weights === 'uniform') return { labels, votes: distances.fill(1), counted: true }
  if (distances.some(countsAsZero)) {
    return { labels, votes: distances.map((d) => (countsAsZero(d) ? 1 : 0)), counted: true }
  }
  return { labels, votes: distances.map((d) => 1 / d), counted: false }
}

/** The sum of the votes for each class. */
export function sumVotes({ labels, votes }: Ballot, n_classes: number): Float64Array {
  const sums = new Float64Array(n_classes)
  for (let i = 0; i < votes.length; i++) sums[labels[i]] += votes[i]
  return sums
}

/**
 * The label that a ballot elects, rounding aside: `smallest-label` gives a tied vote to the smallest class
 * code, `first-to-reach` to the class that had the highest sum first, walking from the nearest neighbor
 * outward.
 */
export function electedLabel(ballot: Ballot, n_classes: number, rule: VoteRule): number {
  const { labels, votes } = ballot
  const sums = new Float64Array(n_classes)
  let leader = -1
  let most = 0
  for (let i = 0; i < votes.length; i++) {
    sums[labels[i]] += votes[i]
    if (sums[labels[i]] <= most) continue
    most = sums[labels[i]]
    leader = labels[i]
  }
  return rule === 'first-to-reach' ? leader : sums.indexOf(most)
}

/** How far the sums of a ballot can be from those of an engine with unit roundoff u: 4·k·u·Σw (design §9). */
export function voteRounding({ votes, counted }: Ballot, unitRoundoff: number): number {
  if (counted) return 0
  return 4 * votes.length * unitRoundoff * votes.reduce((sum, vote) => sum + vote, 0)
}

/**
 * Every label that rounding may elect from these very votes, ascending; one label where the margin between
 * the two highest sums exceeds `voteRounding`.
 *
 * Two classes with the same one or two votes tie exactly in every order of summation, since addition
 * commutes; under `smallest-label` the larger of them is never right, so that a largest-label vote is found
 * out.
 */
export function electableLabels(
  ballot: Ballot,
  options: { readonly n_classes: number; readonly rule: VoteRule; readonly unitRoundoff: number },
): readonly number[] {
  const { n_classes, rule, unitRoundoff } = options
  if (ballot.counted) return [electedLabel(ballot, n_classes, rule)]
  const sums = sumVotes(ballot, n_classes)
  const most = Math.max(...sums)
  const rounding = voteRounding(ballot, unitRoundoff)
  const close: number[] = []
  // Negated, so that a sum beyond the largest number (NaN, Infinity − Infinity) counts as undecided.
  for (let label = 0; label < n_classes; label++) if (!(most - sums[label] > rounding)) close.push(label)
  if (rule === 'first-to-reach') return close
  return close.filter((label) => !close.some((other) => other < label && tieExactly(ballot, other, label)))
}

function tieExactly({ labels, votes }: Ballot, one: number, other: number): boolean {
  const votesOf = (label: number) => votes.filter((_, i) => labels[i] === label).sort()
  const a = votesOf(one)
  const b = votesOf(other)
  return a.length <= 2 && a.length === b.length && a.every((vote, i) => vote === b[i])
}
