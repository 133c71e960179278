/** Cells that mean "missing" in every dataset. */
export const MISSING: ReadonlySet<string> = new Set(['', 'NA', 'NaN', 'null'])
