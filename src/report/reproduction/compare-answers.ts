import type { ScoredCell } from '../arm-results.ts'
import { isRightCell } from '../cell-result.ts'
import { configurationKey } from '../configuration-key.ts'
import { scoreValue } from '../scores.ts'
import { EVERY_SCORE } from '../task-scores.ts'
import { type Outcome, worstOutcome } from './outcome.ts'
import { type ArmPair, dataDifference } from './paired-arms.ts'

/** How the answers of one arm came out again. */
export interface AnswersComparison {
  /** Cells that the ledger has as right: what can be confirmed. */
  readonly claimed: number
  /** Of those, cells whose labels are the same bits. */
  readonly equal_labels: number
  /** Of those, cells whose every score is the same number. */
  readonly equal_scores: number
  /** The largest difference of any score; undefined where no cell has scores on both sides. */
  readonly score_difference: number | undefined
  readonly outcome: Outcome
  /** Why it is not `agrees`; undefined where it is. */
  readonly reason: string | undefined
}

/**
 * Labels and scores of one arm against the ledger's, cell by cell. The same configuration on the same data must give
 * the same labels; a wrong answer now is told whatever the ledger says.
 */
export function compareAnswers({ old, now }: ArmPair): AnswersComparison {
  const claimed = old.arm.cells.filter(isRightCell)
  const nowCells = new Map('arm' in now ? now.arm.cells.map((cell) => [keyOf(cell), cell]) : [])
  const why = 'arm' in now ? dataDifference(old.facts, now.facts) : now.missing
  const judged = claimed.map((cell) => judgeCell(cell, nowCells.get(keyOf(cell)), why))
  const wrong = [...nowCells.values()].filter(({ status }) => status === 'wrong')
  const differences = claimed.flatMap((cell) => scoreDifferences(cell, nowCells.get(keyOf(cell))))
  const outcome = worstOutcome([...judged.map((one) => one.outcome), ...wrong.map(() => 'wrong' as const)])
  return {
    claimed: claimed.length,
    equal_labels: judged.filter((one) => one.outcome === 'agrees').length,
    equal_scores: claimed.filter((cell) => hasEqualScores(cell, nowCells.get(keyOf(cell)))).length,
    score_difference: differences.length === 0 ? undefined : Math.max(...differences),
    outcome,
    reason: reasonOf(outcome, judged, wrong),
  }
}

function keyOf({ configuration }: ScoredCell): string {
  return configurationKey(configuration)
}

interface Judged {
  readonly outcome: Outcome
  readonly reason: string | undefined
}

function judgeCell(old: ScoredCell, now: ScoredCell | undefined, why: string | undefined): Judged {
  if (now?.status === 'wrong') return { outcome: 'wrong', reason: undefined }
  if (now === undefined || now.verification === undefined || !isRightCell(now))
    return { outcome: 'not confirmed', reason: why ?? reasonAgainst(now) }
  if (why !== undefined) return { outcome: 'not confirmed', reason: why }
  if (old.verification?.score_rows !== now.verification.score_rows)
    return { outcome: 'not confirmed', reason: 'other test rows were answered' }
  if (old.verification.labels === now.verification.labels) return { outcome: 'agrees', reason: undefined }
  return { outcome: 'differs', reason: 'other labels on the same data' }
}

function reasonAgainst(now: ScoredCell | undefined): string {
  return now === undefined || now.status === 'measured' ? 'not run' : now.reason
}

/** `3 of 8 cells: other labels on the same data`, of the reason that most cells have. */
function reasonOf(
  outcome: Outcome,
  judged: readonly Judged[],
  wrong: readonly ScoredCell[],
): string | undefined {
  if (outcome === 'agrees') return undefined
  if (outcome === 'no claim') return 'the ledger has no right answer of it'
  const [first] = wrong
  if (outcome === 'wrong') return first?.status === 'wrong' ? first.reason : undefined
  const reasons = judged.flatMap((one) => (one.outcome === outcome ? (one.reason ?? []) : []))
  return `${reasons.length} of ${judged.length} cells: ${[...new Set(reasons)].slice(0, 3).join(', ')}`
}

function hasEqualScores(old: ScoredCell, now: ScoredCell | undefined): boolean {
  return (
    old.scores !== undefined &&
    now?.scores !== undefined &&
    EVERY_SCORE.every((name) => scoreValue(old.scores, name) === scoreValue(now.scores, name))
  )
}

/** Absolute differences of the scores that both have. */
function scoreDifferences(old: ScoredCell, now: ScoredCell | undefined): number[] {
  return EVERY_SCORE.flatMap((name) => {
    const [before, after] = [scoreValue(old.scores, name), scoreValue(now?.scores, name)]
    return before === undefined || after === undefined ? [] : [Math.abs(after - before)]
  })
}
