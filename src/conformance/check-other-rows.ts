import type { Matrix } from '../data/matrix.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import { oracleLabels } from '../verify/alternative-votes.ts'
import { type Explanation, holdsFor } from '../verify/explanations.ts'
import { askOtherRows } from './ask-other-rows.ts'
import type { OtherRowsCase } from './cases/other-rows.ts'
import { type Check, countGrades, plural, rightDeviations } from './check.ts'
import { type Checked, wrongNotes } from './check-data.ts'
import type { Host } from './host.ts'
import { declaredGrid } from './suite-arm.ts'
import { sizeOf } from './suite-case.ts'
import { findWrong } from './wrong-cells.ts'

/** Whether an engine answers for the rows that it is asked about, and not for those before. */
export async function checkOtherRows(engine: ReadyEngine, one: OtherRowsCase, host: Host): Promise<Checked> {
  const { name, what, data, n_neighbors, others } = one
  const grid = declaredGrid(engine, n_neighbors)
  const { graded, changed, failure } = await askOtherRows(engine, { name, data, grid, others }, host)
  const findings = findWrong(name, graded, [keptAnswers([data.X_score, others])])
  const notes = [
    ...(failure === undefined ? [] : [failure]),
    ...wrongNotes(findings),
    ...(changed.length === 0
      ? []
      : [
          `wrong: timed calls gave other labels than those that were graded, in ${plural(changed.length, 'cell')}`,
        ]),
    ...rightDeviations(graded),
  ]
  const isWrong = findings.length > 0 || changed.length > 0
  const nothing: Check['status'] = graded.length === 0 ? 'left out' : 'right'
  const status = isWrong ? 'wrong' : failure === undefined ? nothing : 'failed'
  const grades = countGrades(graded)
  return {
    check: { step: 'agrees', name, what: `${what}, ${sizeOf(data)}`, status, grades, notes },
    findings,
    approximate: [],
  }
}

/** The labels are those of rows that were asked about before. */
function keptAnswers(before: readonly Matrix[]): Explanation {
  return {
    words: 'answers kept from the rows before',
    holds: (wrong) =>
      before.some((X_score) => holdsFor(wrong, oracleLabels({ ...wrong.gradingCase, X_score }, wrong.cell))),
  }
}
