import { reasonWithoutTimes } from './arm-times.ts'
import type { CaseResults } from './results.ts'

/** Why nothing of a case can be timed, engine by engine; undefined while there is something left to time. */
export function whyNothingIsTimed({ arms }: CaseResults): string | undefined {
  const mains = arms.filter(({ arm }) => arm === 'main')
  const isHopeless = mains.every(({ cells }) => cells.every((cell) => !isOpen(cell)))
  if (!isHopeless) return undefined
  return `nothing can be timed: ${mains.map((arm) => `${arm.engine}: ${reasonWithoutTimes(arm)}`).join('; ')}`
}

type Cell = CaseResults['arms'][number]['cells'][number]

/** Measured, or to be measured by the next run: not failed, and its answers are right or not known yet. */
function isOpen({ status, verification }: Cell): boolean {
  if (status === 'measured' || status === 'not-run') return true
  return status === 'answered' && verification?.grade !== 'undecidable'
}
