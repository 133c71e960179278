import type { CellAnswers, EngineAnswers, FirstWrong, GradedRows, Targets } from './grade.ts'

type WrongShape = Extract<FirstWrong, { kind: 'wrong-shape' }>

/**
 * What makes a cell's labels impossible to grade: their number, or a k that the training rows cannot fill.
 */
export function cellShapeFault(cell: CellAnswers<Targets>, graded: GradedRows): WrongShape | undefined {
  return (
    neighborCountFault(cell.n_neighbors, graded.X_train.rows) ??
    lengthFault('labels', cell.labels.length, graded.X_score.rows)
  )
}

/** The same for the neighbors an engine returned at its largest k. */
export function neighborsShapeFault(
  neighbors: NonNullable<EngineAnswers['neighbors']>,
  graded: GradedRows,
): WrongShape | undefined {
  const { n_neighbors, indices, distances } = neighbors
  const expected = graded.X_score.rows * n_neighbors
  return (
    neighborCountFault(n_neighbors, graded.X_train.rows) ??
    lengthFault('neighbor indices', indices.length, expected) ??
    lengthFault('neighbor distances', distances.length, expected)
  )
}

function neighborCountFault(n_neighbors: number, n_train: number): WrongShape | undefined {
  if (Number.isInteger(n_neighbors) && n_neighbors >= 1 && n_neighbors <= n_train) return undefined
  return {
    kind: 'wrong-shape',
    row: 0,
    what: `n_neighbors is ${n_neighbors}; allowed: 1 to n_train = ${n_train}`,
  }
}

function lengthFault(name: string, found: number, expected: number): WrongShape | undefined {
  if (found === expected) return undefined
  return { kind: 'wrong-shape', row: 0, what: `${found} ${name}, expected ${expected}` }
}
