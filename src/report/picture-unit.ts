import { median } from 'simple-statistics'
import { type Scale, timeUnit } from './render/format-number.ts'

/** The one unit for all times of a picture: that of the middle one. There is at least one. */
export function middleTimeUnit(values_ns: readonly number[]): Scale {
  return timeUnit(median([...values_ns]))
}
