import type { ArmResults } from './arm-results.ts'

/** The arms of a case, by whether they may be ranked. */
export interface CaseArms {
  /** Main arms of exact engines in the study's order, then the null arm: what is ranked and compared. */
  readonly arms: readonly ArmResults[]
  /** Arms of approximate engines, in the study's order: never ranked nor compared. */
  readonly approximate: readonly ArmResults[]
}

/**
 * Whether an arm may stand in rankings, comparisons, verdicts and tests. Approximate engines never do: they answer
 * another question, and how fast they are means nothing without how much they find (table `recall`).
 */
export function isRanked({ info }: Pick<ArmResults, 'info'>): boolean {
  return info?.exact !== false
}

/** All arms of a case, those that are never ranked last: for what is told of every engine. */
export function everyArm({ arms, approximate }: CaseArms): readonly ArmResults[] {
  return [...arms, ...approximate]
}

/** The same without the null arm. */
export function everyMainArm(one: CaseArms): readonly ArmResults[] {
  return everyArm(one).filter(({ arm }) => arm === 'main')
}
