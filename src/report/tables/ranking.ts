import type { SubsetT } from '../../stats/subset-t.ts'
import { type AnswersSummary, summarizeAnswers } from '../answers-summary.ts'
import type { ArmResults } from '../arm-results.ts'
import {
  armMemory,
  armPredict_ns,
  reasonsWithoutTimes,
  reasonWithoutTimes,
  shownConfigurations,
} from '../arm-times.ts'
import { callWords } from '../call-words.ts'
import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import { caseLabel } from '../case-label.ts'
import type { Compared, Contrast } from '../contrast.ts'
import { tableFamily } from '../family-size.ts'
import type { CaseResults, Results } from '../results.ts'
import { runCommand, type StudyReference } from '../run-command.ts'
import {
  blank,
  type Cell,
  gradeColumn,
  interval,
  intervalColumn,
  missing,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { isOnePass } from '../verdict-words.ts'

const COLUMNS = [
  nameColumn('engine', 'engine', 0),
  numberColumn('predict_ns', 'predict', 'ns', 1),
  numberColumn('speed', '× as fast', 'ratio', 0),
  intervalColumn('speed_95', '95 % interval', 'ratio', 0),
  textColumn('verdict', 'verdict', 0),
  numberColumn('growth_bytes', 'memory', 'growth', 1),
  gradeColumn('answers', 'answers', 0),
]

/** Every case's engines, fastest first. */
export function rankingTable(results: Results): Table {
  return {
    name: 'ranking',
    title: 'Ranking: engines by speed against the baseline',
    unit_of_replication: 'round (one fresh process of each arm)',
    ...tableFamily(results),
    columns: [...CASE_COLUMNS, ...COLUMNS],
    rows: results.cases.flatMap((one) =>
      rankedRows(one, results, results.reference).map((row) => [...caseCells(one.facts), ...row]),
    ),
    notes: notes(results),
  }
}

/** The ranking of one case, without the columns that name it. */
export function caseRanking(one: CaseResults, results: Results, reference: StudyReference): Table {
  return {
    name: 'ranking',
    title: `Ranking on ${caseLabel(one.facts, results)}`,
    unit_of_replication: 'round (one fresh process of each arm)',
    ...tableFamily(results),
    columns: COLUMNS,
    rows: rankedRows(one, results, reference),
    notes: notes(results),
  }
}

function notes({ study }: Results): string[] {
  const call = callWords(study.protocol.mode)
  return [
    `predict: ${call}, median over configurations and rounds. × as fast: time of the baseline / time of the engine, on the configurations valid for both. memory: growth of the predict phase over the size after fit.`,
  ]
}

function rankedRows(one: CaseResults, results: Results, reference: StudyReference): Cell[][] {
  const contrasts = new Map(one.contrasts.engines.map((contrast) => [contrast.engine, contrast]))
  return one.arms
    .filter(({ arm }) => arm === 'main')
    .map((arm) => ({
      arm,
      contrast: contrasts.get(arm.engine),
      rank: rankOf(arm, contrasts.get(arm.engine), results),
    }))
    .sort((a, b) => a.rank - b.rank || 0)
    .map(({ arm, contrast }) => row(arm, contrast, { results, reference }))
}

/** ln of the time ratio, so that the baseline is 0; what has no ratio comes after, what shows no time last. */
function rankOf(arm: ArmResults, contrast: Contrast | undefined, { study }: Results): number {
  if (shownConfigurations(arm).length === 0) return Number.MAX_VALUE
  if (arm.engine === study.baseline) return 0
  const ratio = contrast?.kind === 'compared' ? contrast.ratio : undefined
  return ratio === undefined ? Number.MAX_SAFE_INTEGER : Math.log(ratio)
}

interface Context {
  readonly results: Results
  readonly reference: StudyReference
}

function row(arm: ArmResults, contrast: Contrast | undefined, context: Context): Cell[] {
  const answers = summarizeAnswers(arm)
  if (shownConfigurations(arm).length === 0) return withoutTimes(arm, answers)
  return [
    text(arm.engine),
    predictCell(arm, context.results),
    ...speedCells(arm, contrast, context),
    number(armMemory(arm).growth_bytes, missing('memory was not recorded')),
    answersCell(answers),
  ]
}

function withoutTimes(arm: ArmResults, answers: AnswersSummary | undefined): Cell[] {
  const reason = reasonWithoutTimes(arm)
  const why = blank(reason)
  return [
    text(arm.engine),
    why,
    why,
    why,
    verdictWithoutTimes(arm, answers, reason),
    why,
    answersCell(answers),
  ]
}

/** The statuses of an arm without a single time to show: one word if they agree. */
function verdictWithoutTimes(arm: ArmResults, answers: AnswersSummary | undefined, reason: string): Cell {
  const statuses = [...new Set(arm.cells.map(({ status }) => status))]
  if (statuses.includes('wrong')) return text('not shown', answers?.worst === 'wrong' ? undefined : reason)
  if (statuses.length > 1) return text(statuses.join(', '), reason)
  if (statuses[0] === 'answered') return text('not shown', reason)
  return text(statuses[0] ?? 'not-run', reason)
}

function predictCell(arm: ArmResults, { configurations }: Results): Cell {
  const shown = shownConfigurations(arm).length
  const cell = number(armPredict_ns(arm), missing('not timed'))
  if (shown === configurations.length || cell.kind !== 'number') return cell
  return {
    ...cell,
    note: `over ${shown} of ${configurations.length} configurations; ${reasonsWithoutTimes(arm)}`,
  }
}

function speedCells(arm: ArmResults, contrast: Contrast | undefined, context: Context): Cell[] {
  if (arm.engine === context.results.study.baseline) {
    const self = blank('the baseline is what the others are compared with')
    return [number(1, self), self, text('baseline')]
  }
  if (contrast?.kind !== 'compared') {
    const why = blank(contrast?.reason ?? 'not compared')
    return [why, why, text('not compared', contrast?.reason ?? 'no contrast was planned')]
  }
  const why = blank(contrast.reason)
  return [number(1 / contrast.ratio, why), intervalCell(contrast, why), verdictCell(contrast, context)]
}

/** The 95 % interval of the ratio turned upside down: how many times as fast. */
function intervalCell({ ratio_95, interval_note }: Compared, otherwise: Cell): Cell {
  if (ratio_95 === undefined) return otherwise
  const cell = interval({ low: 1 / ratio_95.high, high: 1 / ratio_95.low }, otherwise)
  return cell.kind !== 'interval' || interval_note === undefined ? cell : { ...cell, note: interval_note }
}

/** A doubtful verdict carries its reason and the next command; a decided one only what limits it. */
function verdictCell(contrast: Compared, context: Context): Cell {
  const { verdict, reason, caveat } = contrast
  const doubt = verdict === 'inconclusive' ? [reason, ...nextStep(contrast, context)] : []
  const why = [...doubt, ...(caveat === undefined ? [] : [caveat])]
  return why.length === 0 ? text(verdict) : text(verdict, why.join('; '))
}

/** A study this many times as long is a wish, not a next step. */
const PRACTICAL_FACTOR = 20

function nextStep(contrast: Compared, { results, reference }: Context): string[] {
  const { rounds, rounds_needed, ratio_95 } = contrast
  const { inference } = contrast.measured
  if (inference.defined && isOnePass(inference))
    return [secondPass(inference.value, rounds_needed, { results, reference })]
  if (rounds_needed === undefined) return ['more rounds alone are unlikely to decide it']
  const command = runCommand(reference, rounds_needed)
  const planned = results.study.protocol.rounds
  if (rounds < planned && rounds_needed <= planned) {
    return [`all ${planned} rounds of the study would probably decide it: ${runCommand(reference)}`]
  }
  if (ratio_95 === undefined) return [`an interval needs ${rounds_needed} rounds: ${command}`]
  if (rounds_needed > PRACTICAL_FACTOR * rounds)
    return [`too close to call: it would take about ${rounds_needed} rounds`]
  return [`${rounds_needed} rounds would probably decide it: ${command}`]
}

/** After one pass more rounds cannot be estimated well, since the spread between configurations counts as noise. */
function secondPass(
  { subsets }: SubsetT,
  rounds_needed: number | undefined,
  { results, reference }: Context,
): string {
  const rounds = 2 * subsets
  const isPlanned = rounds <= results.study.protocol.rounds
  const command = isPlanned ? runCommand(reference) : runCommand(reference, rounds)
  if (rounds_needed === rounds) return `a second pass (${rounds} rounds) would probably decide it: ${command}`
  const most =
    rounds_needed === undefined
      ? 'how many rounds would decide it cannot be told'
      : `at most about ${rounds_needed} rounds would probably decide it`
  return `${most}, for one pass counts the spread between configurations as noise; a second one (${rounds} rounds) tells more: ${command}`
}

function answersCell(answers: AnswersSummary | undefined): Cell {
  if (answers === undefined) return blank('not graded')
  const { words, bound, rows_other_vote } = answers
  const notes = [
    ...(bound === undefined ? [] : [`labels only, no neighbors to check: ${bound}`]),
    ...(rows_other_vote === 0
      ? []
      : [
          `its declared vote rule is not scikit-learn's and labels up to ${rows_other_vote} rows differently`,
        ]),
  ]
  return notes.length === 0 ? text(words) : text(words, notes.join('; '))
}
