import { paretoFront } from '../stats/pareto-front.ts'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { type CellThroughput, cellThroughput } from './cell-throughput.ts'
import { configurationKey } from './configuration-key.ts'
import { groupBy } from './group-by.ts'
import type { Verification } from './ledger-index.ts'
import { baselineArm } from './main-arms.ts'
import type { CaseResults, Results } from './results.ts'

/** Which Pareto front of recall and throughput a point is on: that of all approximate engines, or its family's own. */
export type Front = 'overall' | 'family'

/** One approximate engine at one configuration: a point of a recall–throughput curve. */
export interface RecallPoint {
  readonly arm: ArmResults
  readonly cell: ScoredCell
  /** The engine that runs: entries of a study that run the same one are a family, swept over its parameters. */
  readonly family: string
  /** `ef_search = 50`; empty where the study gives it none. */
  readonly params: string
  readonly quality: Verification['quality']
  readonly speed: CellThroughput | undefined
  readonly front: Front | undefined
}

/** The curves of one case and configuration, which can be read against each other. */
export interface RecallCurve {
  readonly configuration: ScoredCell['configuration']
  /** Family by family in the study's order, within one from the lowest recall up. */
  readonly points: readonly RecallPoint[]
  /** The exact baseline at the same configuration, for reference. */
  readonly baseline: CellThroughput | undefined
}

/** One curve for each configuration of the grid; none where the study has no approximate engine. */
export function recallCurves(one: CaseResults, results: Results): RecallCurve[] {
  if (one.approximate.length === 0) return []
  const { study } = results
  const rows = study.protocol.mode === 'batch' ? one.facts.rows_timed : 1
  const baseline = baselineArm(one, study.baseline)
  return results.configurations.map((configuration) => {
    const key = configurationKey(configuration)
    const cellOf = ({ cells }: ArmResults) =>
      cells.filter((cell) => configurationKey(cell.configuration) === key)
    const points = one.approximate.flatMap((arm) =>
      cellOf(arm).map((cell) => point(arm, cell, rows, results)),
    )
    return {
      configuration,
      points: inOrder(withFronts(points)),
      baseline: baseline && cellOf(baseline).map((cell) => cellThroughput(baseline, cell, rows))[0],
    }
  })
}

function point(arm: ArmResults, cell: ScoredCell, rows: number, { study }: Results): RecallPoint {
  const entry = study.engines.find(({ name }) => name === arm.engine)
  const params = Object.entries(entry?.params ?? {}).map(([name, value]) => `${name} = ${value}`)
  return {
    arm,
    cell,
    family: entry?.use ?? arm.engine,
    params: params.join(', '),
    quality: cell.status === 'wrong' ? undefined : cell.verification?.quality,
    speed: cellThroughput(arm, cell, rows),
    front: undefined,
  }
}

function withFronts(points: readonly RecallPoint[]): RecallPoint[] {
  const overall = new Set(frontOf(points))
  const own = new Set([...groupBy(points, ({ family }) => family).values()].flatMap(frontOf))
  return points.map((one) => ({
    ...one,
    front: overall.has(one) ? 'overall' : own.has(one) ? 'family' : undefined,
  }))
}

function frontOf(points: readonly RecallPoint[]): RecallPoint[] {
  const placed = points.flatMap((one) =>
    one.quality === undefined || one.speed === undefined
      ? []
      : [{ one, first: one.quality.recall, second: one.speed.per_second }],
  )
  return paretoFront(placed).map(({ one }) => one)
}

function inOrder(points: readonly RecallPoint[]): RecallPoint[] {
  const recallOf = ({ quality }: RecallPoint): number => quality?.recall ?? Number.NEGATIVE_INFINITY
  return [...groupBy(points, ({ family }) => family).values()].flatMap((family) =>
    family.toSorted((a, b) => recallOf(a) - recallOf(b) || 0),
  )
}
