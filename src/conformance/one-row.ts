import type { Configuration } from '../config/study.ts'
import { describeWrong } from '../verify/describe-wrong.ts'
import type { GradingCase } from '../verify/grade.ts'
import { gradeAnswers } from '../verify/grade-answers.ts'
import { distanceMetric } from '../verify/metrics/index.ts'
import { matrixRow, oracleReader } from '../verify/oracle.ts'
import type { Graded } from './host.ts'

/** One neighbor of a test row: its training row, its distance, and its class code. */
export interface Neighbor {
  readonly row: number
  readonly distance: number
  readonly label: number
}

/** What an engine answered for one test row in one cell. */
export interface RowAnswer {
  readonly configuration: Configuration
  readonly label: number
  readonly grade: string
  /** What is wrong with it, if anything is. */
  readonly sentence: string | undefined
  /** By the oracle. */
  readonly nearest: readonly Neighbor[]
  /** With the distances that the engine told; undefined where it tells none. */
  readonly returned: readonly Neighbor[] | undefined
}

/** Every answer of an engine for one of the scored rows. */
export function rowAnswers(graded: readonly Graded[], row: number, classes: readonly string[]): RowAnswer[] {
  return graded.flatMap((one) => ofMetric(one, row, classes))
}

function ofMetric({ gradingCase, answers }: Graded, row: number, classes: readonly string[]): RowAnswer[] {
  const { X_score, y_train, metric } = gradingCase
  const alone: GradingCase = {
    ...gradingCase,
    X_score: { rows: 1, columns: X_score.columns, values: matrixRow(X_score, row).slice() },
  }
  const { neighbors } = answers
  const start = row * (neighbors?.n_neighbors ?? 0)
  const own = neighbors && {
    ...neighbors,
    indices: neighbors.indices.slice(start, start + neighbors.n_neighbors),
    distances: neighbors.distances.slice(start, start + neighbors.n_neighbors),
  }
  const cells = answers.cells.map((cell) => ({ ...cell, labels: cell.labels.slice(row, row + 1) }))
  const { engine, declared } = answers
  const told = { engine, declared, cells, ...(own === undefined ? {} : { neighbors: own }) }
  const grades = gradeAnswers(alone, [told]).get(engine) ?? []
  const { distance } = distanceMetric(metric)
  return cells.map(({ n_neighbors, weights, labels }, at) => {
    const { indices, values } = oracleReader(alone, { n_neighbors })(0)
    const grade = grades[at]
    return {
      configuration: { n_neighbors, metric, weights },
      label: labels[0],
      grade: grade.grade,
      sentence: grade.grade === 'wrong' ? describeWrong(grade.wrong, classes) : undefined,
      nearest: list(indices, values.map(distance), y_train, n_neighbors),
      returned: own && list(own.indices, own.distances, y_train, n_neighbors),
    }
  })
}

function list(
  rows: Int32Array,
  distances: Float64Array,
  y_train: Int32Array,
  n_neighbors: number,
): Neighbor[] {
  return Array.from(rows.subarray(0, n_neighbors), (row, at) => ({
    row,
    distance: distances[at],
    label: y_train[row],
  }))
}
