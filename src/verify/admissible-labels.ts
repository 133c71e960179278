import { type Candidates, type NeighborChoice, neighborChoices } from './candidates.ts'
import { countsAsZero, type VoteRule, type Weights } from './vote.ts'

export interface Vote {
  readonly n_neighbors: number
  readonly weights: Weights
  readonly rule: VoteRule
  readonly n_classes: number
  /** Of the engine's numbers; sums of weights are taken as known to 4·k·u on either side. */
  readonly unitRoundoff: number
  /** value → distance */
  readonly distance: (value: number) => number
}

/** What a candidate's vote may weigh, and whether the sums of such votes are exact. */
interface VoteRange {
  readonly least: (i: number) => number
  readonly most: (i: number) => number
  readonly counted: boolean
  /**
   * Candidates that cannot take part: with one of them among the neighbors this way of voting does not
   * happen.
   */
  readonly excluded: (i: number) => boolean
}

/**
 * Every label that an honest engine may give, ascending: some admissible neighbor set (`neighborChoices`) and
 * some values within the candidates' ranges elect it.
 *
 * `uniform` is decided exactly, by counting. `distance` has two ways to vote, and a label is admissible if
 * either elects it:
 * - some distances are zero: the vote counts them. A candidate may be zero if its range begins there and is
 *   zero if it ends there (`countsAsZero`).
 * - none is zero: each class sum is anywhere between the sums of its least and greatest weights. Ranges are
 *   taken as independent, which admits slightly more than the neighbor set would (a row that just got in is
 *   not far within its range).
 *
 * Under `first-to-reach` the order among neighbors is taken as unknown: any class with the highest sum is
 * admissible.
 */
export function admissibleLabels(candidates: Candidates, vote: Vote): readonly number[] {
  const { loosest, exact } = neighborChoices(candidates, vote.n_neighbors)
  const ranges = voteRanges(candidates, vote)
  const wins = (label: number, choice: NeighborChoice) =>
    ranges.some((range) => canWin(label, { candidates, choice, range, vote }))
  const voting = new Set([...loosest.sure, ...loosest.group].map((i) => candidates.labels[i]))
  let open = [...voting].filter((label) => wins(label, loosest))
  if (loosest.open === 0) return open.sort(ascending)
  const admissible: number[] = []
  for (const choice of exact) {
    admissible.push(...open.filter((label) => wins(label, choice)))
    open = open.filter((label) => !admissible.includes(label))
    if (open.length === 0) break
  }
  return admissible.sort(ascending)
}

const ascending = (a: number, b: number) => a - b

function voteRanges({ low, high }: Candidates, { weights, distance }: Vote): readonly VoteRange[] {
  const nobody = () => false
  if (weights === 'uniform') return [{ least: () => 1, most: () => 1, counted: true, excluded: nobody }]
  const mayBeZero = (i: number) => (countsAsZero(distance(low[i])) ? 1 : 0)
  const isZero = (i: number) => (countsAsZero(distance(high[i])) ? 1 : 0)
  return [
    { least: isZero, most: mayBeZero, counted: true, excluded: nobody },
    {
      least: (i) => 1 / distance(high[i]),
      most: (i) => 1 / distance(low[i]),
      counted: false,
      excluded: (i) => isZero(i) === 1,
    },
  ]
}

interface Contest {
  readonly candidates: Candidates
  readonly choice: NeighborChoice
  readonly range: VoteRange
  readonly vote: Vote
}

/**
 * Whether some neighbor set of the choice lets `label` win. A further neighbor of its own class never hurts
 * it, so it takes as many as there are, the heaviest first; the places still open go to the lightest of each
 * other class, as long as that class stays beaten. The classes do not limit each other but for the places, so
 * this greedy filling finds a set if there is one.
 */
function canWin(label: number, contest: Contest): boolean {
  const { candidates, choice, range, vote } = contest
  if (choice.sure.some(range.excluded)) return false
  const group = choice.group.filter((i) => !range.excluded(i))
  const ownVotes = group.filter((i) => candidates.labels[i] === label).map(range.most)
  const taken = ownVotes.sort(ascending).reverse().slice(0, choice.open)
  const sureVotes = choice.sure.filter((i) => candidates.labels[i] === label).map(range.most)
  const own = [...sureVotes, ...taken].reduce((sum, weight) => sum + weight, 0)
  if (own === 0) return false
  const others = otherVotes(label, { ...contest, choice: { ...choice, group } })
  let open = choice.open - taken.length
  for (const [other, { sum, more }] of others) {
    const isBeaten = beatenBy(own, label, vote, range)
    if (!isBeaten(sum, other)) return false
    open -= placesTaken(sum, more, (total) => isBeaten(total, other), open)
  }
  return open === 0
}

/**
 * For each other class the least sum of its sure votes, and what its members of the group would add at least.
 */
function otherVotes(
  label: number,
  { candidates, choice, range }: Contest,
): Map<number, { sum: number; more: number[] }> {
  const others = new Map<number, { sum: number; more: number[] }>()
  const entryOf = (i: number) => {
    const other = candidates.labels[i]
    const entry = others.get(other) ?? { sum: 0, more: [] }
    if (other !== label) others.set(other, entry)
    return entry
  }
  for (const i of choice.sure) entryOf(i).sum += range.least(i)
  for (const i of choice.group) entryOf(i).more.push(range.least(i))
  return others
}

function placesTaken(
  sum: number,
  more: number[],
  isBeaten: (total: number) => boolean,
  open: number,
): number {
  let total = sum
  let taken = 0
  for (const weight of more.sort(ascending)) {
    total += weight
    if (taken === open || !isBeaten(total)) break
    taken++
  }
  return taken
}

function beatenBy(
  own: number,
  label: number,
  vote: Vote,
  range: VoteRange,
): (total: number, other: number) => boolean {
  if (!range.counted) {
    // k − 1 additions, a division and a root, in the engine and here: fewer than 4k roundings on either side.
    const rounding = 4 * vote.n_neighbors * vote.unitRoundoff
    return (total) => total * (1 - rounding) <= own * (1 + rounding)
  }
  const smallestWins = vote.rule === 'smallest-label'
  return (total, other) => (smallestWins && other < label ? total < own : total <= own)
}
