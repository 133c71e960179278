import { InputError } from '../config/input-error.ts'
import { quoted } from '../config/printable.ts'
import type { Tolerances } from '../report/gate/finding.ts'

export interface ToleranceFlags {
  readonly memoryTolerance: string
  readonly indexTolerance: string
  readonly labelTolerance: string
  readonly scoreTolerance: string
}

/** The declared tolerances; sizes vary, so theirs is above 0. */
export function tolerances(flags: ToleranceFlags): Tolerances {
  return {
    memory_share: above('--memory-tolerance', flags.memoryTolerance),
    index_share: above('--index-tolerance', flags.indexTolerance),
    label_share: from('--label-tolerance', flags.labelTolerance),
    score: from('--score-tolerance', flags.scoreTolerance),
  }
}

const MOST = 100

function above(flag: string, text: string): number {
  const value = decimal(text)
  if (value !== undefined && value > 0 && value < MOST) return value
  throw new InputError({
    found: `${flag} is ${quoted(text)}; allowed: a number above 0 and below ${MOST}, such as 0.1 for 10 %.`,
    fix: '',
  })
}

function from(flag: string, text: string): number {
  const value = decimal(text)
  if (value !== undefined) return value
  throw new InputError({
    found: `${flag} is ${quoted(text)}; allowed: a number from 0, such as 0.01.`,
    fix: '',
  })
}

function decimal(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}
