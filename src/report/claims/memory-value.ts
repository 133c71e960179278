import { armMemory, reasonWithoutTimes, shownConfigurations } from '../arm-times.ts'
import type { CaseValue, ClaimCase } from './claim-values.ts'

/** Log ratio of the peaks of resident memory, each the median over rounds. */
export function memoryRatio({ engine, baseline }: ClaimCase): CaseValue {
  const [a, b] = [engine, baseline].map((arm) => armMemory(arm))
  if (a.peak_bytes === undefined) return { reason: `${engine.engine}: ${noPeak(engine)}` }
  if (b.peak_bytes === undefined) return { reason: `${baseline.engine}: ${noPeak(baseline)}` }
  if (a.method !== b.method) return { reason: 'the peaks were measured in two ways' }
  return {
    value: Math.log(a.peak_bytes / b.peak_bytes),
    is_same: false,
  }
}

function noPeak(arm: ClaimCase['engine']): string {
  return shownConfigurations(arm).length === 0 ? reasonWithoutTimes(arm) : 'no peak was recorded'
}
