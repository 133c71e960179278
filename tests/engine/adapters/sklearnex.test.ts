import { describe, expect, test } from 'vitest'
import type { NastyCase } from '../nasty-data.ts'
import { askPython, gradedPython, readyPythonEngines } from '../python-engine.ts'
import { configuration } from '../tiny-job.ts'
import { ofKind } from '../toy-adapter.ts'

const engines = readyPythonEngines().filter(({ manifest }) => manifest.library === 'scikit-learn-intelex')
const [brute] = engines

/** Two training rows, 0 of class 1 and 1 of class 0; the second test row is a training row. */
const TWO_ROWS: NastyCase = {
  X_train: { rows: 2, columns: 1, values: Float64Array.of(0, 1) },
  y_train: Int32Array.of(1, 0),
  X_score: { rows: 2, columns: 1, values: Float64Array.of(0.4, 0) },
  n_classes: 2,
}

describe.each(engines)('$manifest.name', (found) => {
  test.each(found.manifest.capabilities.metrics)('computes %s itself, in every call', (metric) => {
    const verbose = {
      ...found.manifest,
      command: ['env', 'SKLEARNEX_VERBOSE=INFO', ...found.manifest.command],
    }
    const cells = [configuration(1, metric), configuration(1, metric, 'distance')]
    const { events, stderr } = askPython({ ...found, manifest: verbose }, TWO_ROWS, cells)
    expect(ofKind(events, 'failed')).toEqual([])
    const calls = stderr.trimEnd().split('\n')
    const methods = calls.map(
      (one) => /KNeighborsClassifier\.(\w+): running accelerated/.exec(one)?.[1] ?? one,
    )
    const labels = ['fit', 'predict', 'predict_proba']
    expect(methods).toEqual([...labels, ...labels, 'fit', 'kneighbors'])
  })
})

/** With the smallest data that shows it. When the library is mended this fails, and the contract test can ask for it. */
describe.runIf(brute !== undefined)('what sklearnex-brute gets wrong, and is told', () => {
  test.each(brute?.manifest.capabilities.metrics ?? [])(
    '%s, weights=distance: a test row that is a training row, but not the first, changes the labels of all',
    (metric) => {
      const cells = [configuration(1, metric, 'distance'), configuration(1, metric)]
      const run = askPython(brute, TWO_ROWS, cells)
      const [weighted, uniform] = gradedPython(brute, TWO_ROWS, { ...run, metric })
      expect(uniform.grade).toBe('identical')
      expect(weighted).toMatchObject({
        grade: 'wrong',
        rows_wrong: 2,
        wrong: { kind: 'wrong-label', row: 0, label: 0, admissible: [1] },
      })
    },
  )
})
