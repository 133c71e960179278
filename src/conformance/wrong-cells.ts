import { EXPLANATIONS, type Explanation, type WrongCell } from '../verify/explanations.ts'
import type { CellGrade } from '../verify/grade.ts'
import type { Graded } from './host.ts'

/** A wrong cell with the check that found it. */
export interface Finding {
  readonly check: string
  readonly wrong: WrongCell
  readonly grade: Extract<CellGrade, { grade: 'wrong' }>
  /** Explanations that only this check can try. */
  readonly further: readonly Explanation[]
}

/** Wrong cells that one explanation explains, or that none does. */
export interface ExplainedFindings {
  readonly explanation: Explanation | undefined
  readonly findings: readonly Finding[]
}

export function findWrong(
  check: string,
  graded: readonly Graded[],
  further: readonly Explanation[] = [],
): Finding[] {
  return graded.flatMap(({ gradingCase, answers, grades }) =>
    grades.flatMap((grade, at) =>
      grade.grade === 'wrong'
        ? [{ check, wrong: { gradingCase, answers, cell: answers.cells[at] }, grade, further }]
        : [],
    ),
  )
}

/** Fewer wrong rows may be as some explanation has them by chance. */
const LEAST_ROWS = 3

/** Trying every explanation on a cell takes time; what is left then is called wrong without one. */
const MOST_TRIES = 12

/** Shares out the findings among as few explanations as it takes: of those that hold for a cell, the one that holds for most. */
export function explainFindings(findings: readonly Finding[]): ExplainedFindings[] {
  const explained: ExplainedFindings[] = []
  const unexplained: Finding[] = []
  let open = [...findings]
  for (let tries = 0; open.length > 0 && tries < MOST_TRIES; tries++) {
    const [first] = open
    const sets = [...first.further, ...EXPLANATIONS]
      .filter((explanation) => explanation.holds(first.wrong))
      .map((explanation) => ({
        explanation,
        findings: open.filter((finding) => finding === first || explanation.holds(finding.wrong)),
      }))
    const best = sets
      .filter(isEvidence)
      .reduce<(typeof sets)[number] | undefined>(
        (most, one) => (most !== undefined && most.findings.length >= one.findings.length ? most : one),
        undefined,
      )
    if (best === undefined) unexplained.push(first)
    else explained.push(best)
    open = open.filter((finding) => finding !== first && best?.findings.includes(finding) !== true)
  }
  return [...explained, ...byKind([...unexplained, ...open])]
}

/** What cannot be explained is told apart by what is wrong in the first wrong row. */
function byKind(findings: readonly Finding[]): ExplainedFindings[] {
  const kinds = [...new Set(findings.map(({ grade }) => grade.wrong.kind))]
  return kinds.map((kind) => ({
    explanation: undefined,
    findings: findings.filter(({ grade }) => grade.wrong.kind === kind),
  }))
}

function isEvidence({ findings }: ExplainedFindings): boolean {
  return findings.reduce((rows, { grade }) => rows + grade.rows_wrong, 0) >= LEAST_ROWS
}
