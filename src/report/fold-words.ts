import type { CaseFacts } from './case-facts.ts'

/** `fold 3`, `fold 3 of repeat 2`. */
export function foldWords({ fold, repeat }: Pick<CaseFacts, 'fold' | 'repeat'>): string {
  return repeat === undefined ? `fold ${fold}` : `fold ${fold} of repeat ${repeat}`
}
