import type { CaseFacts } from './case-facts.ts'

/** `fold 3`, `fold 3 of repeat 2`. */
export function foldWords({ fold, repeat }: Pick<CaseFacts, 'fold' | 'repeat'>): string {
  return repeat === undefined ? `fold ${fold}` : `fold ${fold} of repeat ${repeat}`
}

/** Of tables with a row for engines that agree. */
export const SHARED_ROWS =
  'Engines share a row where they gave the same answers; it names those that answered its configuration right in every fold with a score there.'
