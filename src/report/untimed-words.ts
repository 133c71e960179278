import { reasonWithoutTimes } from './arm-times.ts'
import { formatSeconds } from './failure-words.ts'
import { everyMainArm } from './ranked-arms.ts'
import { formatNumber } from './render/format-number.ts'
import type { CaseResults, Results } from './results.ts'

/** Why nothing of a case can be timed, engine by engine; undefined while there is something left to time. */
export function whyNothingIsTimed(one: CaseResults): string | undefined {
  const mains = everyMainArm(one)
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

/** Engines whose answers were checked on the timed rows alone, and why. */
export function fewerRowsLines(one: CaseResults, { index, study }: Results): string[] {
  const { max_arm_ns } = study.protocol
  return everyMainArm(one).flatMap((arm) => {
    const score_rows = index.plannedArm(arm)?.score_rows
    if (score_rows === undefined) return []
    const limit = max_arm_ns === undefined ? '' : ` (${formatSeconds(max_arm_ns)})`
    return [
      `${arm.engine} is scored and graded on ${formatNumber(score_rows, 'count')} timed rows: all ${formatNumber(one.facts.rows_scored, 'count')} would take longer than max_arm${limit}`,
    ]
  })
}
