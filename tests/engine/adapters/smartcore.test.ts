import { describe, expect, test } from 'vitest'
import type { FoundManifest } from '../../../src/runner/engine-registry.ts'
import { gradeAnswers } from '../../../src/verify/grade-answers.ts'
import type { NastyCase } from '../nasty-data.ts'
import { askRust, hasRust, rustEngines } from '../rust-engine.ts'
import { ofKind } from '../toy-adapter.ts'

function engine(name: string): FoundManifest {
  const found = rustEngines().find(({ manifest }) => manifest.name === name)
  if (found === undefined) throw new Error(`no manifest for ${name}`)
  return found
}

/** Rows of one feature, one query at 0. */
function line(values: readonly number[], labels: readonly number[]): NastyCase {
  return {
    X_train: { rows: values.length, columns: 1, values: Float64Array.from(values) },
    y_train: Int32Array.from(labels),
    X_score: { rows: 1, columns: 1, values: Float64Array.of(0) },
    n_classes: 2,
  }
}

describe.runIf(hasRust)('what smartcore does otherwise', () => {
  test.each(['smartcore-linear', 'smartcore-cover-tree'])(
    '%s counts a distance as zero only if it is: one whose inverse is infinite leaves it without an answer of its own',
    (name) => {
      const asked = line([1e-310, 5], [1, 0])
      askRust(engine(name), asked, (run) => {
        const graded =
          gradeAnswers({ ...asked, metric: 'manhattan' }, [run.answers('manhattan')]).get(name) ?? []
        const wrong = graded.flatMap((cell) =>
          cell.grade === 'wrong' ? [{ weights: cell.weights, what: cell.wrong }] : [],
        )
        expect(wrong).toMatchObject([
          { weights: 'distance', what: { kind: 'wrong-label', label: 0, admissible: [1] } },
          { weights: 'distance', what: { kind: 'wrong-label', label: 0, admissible: [1] } },
        ])
      })
    },
  )

  test('its cover tree of one row finds no neighbor, and says so cell by cell', () => {
    askRust(engine('smartcore-cover-tree'), line([3], [1]), ({ events }) => {
      expect(ofKind(events, 'failed').map(({ kind, message }) => ({ kind, message }))).toEqual(
        Array(4).fill({ kind: 'error', message: expect.stringContaining('Sum of weights is zero') }),
      )
    })
  })
})
