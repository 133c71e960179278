import type { Results } from '../results.ts'
import type { Table } from '../table.ts'
import type { TableNeeds } from '../table-needs.ts'
import { TABLES, type TableName } from '../tables/index.ts'
import { reproducedAnswersTable } from './answers-table.ts'
import { compareAnswers } from './compare-answers.ts'
import { compareVerdicts } from './compare-verdicts.ts'
import { joinReproduced } from './joined-table.ts'
import { type Outcome, worstOutcome } from './outcome.ts'
import { isTimed, pairArms } from './paired-arms.ts'
import { reproducedTimesTable } from './times-table.ts'

/** A study that was run again, beside the ledger that it is from. */
export interface Reproduction {
  /** Answers, then times where they were asked for. */
  readonly tables: readonly Table[]
  readonly outcome: Outcome
}

/** What a reproduction was run for: times are compared only after `rounds`. */
export interface Purpose extends TableNeeds {
  /** The table of the report that is to be seen beside its old self. */
  readonly table?: TableName
}

/** Old, new and ratio of every arm of `old` that `now` ran again, and of every row of the table that is asked for. */
export function compareReproduction(
  old: Results,
  now: Results,
  { until, cases, table }: Purpose,
): Reproduction {
  const pairs = pairArms(old, now, cases)
  const answers = pairs.map((pair) => ({ pair, answers: compareAnswers(pair) }))
  const timed = until === 'answers' ? [] : pairs.filter(isTimed)
  const verdicts = timed.map((pair) => ({ pair, outcome: compareVerdicts(pair) }))
  return {
    tables: [
      reproducedAnswersTable(answers),
      ...(until === 'answers' ? [] : [reproducedTimesTable(verdicts, old, now)]),
      ...joinedTables(table, old, now),
    ],
    outcome: worstOutcome([
      ...answers.map((one) => one.answers.outcome),
      ...verdicts.map(({ outcome }) => outcome),
    ]),
  }
}

/** Tables whose columns the two above have, and one of single measurements, which have no counterpart. */
const WITHOUT_JOIN: readonly TableName[] = ['ranking', 'answers', 'samples']

function joinedTables(name: TableName | undefined, old: Results, now: Results): Table[] {
  if (name === undefined || WITHOUT_JOIN.includes(name)) return []
  const { make } = TABLES[name]
  const joined = joinReproduced(make(old), make(now))
  return joined === undefined ? [] : [joined]
}
