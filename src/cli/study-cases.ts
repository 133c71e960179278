import { InputError } from '../config/input-error.ts'
import { isTimed, type Study } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { caseSplits } from '../data/case-split.ts'
import { type CaseRequest, prepareCase } from '../data/prepare-case.ts'
import { isPulled, notPulled, type RegisteredEntry, readRegistry } from '../data/registry.ts'
import { rowsName, sampleRows, writeRows } from '../data/sample-rows.ts'
import { deriveSeed } from '../plan/seed.ts'
import { variantCases } from '../plan/variant-cases.ts'
import { isTimedCase, type StudyCase } from '../runner/study-case.ts'

const PROBE_ROWS = 8 // enough to see a row's cost, few enough for a library that takes 0.1 s a row

/** A fold is neither probed nor timed. */
const NO_ROWS: StudyCase['timed'] = { positions: new Int32Array(0), path: '' }

/** Every dataset × split (or fold) × preparation of a study, then its variants; prepared once and kept in the cache. */
export function studyCases(
  study: Study,
  places: StudyPlaces,
  { cacheRoot, onRead }: Pick<CaseRequest, 'cacheRoot' | 'onRead'>,
): StudyCase[] {
  requirePulled(study, places, cacheRoot)
  return study.datasets.flatMap((entry) => {
    const whole = { entry, task: study.task, cacheRoot, onRead }
    const cases = study.splits.flatMap(caseSplits).flatMap((split) =>
      Object.entries(study.prepares).map(([prepareName, steps]) => {
        const prepared = prepareStudyCase({ ...whole, split, prepareName, steps }, places)
        return isTimed(split) ? timedCase(prepared, study) : scoredCase(prepared, study, prepared.case_id)
      }),
    )
    const base = cases.find(isTimedCase)?.prepared
    const changed = base === undefined ? [] : variantsOf(study, whole, { base, places })
    return [...cases, ...changed]
  })
}

type Prepared = StudyCase['prepared']

interface Around {
  readonly base: Prepared
  readonly places: StudyPlaces
}

/** The variants of a dataset, but for those that leave its data as they are. */
function variantsOf(
  study: Study,
  whole: Pick<CaseRequest, 'entry' | 'task' | 'cacheRoot' | 'onRead'>,
  { base, places }: Around,
): StudyCase[] {
  return variantCases(study).flatMap((one): StudyCase[] => {
    const { name, n_neighbors } = one.variant
    const prepared = prepareStudyCase({ ...whole, ...one }, places)
    if (isSameData(prepared, base)) return []
    const narrowed = n_neighbors === undefined ? {} : { n_neighbors }
    // The rows that the base is scored on, where the test part is the same one.
    return [
      { ...scoredCase(prepared, study, base.case_id), variant: { of: base.dataset, name, ...narrowed } },
    ]
  })
}

function isSameData({ hashes }: Prepared, { hashes: base }: Prepared): boolean {
  return (['X_train', 'X_test', 'y_train', 'y_test'] as const).every((file) => hashes[file] === base[file])
}

function timedCase(prepared: Prepared, study: Study): StudyCase {
  const { rows, mode } = study.protocol
  const sample = sampler(prepared, study, prepared.case_id)
  // In mode single a call has one row, and what a call costs beside its rows counts.
  const probe = sample(mode === 'single' ? 1 : PROBE_ROWS)
  return { prepared, timed: sample(rows), score: sample(study.protocol.score_rows), probe }
}

function scoredCase(prepared: Prepared, study: Study, drawnAs: string): StudyCase {
  const score = sampler(prepared, study, drawnAs)(study.protocol.score_rows)
  return { prepared, timed: NO_ROWS, score, probe: NO_ROWS }
}

/** Draws test rows as for the case of this id: cases of one test part that are drawn alike have the same rows. */
function sampler(prepared: Prepared, { protocol }: Study, drawnAs: string) {
  const rowSeed = deriveSeed(protocol.seed, 'rows', drawnAs)
  return (count: number | 'all'): StudyCase['timed'] => {
    const positions = sampleRows(prepared.n_test, count, rowSeed)
    return { positions, path: writeRows(prepared, positions, rowsName(positions.length, rowSeed)) }
  }
}

/** As `prepareCase`; what a key of the study got wrong is told at that key, not in the data. */
export function prepareStudyCase(request: CaseRequest, places?: StudyPlaces): StudyCase['prepared'] {
  try {
    return prepareCase(request)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(
      error.problems.map(({ study_key, ...problem }) =>
        study_key === undefined || places === undefined
          ? problem
          : { ...problem, where: places.dataset(request.entry.name, study_key) },
      ),
    )
  }
}

/** Tells of all datasets that are not here at once, each at its place in the study, before any is prepared. */
export function requirePulled({ datasets }: Study, places: StudyPlaces, cacheRoot: string): void {
  const names = new Set(datasets.filter(({ kind }) => kind === 'named').map(({ name }) => name))
  const missing = readRegistry().filter(
    (entry): entry is RegisteredEntry =>
      entry.origin === 'registered' && names.has(entry.name) && !isPulled(entry, cacheRoot),
  )
  if (missing.length > 0) throw notPulled(missing, ({ name }) => places.dataset(name, []))
}
