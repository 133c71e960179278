import { describe, expect, test } from 'vitest'
import type { CellGrade, EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { buildOracle } from '../../src/verify/oracle.ts'
import { seededCase } from './seeded-case.ts'
import { matrixOf, type Simulation, simulate } from './simulated-engine.ts'

const EXACT = { dtype: 'float64', form: 'difference', vote: 'smallest-label' } as const
const CELLS = [1, 2, 3, 5, 9].flatMap((n_neighbors) => [
  { n_neighbors, weights: 'uniform' as const },
  { n_neighbors, weights: 'distance' as const },
])

function gradesOf(graded: GradingCase, answers: EngineAnswers): CellGrade[] {
  const grades = gradeAnswers(graded, [answers]).get(answers.engine)
  if (!grades) throw new Error('no grades')
  return grades
}

function simulated(graded: GradingCase, simulation: Partial<Simulation>): CellGrade[] {
  return gradesOf(graded, simulate(graded, { declared: EXACT, cells: CELLS, ...simulation }))
}

const gradeNames = (grades: readonly CellGrade[]) => grades.map(({ grade }) => grade)
const namesOf = (grades: readonly CellGrade[]) => [...new Set(gradeNames(grades))]
const gradeOf = (grades: readonly CellGrade[], k: number, weights = 'uniform') =>
  grades.find((cell) => cell.n_neighbors === k && cell.weights === weights)

/** A line of training rows at 1, 2, 2, 3 …: the scored row 0 has ties at 2 (rows 1 and 2) and nowhere else. */
const line: GradingCase = {
  X_train: matrixOf([[1], [2], [-2], [3], [4]]),
  X_score: matrixOf([[0]]),
  y_train: Int32Array.from([0, 1, 2, 1, 0]),
  n_classes: 3,
  metric: 'euclidean',
}

function lineAnswers(
  indices: readonly number[],
  distances: readonly number[],
  labels: Record<number, number>,
): EngineAnswers {
  const cells = Object.entries(labels).map(([k, label]) => {
    return { n_neighbors: Number(k), weights: 'uniform' as const, labels: Int32Array.of(label) }
  })
  const neighbors = {
    n_neighbors: indices.length,
    indices: Int32Array.from(indices),
    distances: Float64Array.from(distances),
  }
  return { engine: 'mine', declared: EXACT, neighbors, cells }
}

describe('right answers', () => {
  for (const metric of ['euclidean', 'manhattan']) {
    test(`an engine that computes like the oracle is identical, ${metric}`, () => {
      const grades = simulated(seededCase({ metric }), { returned: 9 })
      expect(namesOf(grades)).toEqual(['identical'])
      expect(grades[0]).toMatchObject({
        basis: 'neighbors',
        rows_graded: 60,
        rows_tied: 0,
        rows_ambiguous: 0,
      })
    })
  }

  test('another order of summation is epsilon-equivalent', () => {
    expect(namesOf(simulated(seededCase(), { returned: 9, features: [3, 1, 0, 2] }))).toEqual([
      'epsilon-equivalent',
    ])
  })

  test('float32 and the norm form are epsilon-equivalent when declared', () => {
    for (const declared of [
      { ...EXACT, dtype: 'float32' as const },
      { ...EXACT, form: 'norm' as const },
    ]) {
      expect(namesOf(simulated(seededCase(), { declared, returned: 9 }))).toEqual(['epsilon-equivalent'])
    }
  })

  test('undeclared float32 is wrong', () => {
    const graded = seededCase()
    const answers = simulate(graded, { declared: { ...EXACT, dtype: 'float32' }, cells: CELLS, returned: 9 })
    expect(namesOf(gradesOf(graded, { ...answers, declared: EXACT }))).toEqual(['wrong'])
  })

  test('another choice or order within an exact tie is tie-equivalent for the cells it reaches', () => {
    const grades = gradesOf(line, lineAnswers([0, 2, 1, 3], [1, 2, 2, 3], { 1: 0, 2: 0, 3: 0, 4: 1 }))
    expect(gradeNames(grades)).toEqual(['identical', 'tie-equivalent', 'tie-equivalent', 'tie-equivalent'])
    expect(grades.map(({ rows_tied }) => rows_tied)).toEqual([0, 1, 1, 1])
  })

  test('a label of another cut than the returned list is tie-equivalent', () => {
    // k = 2 may be {0, 1} or {0, 2}: labels 0 1 or 0 2, a count tie that the smallest label wins either way.
    const tied = { ...line, y_train: Int32Array.from([2, 2, 0, 1, 0]) }
    const grades = gradesOf(tied, lineAnswers([0, 1, 2], [1, 2, 2], { 2: 0, 3: 2 }))
    expect(gradeNames(grades)).toEqual(['tie-equivalent', 'identical'])
    expect(grades[0]).toMatchObject({ rows_ambiguous: 1, ambiguous: [0], rows_tied: 1 })
    expect(grades[1]).toMatchObject({ rows_ambiguous: 0, ambiguous: [] })
  })

  test('labels alone agree, with the exact upper bound for no failure in the decided rows', () => {
    const cell = gradeOf(simulated(seededCase(), {}), 5)
    expect(cell).toMatchObject({ basis: 'labels', grade: 'labels-agree', rows_graded: 60, rows_ambiguous: 0 })
    // 1 − 0.05^(1/60), R: 1 - 0.05^(1/60)
    expect(cell).toHaveProperty('wrong_share_upper', expect.closeTo(0.048703, 6))
  })

  test('ambiguous rows do not count for the upper bound', () => {
    const tied = { ...line, y_train: Int32Array.from([2, 2, 0, 1, 0]) }
    // Row 0 can be 0 or 2 at k = 2; at 10 the two nearest are rows 4 and 3.
    const X_score = matrixOf([[0], ...Array.from({ length: 199 }, () => [10])])
    const cells = [{ n_neighbors: 2, weights: 'uniform' as const, labels: new Int32Array(200) }]
    const [grade] = gradesOf({ ...tied, X_score }, { engine: 'mine', declared: EXACT, cells })
    // 1 − 0.05^(1/199)
    expect(grade).toMatchObject({ grade: 'labels-agree', rows_graded: 200, rows_ambiguous: 1 })
    expect(grade).toHaveProperty('wrong_share_upper', expect.closeTo(1 - 0.05 ** (1 / 199), 14))
  })

  test('another row of the same distance but a larger value is epsilon-equivalent: only values tie', () => {
    const graded = {
      ...line,
      y_train: Int32Array.of(0, 0, 1),
      X_train: matrixOf([
        [1, 0],
        [1, 2 ** -26],
        [9, 9],
      ]),
      X_score: matrixOf([[0, 0]]),
    }
    const [grade] = gradesOf(graded, lineAnswers([1], [1], { 1: 0 }))
    expect(grade).toMatchObject({ grade: 'epsilon-equivalent', rows_tied: 1 })
  })

  test('a label turned by the rounding of the vote is epsilon-equivalent, even beside a tie', () => {
    const X_train = matrixOf([[1], [1 + 2 ** -51], [1000], [-1000], [2000]])
    const graded = { ...line, X_train, y_train: Int32Array.from([1, 0, 2, 2, 2]) }
    const answers = lineAnswers([0, 1, 2, 3], [1, 1 + 2 ** -51, 1000, 1000], {})
    const cells = [{ n_neighbors: 4, weights: 'distance' as const, labels: Int32Array.of(0) }]
    const [grade] = gradesOf(graded, { ...answers, cells })
    expect(grade).toMatchObject({ grade: 'epsilon-equivalent', rows_ambiguous: 1 })
  })

  test('a k beyond the returned neighbors is graded by its labels', () => {
    const grades = simulated(seededCase(), { returned: 3 })
    expect(gradeOf(grades, 3)?.basis).toBe('neighbors')
    expect(gradeOf(grades, 5)).toMatchObject({ basis: 'labels', grade: 'labels-agree' })
  })

  test('labels alone are undecidable when more than one row in a hundred is open', () => {
    const grades = gradesOf(
      { ...line, y_train: Int32Array.from([2, 2, 0, 1, 0]) },
      {
        engine: 'mine',
        declared: EXACT,
        cells: [{ n_neighbors: 2, weights: 'uniform', labels: Int32Array.of(2) }],
      },
    )
    expect(grades[0]).toMatchObject({ grade: 'undecidable', rows_ambiguous: 1, ambiguous: [0] })
  })

  test('grades do not depend on a cached oracle', () => {
    const graded = seededCase()
    const answers = simulate(graded, { declared: { ...EXACT, dtype: 'float32' }, cells: CELLS, returned: 9 })
    const oracle = buildOracle(graded, { n_neighbors: 9 })
    expect(gradeAnswers(graded, [answers], oracle)).toEqual(gradeAnswers(graded, [answers]))
  })
})

describe('votes', () => {
  /** k = 2 at distances 1 and 2 with labels 1 and 0: a count tie. */
  const tied = { ...line, y_train: Int32Array.from([1, 0, 0, 1, 0]) }
  const first = { ...EXACT, vote: 'first-to-reach' as const }

  test('a declared first-to-reach vote is right and its rows are counted', () => {
    const grades = gradesOf(tied, { ...lineAnswers([0, 1, 2], [1, 2, 2], { 2: 1, 3: 0 }), declared: first })
    expect(gradeNames(grades)).toEqual(['identical', 'identical'])
    expect(grades.map(({ rows_other_vote }) => rows_other_vote)).toEqual([1, 0])
  })

  test('an undeclared first-to-reach vote is wrong', () => {
    const [grade] = gradesOf(tied, lineAnswers([0, 1, 2], [1, 2, 2], { 2: 1 }))
    expect(grade).toMatchObject({
      grade: 'wrong',
      wrong: { kind: 'wrong-label', row: 0, label: 1, admissible: [0] },
    })
  })

  test('a declared first-to-reach vote must be the first to reach where the order is sure', () => {
    const ordered = { ...tied, X_train: matrixOf([[1], [2], [-2.5], [3], [4]]) }
    const [grade] = gradesOf(ordered, { ...lineAnswers([0, 1], [1, 2], { 2: 0 }), declared: first })
    expect(grade).toMatchObject({ grade: 'wrong', wrong: { kind: 'wrong-label', label: 0, admissible: [1] } })
  })

  test('by labels any class with the highest count is right under first-to-reach, and only those', () => {
    const cell = (label: number) => ({
      n_neighbors: 2,
      weights: 'uniform' as const,
      labels: Int32Array.of(label),
    })
    const grade = (label: number) =>
      gradesOf(tied, { engine: 'mine', declared: first, cells: [cell(label)] })[0]
    expect(grade(1)).toMatchObject({ grade: 'undecidable', rows_other_vote: 1 })
    expect(grade(0)).toMatchObject({ grade: 'undecidable', rows_other_vote: 0 })
    expect(grade(2)).toMatchObject({ grade: 'wrong', wrong: { admissible: [0, 1] } })
  })

  test('an undeclared first-to-reach engine is wrong on plain data, with and without neighbors', () => {
    const graded = seededCase()
    for (const returned of [9, undefined]) {
      const options = returned === undefined ? {} : { returned }
      const answers = simulate(graded, { declared: first, cells: CELLS, ...options })
      const grades = gradesOf(graded, { ...answers, declared: EXACT })
      expect(gradeOf(grades, 2)?.grade).toBe('wrong')
      expect(gradeOf(grades, 9)?.grade).toBe('wrong')
    }
  })
})

describe('wrong answers', () => {
  const mistakes: Record<string, Partial<Simulation>> = {
    'one neighbor too many': { extraNeighbors: 1 },
    'a feature left out': { features: [0, 1, 2] },
    'the largest label of a tie': { largestLabel: 'yes' },
  }
  for (const [name, mistake] of Object.entries(mistakes)) {
    for (const returned of [9, undefined]) {
      test(`${name} is wrong ${returned ? 'with neighbors' : 'by labels alone'}`, () => {
        const list = returned === undefined ? {} : { returned }
        const grades = simulated(seededCase(), { ...mistake, ...list })
        expect(gradeOf(grades, 2)?.grade).toBe('wrong')
        expect(gradeOf(grades, 5)?.grade).toBe('wrong')
      })
    }
  }

  test('the largest label of two equal weights is wrong', () => {
    const tied = { ...line, X_train: matrixOf([[5], [2], [-2], [8], [9]]) }
    const answers = lineAnswers([1, 2], [2, 2], {})
    const cells = [{ n_neighbors: 2, weights: 'distance' as const, labels: Int32Array.of(2) }]
    expect(gradesOf(tied, { ...answers, cells })[0]).toMatchObject({
      grade: 'wrong',
      wrong: { kind: 'wrong-label', label: 2, admissible: [1] },
    })
  })

  test('a missed neighbor is named with its distance, and only the cells that miss it are wrong', () => {
    const grades = gradesOf(line, lineAnswers([0, 1, 3], [1, 2, 3], { 1: 0, 2: 0, 3: 1 }))
    expect(gradeNames(grades)).toEqual(['identical', 'identical', 'wrong'])
    expect(grades[2]).toMatchObject({
      rows_wrong: 1,
      wrong: {
        kind: 'missed-neighbor',
        row: 0,
        position: 2,
        n_neighbors: 3,
        returned: 3,
        returned_distance: 3,
        nearer: 2,
        nearer_distance: 2,
      },
    })
  })

  test('a list that is not sorted is wrong from the first k that it misleads', () => {
    const grades = gradesOf(line, lineAnswers([0, 3, 1, 2], [1, 3, 2, 2], { 1: 0, 2: 0, 4: 1 }))
    expect(gradeNames(grades)).toEqual(['identical', 'wrong', 'wrong'])
    expect(grades[2]).toMatchObject({
      wrong: { kind: 'missed-neighbor', position: 1, returned: 3, nearer: 1 },
    })
  })

  test('a distance that is not that of the returned row is wrong', () => {
    const [grade] = gradesOf(line, lineAnswers([0, 1], [1, 2.0000001], { 2: 0 }))
    expect(grade).toMatchObject({
      grade: 'wrong',
      wrong: {
        kind: 'wrong-distance',
        position: 1,
        n_neighbors: 2,
        returned: 1,
        reported: 2.0000001,
        actual: 2,
      },
    })
  })

  test.each([
    ['squared', 4],
    ['negative', -2],
    ['NaN', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('a %s distance is wrong', (_, reported) => {
    const [grade] = gradesOf(line, lineAnswers([0, 1], [1, reported], { 2: 0 }))
    expect(grade).toMatchObject({ grade: 'wrong', wrong: { kind: 'wrong-distance', reported, actual: 2 } })
  })

  test.each([
    [5, 'out-of-range'],
    [-1, 'out-of-range'],
    [0, 'duplicate'],
  ])('index %d is wrong: %s', (index, reason) => {
    const [grade] = gradesOf(line, lineAnswers([0, index], [1, 2], { 2: 0 }))
    expect(grade).toMatchObject({
      grade: 'wrong',
      wrong: { kind: 'invalid-index', position: 1, returned: index, reason },
    })
  })

  test('the first wrong row is reported and all of them are counted', () => {
    const graded = seededCase()
    const answers = simulate(graded, { declared: EXACT, cells: [{ n_neighbors: 3, weights: 'uniform' }] })
    const labels = answers.cells[0].labels
    for (const row of [7, 11, 30]) labels[row] = (labels[row] + 1) % 3
    expect(gradesOf(graded, answers)[0]).toMatchObject({ grade: 'wrong', rows_wrong: 3, wrong: { row: 7 } })
  })

  test('a label that is no class is wrong', () => {
    const [grade] = gradesOf(line, lineAnswers([0], [1], { 1: 7 }))
    expect(grade).toMatchObject({ grade: 'wrong', wrong: { kind: 'wrong-label', label: 7, admissible: [0] } })
  })
})

describe('wrong shapes', () => {
  test('too few labels', () => {
    const cells = [{ n_neighbors: 1, weights: 'uniform' as const, labels: new Int32Array(0) }]
    expect(gradesOf(line, { engine: 'mine', declared: EXACT, cells })[0]).toMatchObject({
      grade: 'wrong',
      rows_wrong: 1,
      wrong: { kind: 'wrong-shape', row: 0, what: '0 labels, expected 1' },
    })
  })

  test('too few distances make every cell of the list wrong', () => {
    const answers = lineAnswers([0, 1], [1, 2], { 1: 0, 2: 0 })
    const neighbors = { n_neighbors: 2, indices: Int32Array.of(0, 1), distances: Float64Array.of(1) }
    const grades = gradesOf(line, { ...answers, neighbors })
    expect(namesOf(grades)).toEqual(['wrong'])
    expect(grades[1]).toMatchObject({
      wrong: { kind: 'wrong-shape', what: '1 neighbor distances, expected 2' },
    })
  })

  test.each([0, 6, 1.5, Number.NaN])('n_neighbors of %d', (n_neighbors) => {
    const cells = [{ n_neighbors, weights: 'uniform' as const, labels: Int32Array.of(0) }]
    expect(gradesOf(line, { engine: 'mine', declared: EXACT, cells })[0]).toMatchObject({
      grade: 'wrong',
      wrong: { kind: 'wrong-shape', what: `n_neighbors is ${n_neighbors}; allowed: 1 to n_train = 5` },
    })
  })

  test('no engines and no cells give no grades', () => {
    expect(gradeAnswers(line, []).size).toBe(0)
    expect(gradesOf(line, { engine: 'mine', declared: EXACT, cells: [] })).toEqual([])
  })

  test('a metric the oracle does not know is a RangeError that names the known ones', () => {
    expect(() => gradeAnswers({ ...line, metric: 'canberra' }, [])).toThrow(
      new RangeError(
        'unknown metric "canberra"; the oracle knows euclidean, manhattan, chebyshev, cosine, hamming, minkowski',
      ),
    )
  })
})
