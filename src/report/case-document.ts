import { shardWords } from '../config/shard.ts'
import type { ScoreName } from '../metrics/scores.ts'
import { countOf } from './answers-summary.ts'
import { caseLabel } from './case-label.ts'
import { isRightCell } from './cell-result.ts'
import { configurationKey, describeConfiguration } from './configuration-key.ts'
import type { CaseDocument } from './document.ts'
import { groupBy } from './group-by.ts'
import { mainArms } from './main-arms.ts'
import { noiseWords } from './noise-words.ts'

import { formatInterval, formatNumber } from './render/format-number.ts'
import type { CaseResults, Results } from './results.ts'
import { runCommand, type StudyReference } from './run-command.ts'
import { rightCells, type Selected, selectConfiguration } from './selected-configurations.ts'
import { caseAnswers } from './tables/answers.ts'
import { caseRanking } from './tables/ranking.ts'
import { scoreWords, taskScores } from './task-scores.ts'
import { fewerRowsLines, whyNothingIsTimed } from './untimed-words.ts'
import { wrongAnswers } from './wrong-answers.ts'

/** What the report says of one case: ranking (or grades, where nothing was timed), then the small print. */
export function caseDocument(one: CaseResults, results: Results, reference: StudyReference): CaseDocument {
  return {
    title: caseLabel(one.facts, results),
    facts: caseFacts(one, results),
    table: one.rounds > 0 ? caseRanking(one, results, reference) : caseAnswers(one, results),
    alarms: wrongAnswers(one, results, reference),
    sentences: [
      ...noRounds(one, results, reference),
      ...fewerRowsLines(one, results),
      ...configurationLines(one, taskScores(results.study).main),
      ...nullArmLine(one),
      ...ambiguousLine(one),
    ],
  }
}

function caseFacts({ facts, rounds }: CaseResults, results: Results): string[] {
  const { n_train, n_test, n_features, rows_timed, rows_scored } = facts
  const count = (value: number) => formatNumber(value, 'count')
  return [
    `${count(n_train)} train, ${count(n_test)} test, ${countOf(n_features, 'feature')}`,
    ...(rounds === 0 ? [] : [`baseline ${results.study.baseline}`]),
    ...(rounds > 0 && rows_timed < n_test
      ? [`${count(rows_timed)} of ${count(n_test)} test rows timed`]
      : []),
    ...(rows_scored < n_test
      ? [`${count(rows_scored)} of ${count(n_test)} test rows scored and graded`]
      : []),
    ...(rounds === 0 ? [] : [`n = ${countOf(rounds, 'round')}`]),
  ]
}

/** A planned study without a counted round says what is still to come, or why nothing is. */
function noRounds(one: CaseResults, { plan, index }: Results, reference: StudyReference): string[] {
  const { rounds, rounds_waiting } = one
  if (rounds > 0 || plan === undefined) return []
  const hopeless = whyNothingIsTimed(one)
  if (hopeless !== undefined) return [hopeless]
  const waiting = rounds_waiting === 0 ? '' : ` (${waitingWords(rounds_waiting)})`
  if (index.shards !== undefined)
    return [`no time is shown yet${waiting}: knnbench merge names what is missing`]
  if (index.shard !== undefined)
    return [`no time is shown yet: shard ${shardWords(index.shard)} holds no whole pass of this${waiting}`]
  return [
    `no time is shown yet: a pass of ${countOf(plan.subsets.length, 'round')} is not complete${waiting}; go on with: ${runCommand(reference)}`,
  ]
}

function waitingWords(rounds: number): string {
  return `${countOf(rounds, 'round waits', 'rounds wait')} for the other subsets of configurations`
}

/** Best and worst configuration of every engine, from its own right answers; what is the same is said once. */
function configurationLines(one: CaseResults, main: ScoreName): string[] {
  const own = mainArms(one).flatMap((arm) => {
    const best = selectConfiguration(rightCells(arm), main, 'best')
    const worst = selectConfiguration(rightCells(arm), main, 'worst')
    return best === undefined || worst === undefined ? [] : [{ engine: arm.engine, best, worst }]
  })
  const groups = [...groupBy(own, ({ best, worst }) => JSON.stringify([best, worst].map(scoreAt))).values()]
  return groups.map((group) => {
    const who = groups.length === 1 ? '' : ` (${group.map(({ engine }) => engine).join(', ')})`
    const best = group.map((one) => one.best)
    if (best[0].value === group[0].worst.value) return oneScore(best, main, who)
    return `best configuration on this test set${who}: ${choiceWords(best, main)} (selected, so optimistic); worst: ${choiceWords(
      group.map((one) => one.worst),
      main,
    )}`
  })
}

/** Numbers of a regression that agree differ by the rounding of their sums. */
const DIGITS = 9

function scoreAt({ cell, value }: Selected): string {
  return `${configurationKey(cell.configuration)} ${value.toPrecision(DIGITS)}`
}

/** The same selection for several engines. */
type Alike = readonly Selected[]

function oneScore(alike: Alike, main: ScoreName, who: string): string {
  const [{ cell, value }] = alike
  const score = scoreWords(main, value)
  const { least, most } = tiesOf(alike)
  if (most === 1)
    return `the one configuration on this test set${who}: ${describeConfiguration(cell.configuration)}: ${score}`
  const all = least === most ? `all ${most}` : `all (${least} to ${most})`
  return `${all} configurations have the same score on this test set${who}: ${score}`
}

function choiceWords(alike: Alike, main: ScoreName): string {
  const [{ cell, value }] = alike
  const { least, most } = tiesOf(alike)
  const upTo = least === most ? '' : 'up to '
  const others = most > 1 ? `, tied with ${upTo}${countOf(most - 1, 'other')}` : ''
  return `${describeConfiguration(cell.configuration)}: ${scoreWords(main, value)}${others}`
}

/** Who answered fewer configurations may have fewer with the same score. */
function tiesOf(alike: Alike): { readonly least: number; readonly most: number } {
  const ties = alike.map(({ tied }) => tied)
  return { least: Math.min(...ties), most: Math.max(...ties) }
}

function nullArmLine({ contrasts, rounds }: CaseResults): string[] {
  const found = contrasts.null_arm
  if (found === undefined || rounds === 0) return []
  if (found.kind === 'not-compared')
    return [`same code against itself (null arm): no interval, ${found.reason}`]
  if (found.ratio_95 === undefined || found.noise_share === undefined) return []
  const { low, high } = found.ratio_95
  return [
    `same code against itself (null arm): ${formatInterval(low, high, 'ratio')} (95 %), so ${noiseWords(found.noise_share, found.rounds)}`,
  ]
}

const SHOWN_ROWS = 5

/** Ambiguous rows of all right engines: where ties or rounding leave more than one right label. */
function ambiguousLine({ arms }: CaseResults): string[] {
  const verifications = arms
    .flatMap(({ cells }) => cells.filter(isRightCell))
    .flatMap(({ verification }) => verification ?? [])
  const [most] = verifications.toSorted((a, b) => b.rows_ambiguous - a.rows_ambiguous)
  if (most === undefined || most.rows_ambiguous === 0) return []
  const rows = [...new Set(verifications.flatMap((v) => v.ambiguous))].sort((a, b) => a - b)
  const listed = `${rows.slice(0, SHOWN_ROWS).join(', ')}${rows.length > SHOWN_ROWS ? ', …' : ''}`
  return [
    `ties: in up to ${most.rows_ambiguous} of ${most.rows_graded} scored rows more than one label is right (test rows ${listed}); engines may differ there and all be right`,
  ]
}
