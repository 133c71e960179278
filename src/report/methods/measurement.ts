import { countOf } from '../answers-summary.ts'
import { caseLabel } from '../case-label.ts'
import { formatSeconds } from '../failure-words.ts'
import type { Plan, Study } from '../ledger-index.ts'
import { listWords } from '../list-words.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'
import { ANSWER_WORDS } from '../task-scores.ts'

/** What a round is, what is inside the clock, and what limits there were. */
export function measurementParagraphs(results: Results): string[] {
  const { study, plan, cases, folds } = results
  if (plan === undefined)
    return [
      'Nothing was timed: the run answered every configuration, and its answers were graded and scored.',
    ]
  return [
    `${roundWords(study, plan)} Every engine of a round runs in a fresh process of its own, one after the other. Their order is balanced by a Williams design, so that each engine stands in each position, and after each other engine, as nearly equally often as the number of rounds allows; datasets come in random order. The seed of all this is ${study.protocol.seed}. The baseline runs twice in each round: its second process, the null arm, shows how much the same code differs from itself on this machine.`,
    `Each process loads the prepared data, fits, predicts once, and warms up for ${warmupWords(study)} for every distance metric. Then ${sampleWords(study)} What is timed is the engine's own predict, from the test matrix in its documented input type to the array of ${ANSWER_WORDS[study.task].many}, by a monotonic clock; one driver for each language does it for all engines of that language. Garbage is collected before each configuration, outside the clock. CPU time and the peak of resident memory are read by the same driver.`,
    `${rowsWords(
      cases.map(({ facts }) => ({ ...facts, label: caseLabel(facts, results) })),
      folds.length > 0,
    )} ${limitWords(study)}`,
  ]
}

function roundWords({ protocol }: Study, { subsets, passes, rounds }: Plan): string {
  if (subsets.length <= 1)
    return `The study has ${countOf(rounds, 'round')}, and each times all configurations.`
  const sizes = [...new Set(subsets.map(({ length }) => length))].sort((a, b) => a - b)
  return `The study has ${countOf(protocol.rounds, 'round')}: ${countOf(passes, 'pass', 'passes')} over ${subsets.length} fixed subsets of ${listWords(sizes.map(String))} configurations, one subset a round. Only whole passes count.`
}

function warmupWords({ protocol: { warmup } }: Study): string {
  return 'calls' in warmup ? countOf(warmup.calls, 'call') : formatDuration(warmup.time_ns)
}

function sampleWords({ protocol: { repeats, min_time_ns, mode } }: Study): string {
  const taken = repeats === 1 ? 'one sample' : `${repeats} samples`
  const each = repeats === 1 ? 'it is' : 'each is'
  return `${taken} of each configuration ${repeats === 1 ? 'is' : 'are'} taken; ${each} ${callsWords(min_time_ns, mode)}.`
}

function callsWords(min_time_ns: number, mode: Study['protocol']['mode']): string {
  if (mode === 'single') return 'the mean of at least 1,000 calls on one row, kept with their percentiles'
  return min_time_ns === 0
    ? 'one call on all timed rows'
    : `the mean of as many calls on all timed rows as last at least ${formatDuration(min_time_ns)} together`
}

/** Milliseconds below a second, which limits and estimates are never. */
function formatDuration(value_ns: number): string {
  return value_ns < 1e9 ? formatNumber(value_ns, 'ns') : formatSeconds(value_ns)
}

interface Rows {
  readonly label: string
  readonly n_test: number
  readonly rows_timed: number
  readonly rows_scored: number
}

function rowsWords(cases: readonly Rows[], hasFolds: boolean): string {
  const timed = rowsOf(cases, ({ rows_timed }) => rows_timed)
  const scored = rowsOf(cases, ({ rows_scored }) => rows_scored)
  return `The timed rows are ${timed}; the graded and scored rows${hasFolds ? ' of holdouts' : ''} are ${scored}. A sample of rows is drawn once and is the same for every engine.`
}

/** `all test rows`, or how many of which dataset. */
function rowsOf(cases: readonly Rows[], countIn: (one: Rows) => number): string {
  const fewer = cases.filter((one) => countIn(one) < one.n_test)
  if (fewer.length === 0) return 'all test rows'
  const words = listWords(fewer.map((one) => `${countIn(one)} on ${one.label}`))
  return fewer.length === cases.length
    ? `a sample of the test rows (${words})`
    : `all test rows, or only a sample of them (${words})`
}

function limitWords({ protocol: { timeout_ns, max_arm_ns, budget_ns } }: Study): string {
  const limits = [
    `${formatSeconds(timeout_ns)} for one fit or one prediction`,
    ...(max_arm_ns === undefined
      ? []
      : [`an estimate of ${formatSeconds(max_arm_ns)} for an engine on one case`]),
    ...(budget_ns === undefined ? [] : [`${formatSeconds(budget_ns)} for the study`]),
  ]
  return `${limits.length === 1 ? 'The limit was' : 'The limits were'} ${listWords(limits)}; what exceeded one is a failure with its reason, not a missing number.`
}
