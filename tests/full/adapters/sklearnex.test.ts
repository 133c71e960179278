import { describe, expect, test } from 'vitest'
import { askedMetrics } from '../../engine/asked-metrics.ts'
import type { NastyCase } from '../../engine/nasty-data.ts'
import { askPython, gradedPython, readyPythonEngines } from '../../engine/python-engine.ts'
import { configuration } from '../../engine/tiny-job.ts'
import { ofKind } from '../../engine/toy-adapter.ts'

const engines = readyPythonEngines().filter(({ manifest }) => manifest.library === 'scikit-learn-intelex')
const [brute, kdTree] = engines

/** Two training rows, 0 of class 1 and 1 of class 0; the second test row is a training row. */
const TWO_ROWS: NastyCase = {
  X_train: { rows: 2, columns: 1, values: Float64Array.of(0, 1) },
  y_train: Int32Array.of(1, 0),
  X_score: { rows: 2, columns: 1, values: Float64Array.of(0.4, 0) },
  n_classes: 2,
}

/** 61 training rows of one feature, most of them 0, and one test row; row 38 is the only 6. */
const ONE_SIX: NastyCase = {
  X_train: {
    rows: 61,
    columns: 1,
    values: Float64Array.from('0301044007101010000804040080400103055361280500200500040057518', Number),
  },
  y_train: Int32Array.from({ length: 61 }, (_, i) => i % 2),
  X_score: { rows: 1, columns: 1, values: Float64Array.of(6.25) },
  n_classes: 2,
}

describe.each(engines)('$manifest.name', (found) => {
  test.each(askedMetrics(found.manifest.capabilities.metrics))(
    'computes %s itself, in every call',
    (metric) => {
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
    },
  )
})

/** With the smallest data found. When the library is mended these fail, and the contract test can ask for it. */
describe.runIf(brute !== undefined)('what scikit-learn-intelex gets wrong, and is told', () => {
  test.each((brute?.manifest.capabilities.metrics ?? []).filter((one) => one !== 'minkowski'))(
    'brute, %s, weights=distance: a test row that is a training row, but not the first, changes the labels of all',
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

  test('kd_tree: the nearest row is missed where many rows share a coordinate', () => {
    const run = askPython(kdTree, ONE_SIX, [configuration(1)])
    const [cell] = gradedPython(kdTree, ONE_SIX, { ...run, metric: 'euclidean' })
    expect(cell).toMatchObject({
      grade: 'wrong',
      wrong: { kind: 'missed-neighbor', returned_distance: 0.75, nearer: 38, nearer_distance: 0.25 },
    })
  })
})
