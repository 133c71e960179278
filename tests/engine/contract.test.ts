import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Adapter } from '../../src/engine/adapter.ts'
import { ADAPTERS, loadAdapter } from '../../src/engine/adapters/index.ts'
import { bundledManifests } from '../../src/runner/engine-registry.ts'
import type { CellAnswers, EngineAnswers } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { askedMetrics } from './asked-metrics.ts'
import { KINDS, type NastyCase, nastyCase, neighborCounts } from './nasty-data.ts'

const manifests = new Map(bundledManifests().map(({ manifest }) => [manifest.name, manifest]))

/** All that an engine can be asked about one case and metric, as the driver would ask it. */
function answers(name: string, adapter: Adapter<unknown>, asked: NastyCase, metric: string): EngineAnswers {
  const manifest = manifests.get(name)
  if (manifest === undefined) throw new Error(`no manifest for ${name}`)
  const { dtype, form, weights } = manifest.capabilities
  const X = adapter.convert(asked.X_train)
  const queries = adapter.convert(asked.X_score)
  const fitted = (options: { n_neighbors: number; weights: 'uniform' | 'distance' }) =>
    adapter.fit(X, asked.y_train, { ...options, metric, n_classes: asked.n_classes, params: {} })
  const counts = neighborCounts(asked.X_train.rows)
  const cells: CellAnswers[] = weights.flatMap((one) =>
    counts.map((n_neighbors) => {
      const options = { n_neighbors, weights: one }
      return { ...options, labels: Int32Array.from(fitted(options).predict(queries, options)) }
    }),
  )
  const n_neighbors = asked.X_train.rows
  const neighbors = fitted({ n_neighbors, weights: 'uniform' }).neighbors?.(queries, n_neighbors)
  const base = { engine: name, declared: { dtype, form, vote: manifest.vote }, cells }
  return neighbors === undefined ? base : { ...base, neighbors: { n_neighbors, ...neighbors } }
}

describe.each(Object.keys(ADAPTERS))('%s against the naive reference', (name) => {
  const { metrics = [] } = manifests.get(name)?.capabilities ?? {}

  it.each(KINDS.flatMap((kind) => askedMetrics(metrics).map((metric) => [kind, metric] as const)))(
    'on %s, %s: every label and neighbor is right, for k from 1 to n',
    async (kind, metric) => {
      const adapter = await loadAdapter(name)
      fc.assert(
        fc.property(nastyCase(kind), (asked) => {
          const graded =
            gradeAnswers({ ...asked, metric }, [answers(name, adapter, asked, metric)]).get(name) ?? []
          expect(graded.length).toBeGreaterThan(0)
          for (const cell of graded) {
            // Rows full of ties leave an engine that tells labels only undecided; that is not wrong.
            const right =
              cell.basis === 'neighbors'
                ? ['identical', 'tie-equivalent', 'epsilon-equivalent']
                : ['labels-agree', 'undecidable']
            expect(right, JSON.stringify(cell)).toContain(cell.grade)
          }
        }),
        { numRuns: 20 },
      )
    },
  )
})
