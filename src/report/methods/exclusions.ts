import { countOf } from '../answers-summary.ts'
import type { ArmResults } from '../arm-results.ts'
import { isFailure } from '../cell-result.ts'
import { caseFallbacks, describeFallback } from '../fallbacks.ts'
import { groupBy } from '../group-by.ts'
import { caseLeftovers, describeLeftover } from '../leftovers.ts'
import { listWords } from '../list-words.ts'
import { mainArms } from '../main-arms.ts'
import { otherEnvironments } from '../other-environments.ts'
import type { CaseResults, Results } from '../results.ts'
import { fewerRowsLines } from '../untimed-words.ts'

/** Everything that is not in the tables of times, with its reason; table failures has it cell by cell. */
export function exclusionParagraphs(results: Results): string[] {
  const { cases, left_out, index } = results
  const found = [
    ...left_out.map(({ engine, missing }) => `Engine ${engine} was left out of every case: ${missing}.`),
    ...failureSentences(cases),
    ...cases.flatMap((one) =>
      fewerRowsLines(one, results).map((line) => `On ${one.facts.dataset}, ${line}.`),
    ),
    ...cases.flatMap((one) => roundSentences(one, results)),
    ...cases.flatMap(({ facts }) =>
      caseFallbacks(index, facts.case_id).map(
        (one) => `Engine ${one.engine} on ${facts.dataset}: ${describeFallback(one)}.`,
      ),
    ),
    ...cases.flatMap(({ facts }) =>
      caseLeftovers(index, facts.case_id).map(
        (one) => `Engine ${one.engine} on ${facts.dataset}: ${describeLeftover(one)}.`,
      ),
    ),
    ...otherEnvironments(results).map((line) => `Blocks ${line}.`),
  ]
  const kept = 'No measured value was removed as an outlier.'
  if (found.length === 0)
    return [`No engine was left out, no cell failed, and every planned round counts. ${kept}`]
  return [...found, kept]
}

/** One sentence for each engine, status and reason; wrong cells have a reason each and are counted. */
function failureSentences(cases: readonly CaseResults[]): string[] {
  const found = cases.flatMap((one) =>
    mainArms(one).flatMap((arm) =>
      failures(arm).map((words) => ({ dataset: one.facts.dataset, engine: arm.engine, words })),
    ),
  )
  const alike = groupBy(found, ({ engine, words }) => JSON.stringify([engine, words]))
  return [...alike.values()].map((all) => {
    const [{ engine, words }] = all
    return `Engine ${engine} on ${listWords(all.map(({ dataset }) => dataset))}: ${words}.`
  })
}

/** `unsupported in 20 of 40 configurations (weights=distance is not offered)`, for each status and reason. */
function failures({ cells }: ArmResults): string[] {
  const failed = cells.flatMap((cell) =>
    cell.status !== 'measured' && isFailure(cell.status)
      ? [{ status: cell.status, reason: cell.status === 'wrong' ? '' : ` (${cell.reason})` }]
      : [],
  )
  return [...groupBy(failed, ({ status, reason }) => status + reason).values()].map((all) => {
    const [{ status, reason }] = all
    const which = all.length === cells.length ? 'all' : `${all.length} of ${cells.length}`
    return `${status} in ${which} configurations${reason}`
  })
}

function roundSentences({ facts, rounds }: CaseResults, { plan }: Results): string[] {
  if (plan === undefined || rounds >= plan.rounds) return []
  return [`Of ${countOf(plan.rounds, 'planned round')}, ${rounds} count on ${facts.dataset}.`]
}
