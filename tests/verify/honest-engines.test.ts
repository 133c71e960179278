import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeWrong } from '../../src/verify/describe-wrong.ts'
import { gradeAnswers } from '../../src/verify/grade-answers.ts'
import { arbitraryCase, arbitraryDeclared, everyCell } from './arbitrary-case.ts'
import { simulate } from './simulated-engine.ts'

const arbitraryTieKeys = fc.array(fc.nat(1000), { minLength: 48, maxLength: 48 })

function complaints(grades: ReturnType<typeof gradeAnswers>): string[] {
  return [...grades.values()].flat().flatMap((cell) => {
    if (cell.grade !== 'wrong') return []
    return [`k=${cell.n_neighbors} ${cell.weights} row ${cell.wrong.row}: ${describeWrong(cell.wrong)}`]
  })
}

test('an honest engine is never wrong, whatever its arithmetic, tie order, summation order and vote', () => {
  fc.assert(
    fc.property(
      arbitraryCase(),
      arbitraryDeclared,
      arbitraryTieKeys,
      fc.boolean(),
      (graded, declared, keys, reversed) => {
        const n = graded.X_train.rows
        const order = Array.from({ length: graded.X_train.columns }, (_, j) => j)
        const features = reversed ? order.reverse() : order
        // Another tie order for every k, as engines that search anew for each k may have.
        const tieKeys = (k: number) => keys.map((_, i) => keys[(i + k) % keys.length])
        const engine = { declared, cells: everyCell(n), tieKeys, features }
        const withList = simulate(graded, { ...engine, returned: Math.min(n, 8) }, 'list')
        const labelsOnly = simulate(graded, engine, 'labels')
        expect(complaints(gradeAnswers(graded, [withList, labelsOnly]))).toEqual([])
      },
    ),
    { numRuns: 2500 },
  )
})
