import type { Matrix } from '../../src/data/matrix.ts'
import type { CellAnswers, DeclaredForm, EngineAnswers, GradingCase } from '../../src/verify/grade.ts'

/** A naive engine of its own, with switches for honest freedom (arithmetic, tie order) and for mistakes. */
export interface Simulation {
  readonly declared: DeclaredForm
  readonly cells: readonly Pick<CellAnswers, 'n_neighbors' | 'weights'>[]
  /** k of the returned neighbors; none for an engine that gives labels only. */
  readonly returned?: number
  /** Order of equal distances: the row with the smaller key comes first; by index if absent. */
  readonly tieKeys?: (n_neighbors: number) => readonly number[]
  /** Features are summed in this order; all of them in order if absent. A missing one is a mistake. */
  readonly features?: readonly number[]
  /** Mistake: vote with this many neighbors more. */
  readonly extraNeighbors?: number
  /** Mistake: the largest label wins a tied vote. */
  readonly largestLabel?: 'yes'
}

type Round = (value: number) => number

export function simulate(graded: GradingCase, simulation: Simulation, name = 'simulated'): EngineAnswers {
  const { cells, returned, declared } = simulation
  const m = graded.X_score.rows
  const answered = cells.map((cell) => ({
    ...cell,
    labels: Int32Array.from({ length: m }, (_, row) => predict(graded, simulation, row, cell)),
  }))
  if (returned === undefined) return { engine: name, declared, cells: answered }
  const lists = Array.from({ length: m }, (_, row) => search(graded, simulation, row, returned))
  return {
    engine: name,
    declared,
    cells: answered,
    neighbors: {
      n_neighbors: returned,
      indices: Int32Array.from(lists.flatMap((list) => list.map((neighbor) => neighbor.index))),
      distances: Float64Array.from(lists.flatMap((list) => list.map((neighbor) => neighbor.distance))),
    },
  }
}

function predict(
  graded: GradingCase,
  simulation: Simulation,
  row: number,
  { n_neighbors, weights }: Pick<CellAnswers, 'n_neighbors' | 'weights'>,
): number {
  const { declared, extraNeighbors = 0, largestLabel } = simulation
  const list = search(graded, simulation, row, n_neighbors, n_neighbors + extraNeighbors)
  const isNarrow =
    declared.dtype === 'float32' && list.every(({ distance }) => distance === 0 || distance > 1e-36)
  // A vote whose weights overflow float32 is not honest; such an engine would have to vote in float64.
  const round: Round = isNarrow ? Math.fround : (value) => value
  const zeros = list.some(({ distance }) => 1 / distance === Number.POSITIVE_INFINITY)
  const sums = new Array<number>(graded.n_classes).fill(0)
  let leader = -1
  let most = 0
  for (const { index, distance } of list) {
    const label = graded.y_train[index]
    const masked = zeros ? Number(1 / distance === Number.POSITIVE_INFINITY) : round(1 / distance)
    sums[label] = round(sums[label] + (weights === 'uniform' ? 1 : masked))
    if (sums[label] > most) leader = label
    most = Math.max(most, sums[label])
  }
  if (declared.vote === 'first-to-reach') return leader
  return largestLabel ? sums.lastIndexOf(most) : sums.indexOf(most)
}

function search(graded: GradingCase, simulation: Simulation, row: number, k: number, length = k) {
  const { X_train, X_score, metric } = graded
  const round: Round = simulation.declared.dtype === 'float32' ? Math.fround : (value) => value
  const keys = simulation.tieKeys?.(k)
  const features = simulation.features ?? Array.from({ length: X_train.columns }, (_, j) => j)
  // Hamming compares what it was given: narrowing would make other numbers of it.
  const narrow: Round = metric === 'hamming' ? (value) => value : round
  const query = features.map((j) => narrow(X_score.values[row * X_score.columns + j]))
  const all = Array.from({ length: X_train.rows }, (_, index) => {
    const x = features.map((j) => narrow(X_train.values[index * X_train.columns + j]))
    const value = simulatedValue(metric, simulation.declared.form, x, query, round)
    return { index, value, distance: round(simulatedRoot(metric, value)) }
  })
  all.sort((a, b) => a.value - b.value || (keys ? keys[a.index] - keys[b.index] : a.index - b.index))
  return all.slice(0, length)
}

function simulatedRoot(metric: string, value: number): number {
  if (metric === 'euclidean') return Math.sqrt(value)
  return metric.startsWith('minkowski') ? value ** (1 / powerOf(metric)) : value
}

function powerOf(metric: string): number {
  return Number(/\((.+)\)/.exec(metric)?.[1])
}

export function simulatedValue(
  metric: string,
  form: 'difference' | 'norm',
  x: readonly number[],
  q: readonly number[],
  round: Round,
): number {
  const sum = (terms: readonly number[]) => terms.reduce((total, term) => round(total + term), 0)
  if (metric === 'manhattan') return sum(x.map((value, j) => Math.abs(round(value - q[j]))))
  const differences = x.map((value, j) => Math.abs(round(value - q[j])))
  if (metric === 'chebyshev') return Math.max(...differences)
  if (metric === 'hamming') return round(x.filter((value, j) => value !== q[j]).length / x.length)
  if (metric.startsWith('minkowski')) return sum(differences.map((one) => round(one ** powerOf(metric))))
  if (metric === 'cosine') return simulatedCosine(form, x, q, round)
  if (form === 'difference') return sum(x.map((value, j) => round(round(value - q[j]) ** 2)))
  const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, j) => round(value * b[j])))
  return Math.max(0, round(round(dot(x, x) + dot(q, q)) - 2 * dot(x, q)))
}

/** From normalized rows: their product, or half the square of their difference. */
function simulatedCosine(
  form: 'difference' | 'norm',
  x: readonly number[],
  q: readonly number[],
  round: Round,
): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, value, j) => round(total + round(value * b[j])), 0)
  const norms = [x, q].map((row) => round(Math.sqrt(dot(row, row))))
  if (norms.some((norm) => norm < 10 * 2 ** -52)) return 1
  const [unit, other] = [x, q].map((row, i) => row.map((value) => round(value / norms[i])))
  if (form === 'norm') return Math.max(0, round(1 - dot(unit, other)))
  const difference = unit.map((value, j) => round(value - other[j]))
  return round(dot(difference, difference) / 2)
}

export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) }
}
