import { describe, expect, test } from 'vitest'
import type { NastyCase } from '../nasty-data.ts'
import { askPython, readyPythonEngines } from '../python-engine.ts'
import { configuration } from '../tiny-job.ts'
import { ofKind } from '../toy-adapter.ts'

const found = readyPythonEngines().find(({ manifest }) => manifest.name === 'faiss-flat')

const FAR: NastyCase = {
  X_train: { rows: 2, columns: 1, values: Float64Array.of(0, 1000) },
  y_train: Int32Array.of(0, 1),
  X_score: { rows: 1, columns: 1, values: Float64Array.of(1) },
  n_classes: 2,
}

describe.runIf(found !== undefined)('faiss-flat', () => {
  test('refuses powers that float32 cannot hold, which would tie', () => {
    if (found === undefined) return
    const cells = [configuration(2, 'minkowski(16)'), configuration(2, 'chebyshev')]
    const { events } = askPython(found, FAR, cells)
    const [failed] = ofKind(events, 'failed')
    expect(failed).toMatchObject({ kind: 'error', configuration: cells[0] })
    expect(failed.message).toContain("minkowski(16): a sum is beyond float32's largest number")
    expect(ofKind(events, 'result').map((one) => one.configuration)).toEqual([cells[1]])
  })
})
