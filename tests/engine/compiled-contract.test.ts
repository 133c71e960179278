import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { builtEngines } from './built-engine.ts'
import { KINDS, type NastyCase, nastyCase } from './nasty-data.ts'
import { askEngine } from './rust-engine.ts'

const ENGINES = builtEngines(['c', 'go'])

/** More rows than are compared side by side, each of them twice, and no multiple of their number. */
const TWICE: NastyCase = {
  X_train: {
    rows: 302,
    columns: 3,
    values: Float64Array.from({ length: 906 }, (_, i) => ((i % 453) * 7) % 11),
  },
  y_train: Int32Array.from({ length: 302 }, (_, i) => (i * 7) % 3),
  X_score: { rows: 40, columns: 3, values: Float64Array.from({ length: 120 }, (_, i) => (i * 5) % 13) },
  n_classes: 3,
}
const CASES: readonly (readonly [string, readonly NastyCase[]])[] = [
  ...KINDS.map((kind) => [kind, fc.sample(nastyCase(kind), { seed: 11, numRuns: 6 })] as const),
  ['many rows, each twice', [TWICE]],
]
const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent']

describe.skipIf(ENGINES.length === 0).each(ENGINES)('$name against the naive reference', (engine) => {
  const { found, program, name } = engine

  it.each(CASES)('on %s: every label and neighbor is right, for k from 1 to n', (_, cases) => {
    for (const asked of cases) {
      askEngine([program], found, asked, (run) => {
        expect([run.code, run.stderr]).toEqual([0, ''])
        for (const metric of found.manifest.capabilities.metrics) {
          const graded = gradeAnswers({ ...asked, metric }, [run.answers(metric)]).get(name) ?? []
          expect(graded.length).toBeGreaterThan(0)
          for (const cell of graded) expect(RIGHT, JSON.stringify(cell)).toContain(cell.grade)
        }
        expect(run.events.filter(({ event }) => event === 'failed')).toEqual([])
      })
    }
  })

  test.each([
    [Number.NaN, /^X\[1\]\[0\] is nan; every value must be a finite number$/i],
    [Number.NEGATIVE_INFINITY, /^X\[1\]\[0\] is -inf; every value must be a finite number$/i],
    [1e160, /^X\[1\]\[0\] is 1e\+160; beyond .* a euclidean distance of 2 features could overflow$/],
  ])('refuses %s by its place', (value, message) => {
    const asked: NastyCase = {
      X_train: { rows: 3, columns: 2, values: Float64Array.of(0, 1, value, 2, 3, 4) },
      y_train: Int32Array.of(0, 1, 1),
      X_score: { rows: 1, columns: 2, values: Float64Array.of(0, 0) },
      n_classes: 2,
    }
    askEngine([program], found, asked, ({ code, events }) => {
      const [failed] = events.filter((event) => event.event === 'failed')
      expect(code).toBe(0)
      expect(failed).toMatchObject({ kind: 'error', message: expect.stringMatching(message) })
      expect(events.filter(({ event }) => event === 'neighbors')).toHaveLength(value === 1e160 ? 1 : 0)
    })
  })
})
