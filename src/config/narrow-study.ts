import { InputError, type InputProblem } from './input-error.ts'
import { quoted } from './printable.ts'
import { roundsFault } from './rounds.ts'
import { suggestion } from './schema-findings.ts'
import type { Study } from './study.ts'

/** What the command line asks for; an absent or empty list keeps everything. */
export interface Selection {
  readonly datasets?: readonly string[]
  readonly engines?: readonly string[]
  /** Instead of the study's `protocol.rounds`. */
  readonly rounds?: number
}

export interface NarrowedStudy {
  readonly study: Study
  /** What the user should know, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * The study with fewer datasets and engines (`--dataset`, `--engine`) and other rounds (`--rounds`). The
 * baseline always stays, with a note. Throws `InputError` for names the study does not have and for rounds
 * that do not cover its grid in whole passes.
 */
export function narrowStudy(study: Study, { datasets = [], engines = [], rounds }: Selection): NarrowedStudy {
  const problems = [
    ...unknownNames('--dataset', datasets, study.datasets),
    ...unknownNames('--engine', engines, study.engines),
    ...(rounds === undefined ? [] : roundsProblems(rounds, study)),
  ]
  if (problems.length > 0) throw new InputError(problems)
  const addsBaseline = engines.length > 0 && !engines.includes(study.baseline)
  const { published, ...whole } = study
  const narrowed = {
    ...whole,
    datasets: named(study.datasets, datasets),
    ...publishedOf(published, datasets),
    engines: named(study.engines, addsBaseline ? [...engines, study.baseline] : engines),
    protocol: { ...study.protocol, rounds: rounds ?? study.protocol.rounds },
  }
  const notes = addsBaseline
    ? [`${study.baseline} runs too: it is the baseline that ratios are against.`]
    : []
  return { study: narrowed, notes }
}

function named<Entry extends { readonly name: string }>(
  entries: readonly Entry[],
  names: readonly string[],
): readonly Entry[] {
  return names.length === 0 ? entries : entries.filter(({ name }) => names.includes(name))
}

/** What was published about datasets that stay. */
function publishedOf(published: Study['published'], names: readonly string[]): Pick<Study, 'published'> {
  const kept = Object.entries(published ?? {}).filter(([name]) => names.length === 0 || names.includes(name))
  return kept.length === 0 ? {} : { published: Object.fromEntries(kept) }
}

function unknownNames(
  flag: string,
  names: readonly string[],
  entries: readonly { readonly name: string }[],
): InputProblem[] {
  const allowed = entries.map(({ name }) => name)
  return names
    .filter((name) => !allowed.includes(name))
    .map((name) => ({
      found: `${flag} is ${quoted(name)}; allowed: ${allowed.join(', ')}.`,
      fix: suggestion(name, allowed),
    }))
}

function roundsProblems(rounds: number, { grid, protocol }: Study): InputProblem[] {
  if (!Number.isSafeInteger(rounds) || rounds < 1)
    return [{ found: `--rounds is ${rounds}; allowed: a whole number from 1.`, fix: '' }]
  const configurations = grid.n_neighbors.length * grid.metric.length * grid.weights.length
  const fault = roundsFault(rounds, { configurations, perRound: protocol.configurations_per_round })
  return fault === undefined ? [] : [{ found: `--rounds is ${fault.found}`, fix: fault.fix }]
}
