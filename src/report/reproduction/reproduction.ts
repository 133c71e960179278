import type { Results } from '../results.ts'
import type { Table } from '../table.ts'
import { reproducedAnswersTable } from './answers-table.ts'
import { compareAnswers } from './compare-answers.ts'
import { compareVerdicts } from './compare-verdicts.ts'
import { type Outcome, worstOutcome } from './outcome.ts'
import { pairArms } from './paired-arms.ts'
import { reproducedTimesTable } from './times-table.ts'

/** A study that was run again, beside the ledger that it is from. */
export interface Reproduction {
  /** Answers, then times where they were asked for. */
  readonly tables: readonly Table[]
  readonly outcome: Outcome
}

/** Old, new and ratio of every arm of `old` that `now` ran again; times only where `until` is `rounds`. */
export function compareReproduction(old: Results, now: Results, until: 'answers' | 'rounds'): Reproduction {
  const pairs = pairArms(old, now)
  const answers = pairs.map((pair) => ({ pair, answers: compareAnswers(pair) }))
  const verdicts = until === 'answers' ? [] : pairs.map((pair) => ({ pair, outcome: compareVerdicts(pair) }))
  return {
    tables: [
      reproducedAnswersTable(answers),
      ...(until === 'answers' ? [] : [reproducedTimesTable(verdicts, old, now)]),
    ],
    outcome: worstOutcome([
      ...answers.map((one) => one.answers.outcome),
      ...verdicts.map(({ outcome }) => outcome),
    ]),
  }
}
