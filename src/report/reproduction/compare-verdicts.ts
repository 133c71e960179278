import type { Contrast } from '../contrast.ts'
import type { Outcome } from './outcome.ts'
import type { ArmPair } from './paired-arms.ts'

/**
 * Whether the verdict of an arm came out again. Each verdict is that of its own ledger, by pairs within a session;
 * an `inconclusive` one claims nothing, and a decided one that is inconclusive here is not confirmed.
 */
export function compareVerdicts({ old, now }: ArmPair): Outcome {
  const claimed = decided(old.contrast)
  if (claimed === undefined) return 'no claim'
  const found = decided('arm' in now ? now.contrast : undefined)
  if (found === undefined) return 'not confirmed'
  return found === claimed ? 'agrees' : 'differs'
}

function decided(contrast: Contrast | undefined) {
  if (contrast?.kind !== 'compared' || contrast.verdict === 'inconclusive') return undefined
  return contrast.verdict
}
