import type { Verification } from './ledger-index.ts'

/** Grades that enter rankings (design §9). */
export function isRight(grade: Verification['grade']): boolean {
  return grade !== 'wrong' && grade !== 'undecidable'
}
