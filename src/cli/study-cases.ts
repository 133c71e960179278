import { InputError } from '../config/input-error.ts'
import { isTimed, type Study } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { caseSplits } from '../data/case-split.ts'
import { type CaseRequest, prepareCase } from '../data/prepare-case.ts'
import { isPulled, notPulled, type RegisteredEntry, readRegistry } from '../data/registry.ts'
import { rowsName, sampleRows, writeRows } from '../data/sample-rows.ts'
import { deriveSeed } from '../plan/seed.ts'
import type { StudyCase } from '../runner/study-case.ts'

const PROBE_ROWS = 8 // enough to see a row's cost, few enough for a library that takes 0.1 s a row

/** A fold is neither probed nor timed. */
const NO_ROWS: StudyCase['timed'] = { positions: new Int32Array(0), path: '' }

/** Every dataset × split (or fold) × preparation of a study, prepared once and kept in the cache. */
export function studyCases(
  study: Study,
  places: StudyPlaces,
  { cacheRoot, onRead }: Pick<CaseRequest, 'cacheRoot' | 'onRead'>,
): StudyCase[] {
  requirePulled(study, places, cacheRoot)
  const { rows, score_rows, seed, mode } = study.protocol
  return study.datasets.flatMap((entry) =>
    study.splits.flatMap(caseSplits).flatMap((split) =>
      Object.entries(study.prepares).map(([prepareName, steps]) => {
        const request = { entry, split, prepareName, steps, task: study.task, cacheRoot, onRead }
        const prepared = prepareStudyCase(request, places)
        const rowSeed = deriveSeed(seed, 'rows', prepared.case_id)
        const sample = (count: number | 'all'): StudyCase['timed'] => {
          const positions = sampleRows(prepared.n_test, count, rowSeed)
          return { positions, path: writeRows(prepared, positions, rowsName(positions.length, rowSeed)) }
        }
        const score = sample(score_rows)
        if (!isTimed(split)) return { prepared, timed: NO_ROWS, score, probe: NO_ROWS }
        // In mode single a call has one row, and what a call costs beside its rows counts.
        const probe = sample(mode === 'single' ? 1 : PROBE_ROWS)
        return { prepared, timed: sample(rows), score, probe }
      }),
    ),
  )
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
