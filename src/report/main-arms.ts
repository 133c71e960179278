import type { ArmResults } from './arm-results.ts'
import type { CaseResults } from './results.ts'

/** The arms of a case that a paper names: every engine, without the null arm. */
export function mainArms({ arms }: CaseResults): readonly ArmResults[] {
  return arms.filter(({ arm }) => arm === 'main')
}

/** The arm that the others are compared with; undefined where it was left out. */
export function baselineArm(one: CaseResults, baseline: string): ArmResults | undefined {
  return mainArms(one).find(({ engine }) => engine === baseline)
}
