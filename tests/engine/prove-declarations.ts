import { describe, expect, test } from 'vitest'
import type { ReadyEngine } from '../../src/runner/ready-engine.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { METRIC_NAMES } from '../../src/verify/metrics/index.ts'
import { askEngine } from './asked-engine.ts'
import { askedMetrics } from './asked-metrics.ts'
import type { NastyCase } from './nasty-data.ts'
import { configuration } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

/** 30 rows of a category, a count and a measure; queries share coordinates with some rows, and are none of them. */
const ASKED: NastyCase = {
  X_train: {
    rows: 30,
    columns: 3,
    values: Float64Array.from(
      Array.from({ length: 30 }, (_, i) => [(i % 3) + 1, (i * 7) % 5, i / 8 + 0.1]).flat(),
    ),
  },
  y_train: Int32Array.from({ length: 30 }, (_, i) => (i * 7) % 3),
  X_score: {
    rows: 4,
    columns: 3,
    values: Float64Array.of(1, 2, 0.37, 3, 0, 2.9, 2, 4, 1.71, 1, 7, 3.03),
  },
  n_classes: 3,
}

const METRICS = askedMetrics(METRIC_NAMES)
const ALL = METRICS.flatMap((metric) =>
  (['uniform', 'distance'] as const).map((weights) => configuration(3, metric, weights)),
)
const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent', 'labels-agree', 'undecidable']

/** Asks each engine for all metrics and weights that there are, also for what it does not declare. */
export function proveDeclarations(engines: readonly ReadyEngine[]): void {
  describe.each(engines)('$manifest.name', proveDeclared)
}

function proveDeclared(engine: ReadyEngine): void {
  const { name, capabilities } = engine.manifest
  const isOffered = ({ metric, weights }: (typeof ALL)[number]) =>
    askedMetrics(capabilities.metrics).includes(metric) && capabilities.weights.includes(weights)

  test('answers what its manifest offers, and rightly, and refuses all else by name', () => {
    const { events, answers } = askEngine(engine, ASKED, { configurations: ALL, task: 'classification' })
    const answered = ofKind(events, 'result')
    expect(answered.map((one) => one.configuration)).toEqual(expect.arrayContaining(ALL.filter(isOffered)))
    expect(answered).toHaveLength(ALL.filter(isOffered).length)
    const refused = ofKind(events, 'failed')
    expect(refused.map(({ kind, configuration: one }) => ({ kind, one }))).toEqual(
      ALL.filter((one) => !isOffered(one)).map((one) => ({ kind: 'unsupported', one })),
    )
    for (const { message } of refused) expect(message).toMatch(/^(metric|weights)=\S+ is not offered$/)
    const { dtype, form } = capabilities
    expect(ofKind(events, 'hello')).toMatchObject([{ dtype, form }])
    expect(
      answered.every(({ probabilities }) => (probabilities !== null) === capabilities.probabilities),
    ).toBe(true)
    const told = capabilities.neighbors ? askedMetrics(capabilities.metrics) : []
    expect(new Set(ofKind(events, 'neighbors').map(({ metric }) => metric))).toEqual(new Set(told))
    if (!capabilities.exact) return
    for (const metric of askedMetrics(capabilities.metrics)) {
      const graded = gradeAnswers({ ...ASKED, metric }, [answers(metric)]).get(name) ?? []
      expect(graded).toHaveLength(capabilities.weights.length)
      for (const cell of graded) expect(RIGHT, JSON.stringify({ metric, ...cell })).toContain(cell.grade)
    }
  })
}
