import { GRADES } from '../answers-summary.ts'
import { isFoldsOnly } from '../folds-only.ts'
import { groupBy } from '../group-by.ts'
import type { Verification } from '../ledger-index.ts'
import { listWords } from '../list-words.ts'
import { everyMainArm } from '../ranked-arms.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { ANSWER_WORDS } from '../task-scores.ts'

/** What an answer is checked against, and how the answers of this ledger were graded. */
export function correctnessParagraphs(results: Results): string[] {
  const { cases, folds, study } = results
  const { one: answer, many: answers } = ANSWER_WORDS[study.task]
  const verified = [...cases, ...folds].flatMap((one) =>
    everyMainArm(one).flatMap(({ cells }) => cells.flatMap(({ verification }) => verification ?? [])),
  )
  return [
    `${askedWords(results)}, and its answers are graded against a reference that shares no code with any engine: distances as sums of squared or absolute differences in float64, in the order of the features, with whole groups of tied neighbors kept. An answer is identical if ${answers}, neighbors and the bits of distances are the same; tie-equivalent if it differs only within exact ties; epsilon-equivalent if it differs by no more than rounding can explain, where the bound follows from the number type and the form of the distance that the engine declares; and labels-agree if the engine tells no neighbors but every ${answer} is one that the reference admits. These four grades are right. Answers whose ${answers} alone cannot decide are undecidable, and all others are wrong.`,
    ...approximateWords(results),
    [
      ...(isAfterRounds(results)
        ? ['The folds are answered after the last round, and graded in the same way.']
        : []),
      gradeWords(verified, folds.length > 0, answers),
      ...(isFoldsOnly(results)
        ? []
        : [
            `No time enters a table unless its cell was graded right, and the ${answers} of every timed process must be those that were graded.`,
          ]),
    ].join(' '),
  ]
}

/** How engines are graded that do not claim to find the nearest neighbors, where there are any. */
function approximateWords({ cases, folds, study }: Results): string[] {
  const names = new Set(
    [...cases, ...folds].flatMap(({ approximate }) => approximate.map(({ engine }) => engine)),
  )
  if (names.size === 0) return []
  const { one: answer } = ANSWER_WORDS[study.task]
  const which = names.size === 1 ? 'is approximate' : 'are approximate'
  return [
    `${listWords([...names])} ${which}: graded by the neighbors found at each k, which must be k distinct training rows at their own distances whose ${study.task === 'regression' ? 'mean' : 'vote'} is the ${answer}; else the answer is wrong. Recall@k is the share of them whose distance is at most the k-th true one, within the same bound on rounding, so that a neighbor tied with the k-th counts. The distance ratio is the mean over test rows of the sum of the distances found over the sum of the true ones, and the label agreement the share of test rows whose ${answer} the reference admits. Throughput is rows per second at the geometric mean time over rounds, with a 95 % t interval. Approximate engines are in no ranking, comparison, verdict, family or test; a Pareto front of recall and throughput is drawn among them alone.`,
  ]
}

function askedWords(results: Results): string {
  if (isFoldsOnly(results)) return 'In every fold, every engine answers every configuration'
  const asked = 'Before anything is timed, every engine answers every configuration'
  return isAfterRounds(results) ? `${asked} of the holdouts` : asked
}

/** Folds wait until the last round is over, since nothing is timed of them. */
function isAfterRounds({ plan, folds }: Results): boolean {
  return plan !== undefined && folds.length > 0
}

/** How many cells have which grade. */
function gradeWords(verified: readonly Verification[], hasFolds: boolean, answers: string): string {
  if (verified.length === 0) return 'No answer has been graded yet.'
  const byGrade = groupBy(verified, ({ grade }) => grade)
  const found = GRADES.map((grade) => ({ grade, cells: byGrade.get(grade) ?? [] })).filter(
    ({ cells }) => cells.length > 0,
  )
  const grades = found.map(
    ({ grade, cells }, i) => `${count(cells.length)} ${i === 0 ? 'were graded ' : ''}${grade}`,
  )
  const labelsOnly = verified.filter(({ basis }) => basis === 'labels').length
  const basis =
    labelsOnly === 0 ? '' : ` In ${count(labelsOnly)} of them the ${answers} alone could be checked.`
  return `Of ${count(verified.length)} cells (engine × case × configuration${hasFolds ? ', each fold being a case' : ''}) with answers, ${listWords(grades)}.${basis}`
}

function count(value: number): string {
  return formatNumber(value, 'count')
}
