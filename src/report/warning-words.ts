import type { DataWarning } from '../data/case.ts'

type Warning = { readonly code: string; readonly [field: string]: unknown }

const WORDS = {
  'constant-column': ({ column }) =>
    `column ${shown(column)} is constant in the training rows: it is kept, scaled by 1`,
  'unseen-level': ({ column, level, rows }) =>
    `level ${shown(level)} of column ${shown(column)} is not in the training rows: all zeros in ${shown(rows)} test rows`,
  'positive-guessed': ({ positive }) =>
    `positive class ${shown(positive)}, the last label in order; set it with  positive: …`,
  synthetic: () => 'synthetic data: made from a seed, not measured',
} satisfies Record<DataWarning['code'], (warning: Warning) => string>

/** What a data warning of the ledger says to a reader; one of a later version is given by its code. */
export function describeWarning(warning: Warning): string {
  return isKnown(warning.code) ? WORDS[warning.code](warning) : `warning ${warning.code}`
}

function isKnown(code: string): code is DataWarning['code'] {
  return Object.hasOwn(WORDS, code)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value)
}
