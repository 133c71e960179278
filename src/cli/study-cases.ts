import type { Study } from '../config/study.ts'
import { prepareCase } from '../data/prepare-case.ts'
import { rowsName, sampleRows, writeRows } from '../data/sample-rows.ts'
import { deriveSeed } from '../plan/seed.ts'
import type { StudyCase } from '../runner/study-case.ts'

const PROBE_ROWS = 8 // enough to see a row's cost, few enough for a library that takes 0.1 s a row

/** Every dataset × split × preparation of a study, prepared once and kept in the cache. */
export function studyCases(study: Study, cacheRoot: string): StudyCase[] {
  const { rows, score_rows, seed, mode } = study.protocol
  return study.datasets.flatMap((entry) =>
    study.splits.flatMap((split) =>
      Object.entries(study.prepares).map(([prepareName, steps]) => {
        const prepared = prepareCase({ entry, split, prepareName, steps, task: study.task, cacheRoot })
        const rowSeed = deriveSeed(seed, 'rows', prepared.case_id)
        const sample = (count: number | 'all'): StudyCase['timed'] => {
          const positions = sampleRows(prepared.n_test, count, rowSeed)
          return { positions, path: writeRows(prepared, positions, rowsName(positions.length, rowSeed)) }
        }
        // In mode single a call has one row, and what a call costs beside its rows counts.
        const probe = sample(mode === 'single' ? 1 : PROBE_ROWS)
        return { prepared, timed: sample(rows), score: sample(score_rows), probe }
      }),
    ),
  )
}
