import type { Study } from './ledger-index.ts'

/** What one timed call of predict is: `one call on the timed rows`. */
export function callWords(mode: Study['protocol']['mode']): string {
  return mode === 'single' ? 'one call on one row' : 'one call on the timed rows'
}
