import type { ArmResults } from '../arm-results.ts'
import { everyArm } from '../ranked-arms.ts'
import type { CaseResults } from '../results.ts'

/** What the two builds of an engine are called in a gate's study, its ledger and its tables. */
export const BASE = 'base'
export const HEAD = 'head'

/** Both builds of one case; the base is the study's baseline, and runs a second time as null arm. */
export interface Builds {
  readonly base: ArmResults
  readonly head: ArmResults
  readonly null_arm: ArmResults | undefined
}

/** The builds of a case; undefined for a ledger that is no gate's. */
export function buildsOf(one: CaseResults): Builds | undefined {
  const arms = everyArm(one)
  const named = (name: string) => arms.find(({ engine, arm }) => engine === name && arm === 'main')
  const [base, head] = [named(BASE), named(HEAD)]
  if (base === undefined || head === undefined) return undefined
  return { base, head, null_arm: arms.find(({ arm }) => arm === 'null') }
}
