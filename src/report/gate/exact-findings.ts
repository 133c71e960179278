import { isError, type ScoreName } from '../../metrics/scores.ts'
import { countOf } from '../answers-summary.ts'
import { hasClasses } from '../case-facts.ts'
import { isRightCell } from '../cell-result.ts'
import { type Configuration, describeConfiguration } from '../configuration-key.ts'
import { labelDifference } from '../label-differences.ts'
import type { Verification } from '../ledger-index.ts'
import { formatNumber } from '../render/format-number.ts'
import type { CaseResults } from '../results.ts'
import { type Scores, scoreValue } from '../scores.ts'
import { EVERY_SCORE, SCORE_WORDS } from '../task-scores.ts'
import type { Builds } from './builds.ts'
import type { Finding, Tolerances } from './finding.ts'

type Where = Pick<Finding, 'where' | 'dataset'>

interface Side {
  readonly verification: Verification
  readonly scores: Scores | undefined
}

interface CellPair {
  readonly configuration: Configuration
  readonly base: Side
  readonly head: Side
}

/** Labels and scores of every cell that both builds answer rightly: nothing of them varies, so nothing is inferred. */
export function exactFindings(one: CaseResults, builds: Builds, where: Where, limits: Tolerances): Finding[] {
  const pairs = cellPairs(builds)
  if (pairs.length === 0) return []
  return [labelsFinding(one, pairs, where, limits), scoresFinding(one, pairs, where, limits)]
}

function cellPairs({ base, head }: Builds): CellPair[] {
  return base.cells.flatMap((cell, i) => {
    const other = head.cells[i]
    if (!isRightCell(cell) || !isRightCell(other)) return []
    if (cell.verification === undefined || other.verification === undefined) return []
    return [
      {
        configuration: cell.configuration,
        base: { verification: cell.verification, scores: cell.scores },
        head: { verification: other.verification, scores: other.scores },
      },
    ]
  })
}

/** Rows of one cell that the builds label differently. */
interface Changed {
  readonly configuration: Configuration
  readonly differing: number
  readonly rows: number
  readonly ambiguous: number
}

function labelsFinding(
  { scorer, facts }: CaseResults,
  pairs: readonly CellPair[],
  where: Where,
  { label_share }: Tolerances,
): Finding {
  const check = 'labels'
  const all = `all ${countOf(pairs.length, 'cell')} that both answer`
  if (!hasClasses(facts)) {
    const other = pairs.filter(({ base, head }) => !scorer.agree(base.verification, head.verification))
    return other.length === 0
      ? { ...where, check, status: 'passed', words: `the same values in ${all}` }
      : { ...where, check, status: 'regression', words: `other values in ${cellsWords(other, pairs)}` }
  }
  const changed = pairs.flatMap(({ configuration, base, head }): Changed[] => {
    const found = labelDifference(scorer, base.verification, head.verification)
    return found === undefined || found.differing === 0 ? [] : [{ configuration, ...found }]
  })
  const [first] = changed.toSorted((a, b) => b.differing / b.rows - a.differing / a.rows)
  if (first === undefined) return { ...where, check, status: 'passed', words: `the same in ${all}` }
  const tied = first.ambiguous === first.differing ? ', where ties or rounding leave more than one right' : ''
  const words = `other labels in ${cellsWords(changed, pairs)}; most: ${first.differing} of ${countOf(first.rows, 'row')} at ${describeConfiguration(first.configuration)}${tied}`
  return {
    ...where,
    check,
    status: first.differing / first.rows > label_share ? 'regression' : 'passed',
    words,
  }
}

function cellsWords(some: readonly unknown[], of: readonly unknown[]): string {
  return `${some.length} of ${countOf(of.length, 'cell')}`
}

interface Change {
  readonly configuration: Configuration
  readonly name: ScoreName
  readonly before: number
  readonly after: number
  /** Above 0 is worse. */
  readonly loss: number
}

function scoresFinding(
  { scorer, facts }: CaseResults,
  pairs: readonly CellPair[],
  where: Where,
  { score }: Tolerances,
): Finding {
  const check = 'scores'
  // Sums in another order give another last digit of a value, and of its error; that is not another score.
  const isRounding = ({ base, head }: CellPair): boolean =>
    !hasClasses(facts) && scorer.agree(base.verification, head.verification)
  const changes = pairs.filter((pair) => !isRounding(pair)).flatMap(scoreChanges)
  const [worst] = changes.toSorted((a, b) => b.loss - a.loss)
  if (worst === undefined) return { ...where, check, status: 'passed', words: 'no score changed' }
  const { name, before, after, configuration, loss } = worst
  const { title, unit } = SCORE_WORDS[name]
  const change = `${title} ${formatNumber(before, unit)} → ${formatNumber(after, unit)} at ${describeConfiguration(configuration)}`
  if (loss <= 0) return { ...where, check, status: 'passed', words: `no score is worse; ${change}` }
  return { ...where, check, status: loss > score ? 'regression' : 'passed', words: `worse: ${change}` }
}

/** Scores that are not the same number; one that only one build has is no change of it. */
function scoreChanges({ configuration, base, head }: CellPair): Change[] {
  return EVERY_SCORE.flatMap((name) => {
    const [before, after] = [scoreValue(base.scores, name), scoreValue(head.scores, name)]
    if (before === undefined || after === undefined || before === after) return []
    return [{ configuration, name, before, after, loss: isError(name) ? after - before : before - after }]
  })
}
