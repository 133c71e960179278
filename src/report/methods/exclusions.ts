import { countOf } from '../answers-summary.ts'
import type { ScoredCell } from '../arm-results.ts'
import { caseLabel } from '../case-label.ts'
import { cellFailure } from '../cell-result.ts'
import { caseFallbacks, describeFallback } from '../fallbacks.ts'
import { groupBy } from '../group-by.ts'
import type { LedgerIndex } from '../ledger-index.ts'
import { caseLeftovers, describeLeftover } from '../leftovers.ts'
import { listWords } from '../list-words.ts'
import { otherEnvironments } from '../other-environments.ts'
import { everyMainArm } from '../ranked-arms.ts'
import type { CaseResults, Results } from '../results.ts'
import type { Table } from '../table.ts'
import { fewerRowsLines } from '../untimed-words.ts'
import { tableExclusions } from './inference-tables.ts'
import { type Place, placesOf } from './places.ts'

/** Everything that is not in the tables of times and of folds, with its reason; table failures has it cell by cell. */
export function exclusionParagraphs(results: Results, tables: readonly Table[]): string[] {
  const { cases, left_out, index } = results
  const places = placesOf(results)
  const found = [
    ...left_out.map(({ engine, missing }) => `Engine ${engine} was left out of every case: ${missing}.`),
    ...failureSentences(places),
    ...cases.flatMap((one) =>
      fewerRowsLines(one, results).map((line) => `On ${caseLabel(one.facts, results)}, ${line}.`),
    ),
    ...cases.flatMap((one) => roundSentences(one, results)),
    ...places.flatMap((place) => fallbackSentences(place, index)),
    ...places.flatMap((place) => leftoverSentences(place, index)),
    ...otherEnvironments(results).map((line) => `Blocks ${line}.`),
    ...places.flatMap(openSentences),
    ...tableExclusions(tables),
  ]
  const kept = 'No measured value was removed as an outlier.'
  if (found.length > 0) return [...found, kept]
  const rounds = cases.length === 0 ? '' : ', and every planned round counts'
  return [`No engine was left out${cases.length === 0 ? ' and' : ','} no cell failed${rounds}. ${kept}`]
}

/** One sentence for each engine, status and reason; wrong cells have a reason each and are counted. */
function failureSentences(places: readonly Place[]): string[] {
  const found = places.flatMap((place) =>
    cellsByEngine(place).flatMap(([engine, cells]) =>
      failures(cells, place.unit).map((words) => ({ place: place.words(), engine, words })),
    ),
  )
  const alike = groupBy(found, ({ engine, words }) => JSON.stringify([engine, words]))
  return [...alike.values()].map((all) => {
    const [{ engine, words }] = all
    return `Engine ${engine} on ${listWords(all.map(({ place }) => place))}: ${words}.`
  })
}

function cellsByEngine({ cases }: Place): [string, ScoredCell[]][] {
  const byEngine = groupBy(cases.flatMap(everyMainArm), ({ engine }) => engine)
  return [...byEngine].map(([engine, arms]) => [engine, arms.flatMap(({ cells }) => cells)])
}

/** `unsupported in 20 of 40 configurations (weights=distance is not offered)`, for each status and reason. */
function failures(cells: readonly ScoredCell[], unit: Place['unit']): string[] {
  const failed = cells.flatMap((cell) => {
    const found = cellFailure(cell)
    if (found === undefined) return []
    return [{ status: found.status, reason: found.status === 'wrong' ? '' : ` (${found.reason})` }]
  })
  return [...groupBy(failed, ({ status, reason }) => status + reason).values()].map((all) => {
    const [{ status, reason }] = all
    const which = all.length === cells.length ? 'all' : `${all.length} of ${cells.length}`
    return `${status} in ${which} ${unit}${reason}`
  })
}

/** What folds have in common is said once, with how many they are. */
function fallbackSentences({ cases, words }: Place, index: LedgerIndex): string[] {
  const found = cases.flatMap(({ facts }) =>
    caseFallbacks(index, facts.case_id).map((one) => ({ engine: one.engine, what: describeFallback(one) })),
  )
  const alike = groupBy(found, ({ engine, what }) => JSON.stringify([engine, what]))
  return [...alike.values()].map((all) => {
    const [{ engine, what }] = all
    return `Engine ${engine} on ${words(all.length)}: ${what}.`
  })
}

function leftoverSentences({ cases, words }: Place, index: LedgerIndex): string[] {
  const found = cases.flatMap(({ facts }) => caseLeftovers(index, facts.case_id))
  return [...groupBy(found, ({ engine }) => engine)].map(([engine, all]) => {
    const processes = all.reduce((sum, one) => sum + one.processes, 0)
    return `Engine ${engine} on ${words(all.length)}: ${describeLeftover({ engine, processes })}.`
  })
}

/** Folds that a run which was cut off has not answered; missing rounds say the same of a holdout. */
function openSentences(place: Place): string[] {
  if (place.unit === 'configurations') return []
  const cells = cellsByEngine(place).flatMap(([, own]) => own)
  const open = cells.filter(({ status }) => status === 'not-run').length
  if (open === 0) return []
  return [`Of ${countOf(cells.length, 'cell')} on ${place.words()}, ${open} are not answered yet.`]
}

function roundSentences({ facts, rounds }: CaseResults, results: Results): string[] {
  const { plan } = results
  if (plan === undefined || rounds >= plan.rounds) return []
  return [`Of ${countOf(plan.rounds, 'planned round')}, ${rounds} count on ${caseLabel(facts, results)}.`]
}
