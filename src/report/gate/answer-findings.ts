import { countOf, summarizeAnswers } from '../answers-summary.ts'
import type { ArmResults, ScoredCell } from '../arm-results.ts'
import { cellFailure, isFailure, isRightCell } from '../cell-result.ts'
import { describeConfiguration } from '../configuration-key.ts'
import type { Builds } from './builds.ts'
import type { Finding, WrongRow } from './finding.ts'

type Where = Pick<Finding, 'where' | 'dataset'>

/**
 * Whether the answers are right. Only the head's wrong answers are a finding `wrong`: where the base alone is, the head
 * mends it, and there is nothing right to compare it with.
 */
export function answersFinding({ base, head }: Builds, where: Where, place: WrongRow['place']): Finding {
  const wrong = wrongCells(head)
  if (wrong.length > 0) {
    const { sentence, test_row } = firstRow(wrong[0])
    const count = `${wrong.length} of ${countOf(head.cells.length, 'cell')}`
    const at = describeConfiguration(wrong[0].configuration)
    const words = `wrong in ${count}, first at ${at}: ${sentence}`
    return {
      ...where,
      check: 'answers',
      status: 'wrong',
      words,
      wrong: { engine: head.engine, test_row, place },
    }
  }
  const [broken] = wrongCells(base)
  if (broken !== undefined) {
    const words = `the base is wrong, so there is nothing right to compare with: ${firstRow(broken).sentence}`
    return { ...where, check: 'answers', status: 'inconclusive', words }
  }
  const open = head.cells.find((cell) => cellFailure(cell)?.status === 'undecidable')
  const summary = summarizeAnswers(head)
  if (summary === undefined || open !== undefined) {
    const words = summary === undefined ? 'nothing was answered' : `not decided: ${summary.words}`
    return { ...where, check: 'answers', status: 'inconclusive', words }
  }
  const words = `${summary.words} in ${countOf(summary.graded, 'cell')}`
  return { ...where, check: 'answers', status: 'passed', words }
}

function wrongCells({ cells }: ArmResults): ScoredCell[] {
  return cells.filter(({ status }) => status === 'wrong')
}

function firstRow(cell: ScoredCell): { readonly sentence: string; readonly test_row: number | undefined } {
  const row = cell.verification?.first_wrong ?? undefined
  const reason = cell.status === 'wrong' ? cell.reason : ''
  return row === undefined
    ? { sentence: reason, test_row: undefined }
    : { sentence: `row ${row.test_row}: ${row.sentence}`, test_row: row.test_row }
}

/** Configurations that the base answers rightly and the head no more: it crashes, runs out of time or memory, or cannot. */
export function cellsFinding({ base, head }: Builds, where: Where): Finding {
  const lost = head.cells.filter(
    (cell, i) =>
      isRightCell(base.cells[i]) && isFailure(cell.status) && !['wrong', 'over-budget'].includes(cell.status),
  )
  const [first] = lost
  if (first === undefined)
    return { ...where, check: 'cells', status: 'passed', words: 'the head answers all that the base does' }
  const why = cellFailure(first)
  const words = `the head lost ${lost.length} of ${countOf(head.cells.length, 'cell')}, first ${describeConfiguration(first.configuration)}: ${why?.status} (${why?.reason})`
  return { ...where, check: 'cells', status: 'regression', words }
}
