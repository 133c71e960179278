import { countOf } from './answers-summary.ts'
import { formatNumber } from './render/format-number.ts'

/** A null arm that may differ tenfold says that there are too few rounds, not how noisy the machine is. */
const LARGEST_TOLD_SHARE = 9

/** Whether a machine's noise can be given as a number. */
export function isTold(noise_share: number): boolean {
  return noise_share <= LARGEST_TOLD_SHARE
}

/** `differences below 2.0 % cannot be seen on this machine`. */
export function noiseWords(noise_share: number, rounds: number): string {
  return isTold(noise_share)
    ? `differences below ${formatNumber(noise_share, 'share')} cannot be seen on this machine`
    : `no limit can be told from ${countOf(rounds, 'round')}`
}
