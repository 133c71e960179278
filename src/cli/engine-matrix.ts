import Table from 'cli-table3'
import type { Manifest } from '../engine/manifest.ts'
import { metricSign } from '../report/metric-sign.ts'
import { NO_BORDERS, NO_COLORS } from '../report/render/borderless.ts'
import { METRIC_NAMES } from '../verify/metrics/index.ts'

type Capabilities = Manifest['capabilities']

/** What one engine has of all that a study can ask; `metrics` and the like list what it answers. */
type MatrixRow = { readonly name: string } & Capabilities

/** What every engine has, for scripts. */
export function engineMatrix(manifests: readonly Manifest[]): MatrixRow[] {
  return manifests.map(({ name, capabilities }) => ({ name, ...capabilities }))
}

/** A column of the matrix: its head, and what stands there for an engine. */
interface Column {
  readonly head: string
  readonly cell: (has: Capabilities) => string
}

const mark = (has: boolean): string => (has ? '✓' : '–')

/** The metrics of studies, then those that only a manifest knows. */
function columnsOf(rows: readonly MatrixRow[]): Column[] {
  const metrics = [...new Set([...METRIC_NAMES, ...rows.flatMap((row) => row.metrics)])]
  return [
    ...metrics.map((metric) => ({
      head: metricSign(metric),
      cell: (has: Capabilities) => mark(has.metrics.includes(metric)),
    })),
    { head: 'unif', cell: ({ weights }) => mark(weights.includes('uniform')) },
    { head: 'dist', cell: ({ weights }) => mark(weights.includes('distance')) },
    { head: 'class', cell: ({ tasks }) => mark(tasks.includes('classification')) },
    { head: 'regr', cell: ({ tasks }) => mark(tasks.includes('regression')) },
    { head: 'nbrs', cell: ({ neighbors }) => mark(neighbors) },
    { head: 'proba', cell: ({ probabilities }) => mark(probabilities) },
    { head: 'sweep', cell: ({ sweep }) => mark(sweep) },
    { head: 'exact', cell: ({ exact }) => mark(exact) },
    { head: 'threads', cell: ({ threads }) => String(threads) },
    { head: 'numbers', cell: ({ dtype }) => dtype },
    { head: 'form', cell: ({ form }) => form },
  ]
}

/** The same as a table for a terminal, with a line that says what the heads mean. */
export function engineMatrixText(manifests: readonly Manifest[]): string {
  const rows = engineMatrix(manifests)
  const columns = columnsOf(rows)
  const table = new Table({
    head: ['name', ...columns.map(({ head }) => head)],
    chars: NO_BORDERS,
    style: { ...NO_COLORS, 'padding-left': 1, 'padding-right': 0 },
  })
  for (const row of rows) table.push([row.name, ...columns.map(({ cell }) => cell(row))])
  const signs = METRIC_NAMES.map((name) => `${metricSign(name)} ${name}`).join(', ')
  return [
    table.toString(),
    '',
    ' ✓ answered, – refused as unsupported',
    ` ${signs}(p)`,
    ' unif, dist: weights; class, regr: tasks; nbrs, proba: tells neighbors, probabilities; sweep: a grid from one search',
    ' form: of euclidean and cosine distances, Σ(x−q)² or by products',
    '',
  ].join('\n')
}
