import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { matrixOf } from './simulated-engine.ts'

interface StoredEngine {
  readonly engine: string
  readonly algorithm: string
  readonly dtype: 'float64' | 'float32'
  readonly neighbors: {
    readonly n_neighbors: number
    readonly indices: number[]
    readonly distances: number[]
  }
  readonly cells: {
    readonly n_neighbors: number
    readonly weights: 'uniform' | 'distance'
    readonly labels: number[]
  }[]
}

interface StoredCase {
  readonly name: string
  readonly metric: string
  readonly X_train: number[][]
  readonly y_train: number[]
  readonly X_score: number[][]
  readonly n_classes: number
  readonly engines: StoredEngine[]
}

const file = new URL('../fixtures/verify/sklearn-answers.json', import.meta.url)
const { cases }: { cases: StoredCase[] } = JSON.parse(readFileSync(file, 'utf8'))

function answersOf({ engine, algorithm, dtype, neighbors, cells }: StoredEngine): EngineAnswers {
  return {
    engine,
    declared: { dtype, form: algorithm === 'brute' ? 'norm' : 'difference', vote: 'smallest-label' },
    neighbors: {
      n_neighbors: neighbors.n_neighbors,
      indices: Int32Array.from(neighbors.indices),
      distances: Float64Array.from(neighbors.distances),
    },
    cells: cells.map((cell) => ({ ...cell, labels: Int32Array.from(cell.labels) })),
  }
}

function gradingCase({ metric, X_train, y_train, X_score, n_classes }: StoredCase): GradingCase {
  const y = Int32Array.from(y_train)
  return { metric, n_classes, X_train: matrixOf(X_train), X_score: matrixOf(X_score), y_train: y }
}

describe.each(cases)('scikit-learn on $name', (stored) => {
  test.each(stored.engines)(
    '$engine is right in every cell, with its neighbors and by its labels alone',
    (engine) => {
      const answers = answersOf(engine)
      const { declared, cells } = answers
      const labelsOnly = { engine: 'labels alone', declared, cells }
      const grades = [...gradeAnswers(gradingCase(stored), [answers, labelsOnly]).values()]
      expect(grades.flat().filter((cell) => cell.grade === 'wrong')).toEqual([])
      expect(grades[0]).toHaveLength(12)
    },
  )

  test('an undeclared dtype is found out by its distances', () => {
    const engine = stored.engines.find(({ dtype }) => dtype === 'float32')
    if (!engine) throw new Error('the fixture has a float32 engine')
    const answers = answersOf({ ...engine, dtype: 'float64' })
    const grades = [...gradeAnswers(gradingCase(stored), [answers]).values()].flat()
    // On the grid every value is exact in float32, so nothing can be seen there but rounded roots.
    const isExact = stored.name === 'grid, manhattan'
    expect(grades.some((cell) => cell.grade === 'wrong')).toBe(!isExact)
  })
})

test('the trees are identical or differ within ties where every distance is exact', () => {
  const stored = cases.find(({ name }) => name === 'grid, manhattan')
  if (!stored) throw new Error('the fixture has a grid')
  const trees = stored.engines.filter(({ algorithm }) => algorithm !== 'brute').map(answersOf)
  const grades = [...gradeAnswers(gradingCase(stored), trees).values()].flat().map(({ grade }) => grade)
  expect(new Set(grades)).toEqual(new Set(['tie-equivalent']))
})
