import type { ScoredCell } from './arm-results.ts'
import type { CaseScorer } from './scores.ts'

/** The answers of one engine, by what was asked: a configuration, or one in a fold. */
export interface NamedAnswers {
  readonly engine: string
  readonly cells: ReadonlyMap<string, ScoredCell>
}

/** Engines that answered no more than the leader did, and that with its labels. */
export interface AgreeingEngines {
  /** Whose cells are shown: no cell of another engine is ever put beside them. */
  readonly leader: NamedAnswers
  /** With the leader, in the order given. */
  readonly members: readonly NamedAnswers[]
}

/**
 * Engines by their labels. One that merely lacks some answers joins one that has them, so that engines which do not
 * offer every configuration need no rows of their own; which rows are theirs is told by `enginesOf`. Two engines that
 * each lack what the other has stay apart, since no one engine has what they have together.
 */
export function agreeingEngines(
  answered: readonly NamedAnswers[],
  scorer: Pick<CaseScorer, 'agree'>,
): AgreeingEngines[] {
  const groups: { leader: NamedAnswers; engines: Set<string> }[] = []
  for (const one of answered.toSorted((a, b) => b.cells.size - a.cells.size)) {
    if (one.cells.size === 0) continue
    const group = groups.find(({ leader }) => isPartOf(one, leader, scorer))
    if (group === undefined) groups.push({ leader: one, engines: new Set([one.engine]) })
    else group.engines.add(one.engine)
  }
  return groups
    .map(({ leader, engines }) => ({ leader, members: answered.filter(({ engine }) => engines.has(engine)) }))
    .toSorted((a, b) => answered.indexOf(a.members[0]) - answered.indexOf(b.members[0]))
}

/** The members that answered everything under these names that the leader did. */
export function enginesOf({ leader, members }: AgreeingEngines, names: readonly string[]): string[] {
  const needed = names.filter((name) => leader.cells.has(name))
  return members.filter(({ cells }) => needed.every((name) => cells.has(name))).map(({ engine }) => engine)
}

function isPartOf(
  { cells }: NamedAnswers,
  { cells: all }: NamedAnswers,
  scorer: Pick<CaseScorer, 'agree'>,
): boolean {
  return [...cells].every(([name, { verification }]) => {
    const other = all.get(name)?.verification
    return other !== undefined && verification !== undefined && scorer.agree(verification, other)
  })
}
