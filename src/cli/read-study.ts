import { InputError } from '../config/input-error.ts'
import { loadStudy } from '../config/load-study.ts'
import { type NarrowedStudy, narrowStudy } from '../config/narrow-study.ts'
import type { Study } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { CONFIGS } from './folders.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'

/** What the command line says about a study beside its name. */
export interface StudyFlags {
  readonly dataset?: readonly string[]
  readonly engine?: readonly string[]
  readonly rounds?: string
  readonly answersOnly?: true
  readonly allowOutside?: true
}

export interface ReadStudy extends NarrowedStudy {
  readonly places: StudyPlaces
}

/** The study of this name or path, narrowed as the flags say. */
export function readStudy(reference: string, flags: StudyFlags, io: Pick<Io, 'cwd'>): ReadStudy {
  const located = loadStudy(reference, {
    configsDirectory: CONFIGS,
    known: knownNames(),
    cwd: io.cwd,
    allow_outside: flags.allowOutside === true,
  })
  return { ...narrowed(located.study, flags), places: located.places }
}

/** A study as the flags want it. */
export function narrowed(study: Study, flags: StudyFlags): NarrowedStudy {
  const rounds = flags.rounds === undefined ? {} : { rounds: wholeNumber(flags.rounds) }
  const selection = { datasets: flags.dataset ?? [], engines: flags.engine ?? [], ...rounds }
  const found = narrowStudy(study, selection)
  return flags.answersOnly === true ? { ...found, study: onAllRows(found.study) } : found
}

/** Answers alone are graded on every test row (design §9); a star of variants costs so much that its rows are the study's. */
export function onAllRows(study: Study): Study {
  if (study.variants !== undefined) return study
  return { ...study, protocol: { ...study.protocol, score_rows: 'all' } }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InputError({ found: `--rounds is "${text}"; allowed: a whole number from 1.`, fix: '' })
}
