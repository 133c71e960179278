import { describe, expect, test } from 'vitest'
import type { AnswerQuality, CellGrade, EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { seededCase } from './seeded-case.ts'
import { matrixOf, simulate } from './simulated-engine.ts'

const EXACT = { dtype: 'float64', form: 'difference', vote: 'smallest-label' } as const

/** Training rows at 1, 2, −2, 3, 4 of one scored row at 0: rows 1 and 2 are tied. */
const line: GradingCase = {
  X_train: matrixOf([[1], [2], [-2], [3], [4]]),
  X_score: matrixOf([[0]]),
  y_train: Int32Array.from([0, 1, 2, 1, 0]),
  n_classes: 3,
  metric: 'euclidean',
}

interface Answer {
  readonly indices: readonly number[]
  readonly distances: readonly number[]
  readonly label: number
  readonly weights?: 'uniform' | 'distance'
}

function approximate(answers: readonly Answer[], declared: EngineAnswers['declared'] = EXACT): EngineAnswers {
  return {
    engine: 'mine',
    declared,
    approximate: answers.map(({ indices, distances }) => ({
      n_neighbors: indices.length,
      indices: Int32Array.from(indices),
      distances: Float64Array.from(distances),
    })),
    cells: answers.map(({ indices, label, weights = 'uniform' }) => ({
      n_neighbors: indices.length,
      weights,
      labels: Int32Array.of(label),
    })),
  }
}

function gradesOf(answers: EngineAnswers, graded = line): readonly CellGrade[] {
  const grades = gradeAnswers(graded, [answers]).get('mine')
  if (grades === undefined) throw new Error('no grades')
  return grades
}

function qualityOf(answer: Answer): AnswerQuality {
  const [grade] = gradesOf(approximate([answer]))
  if (grade.grade !== 'approximate') throw new Error(`it is ${grade.grade}`)
  return grade.quality
}

function wrongOf(answer: Answer): unknown {
  const [grade] = gradesOf(approximate([answer]))
  return grade.grade === 'wrong' ? grade.wrong : grade.grade
}

describe('what an approximate answer is worth', () => {
  test('the true neighbors have recall 1, distance ratio 1 and the true label', () => {
    expect(qualityOf({ indices: [0, 1, 2], distances: [1, 2, 2], label: 0 })).toEqual({
      recall: 1,
      distance_ratio: 1,
      distance_ratio_rows: 1,
      label_agreement: 1,
    })
  })

  test('each row tied with the k-th neighbor counts as found, whichever it is', () => {
    expect(qualityOf({ indices: [0, 1], distances: [1, 2], label: 0 }).recall).toBe(1)
    expect(qualityOf({ indices: [0, 2], distances: [1, 2], label: 0 }).recall).toBe(1)
  })

  test('a row beyond the k-th distance does not, and its distance is in the ratio', () => {
    const quality = qualityOf({ indices: [1, 3], distances: [2, 3], label: 1 })
    expect(quality).toMatchObject({ recall: 0.5, distance_ratio: 5 / 3, label_agreement: 0 })
  })

  test('neighbors may come in any order', () => {
    expect(qualityOf({ indices: [1, 0], distances: [2, 1], label: 0 })).toMatchObject({
      recall: 1,
      distance_ratio: 1,
    })
  })

  test('what is reported has no part in recall, only what is there', () => {
    const [near] = gradesOf(approximate([{ indices: [1], distances: [2 + 1e-15], label: 1 }]))
    expect(near).toMatchObject({ grade: 'approximate', quality: { recall: 0, distance_ratio: 2 } })
  })

  test('the margin of float32 is wider than that of float64', () => {
    const close = { ...line, X_train: matrixOf([[1], [1 + 1e-7], [5]]), y_train: Int32Array.from([0, 0, 1]) }
    const answer = [{ indices: [1], distances: [1 + 1e-7], label: 0 }]
    const recallOf = (dtype: 'float32' | 'float64') => {
      const [grade] = gradesOf(approximate(answer, { ...EXACT, dtype }), close)
      return grade.grade === 'approximate' ? grade.quality.recall : grade.grade
    }
    expect([recallOf('float64'), recallOf('float32')]).toEqual([0, 1])
  })

  test('a ratio needs a true distance above 0: without one it is undefined, but two zeros are 1', () => {
    const doubles = { ...line, X_train: matrixOf([[0], [0], [3]]), y_train: Int32Array.from([0, 1, 1]) }
    const grade = (index: number, distance: number, label: number) =>
      gradesOf(approximate([{ indices: [index], distances: [distance], label }]), doubles)[0]
    expect(grade(2, 3, 1)).toMatchObject({
      quality: { recall: 0, distance_ratio: undefined, distance_ratio_rows: 0 },
    })
    expect(grade(1, 0, 1)).toMatchObject({
      quality: { recall: 1, distance_ratio: 1, label_agreement: 1 },
      rows_ambiguous: 1,
      ambiguous: [0],
    })
  })

  test('each cell is graded by the list at its own k', () => {
    const grades = gradesOf(
      approximate([
        { indices: [3], distances: [3], label: 1 },
        { indices: [0, 1, 2], distances: [1, 2, 2], label: 0 },
      ]),
    )
    expect(grades.map((grade) => grade.grade === 'approximate' && grade.quality.recall)).toEqual([0, 1])
  })

  test('an engine that finds everything has recall 1 at every k, metric and weighting', () => {
    for (const metric of ['euclidean', 'manhattan']) {
      const graded = seededCase({ metric })
      const cells = [1, 3, 9].flatMap((n_neighbors) => [
        { n_neighbors, weights: 'uniform' as const },
        { n_neighbors, weights: 'distance' as const },
      ])
      const lists = [1, 3, 9].flatMap((returned) => {
        const { neighbors } = simulate(graded, { declared: EXACT, cells, returned })
        return neighbors ?? []
      })
      const { neighbors: _, ...labels } = simulate(graded, { declared: EXACT, cells, returned: 9 }, 'mine')
      const grades = gradesOf({ ...labels, approximate: lists }, graded)
      expect(grades.map((grade) => (grade.grade === 'approximate' ? grade.quality : grade))).toEqual(
        cells.map(() => ({ recall: 1, distance_ratio: 1, distance_ratio_rows: 60, label_agreement: 1 })),
      )
    }
  })
})

describe('what is wrong however approximate it is', () => {
  test.each([
    ['a row that does not exist', { indices: [0, 7], distances: [1, 2], label: 0 }, 'invalid-index'],
    ['the mark of a row not found', { indices: [0, -1], distances: [1, 2], label: 0 }, 'invalid-index'],
    ['a row twice', { indices: [0, 0], distances: [1, 1], label: 0 }, 'invalid-index'],
    ['a distance that is not its own', { indices: [3], distances: [2], label: 1 }, 'wrong-distance'],
    ['no number', { indices: [3], distances: [Number.NaN], label: 1 }, 'wrong-distance'],
    ['a label that its neighbors do not elect', { indices: [3], distances: [3], label: 0 }, 'wrong-label'],
    [
      'a label of the other weighting',
      { indices: [0, 1, 3], distances: [1, 2, 3], label: 0, weights: 'uniform' as const },
      'wrong-label',
    ],
  ])('%s', (_, answer, kind) => {
    expect(wrongOf(answer)).toMatchObject({ kind })
  })

  test('a list of the wrong shape', () => {
    const answers = approximate([{ indices: [0, 1], distances: [1], label: 0 }])
    expect(gradesOf(answers)[0]).toMatchObject({ grade: 'wrong', wrong: { kind: 'wrong-shape' } })
  })

  test('labels without neighbors are undecidable', () => {
    const answers = { ...approximate([{ indices: [0], distances: [1], label: 0 }]), approximate: [] }
    expect(gradesOf(answers)[0]).toMatchObject({ grade: 'undecidable', basis: 'labels' })
  })
})
