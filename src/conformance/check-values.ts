import type { ReadyEngine } from '../runner/ready-engine.ts'
import { describeWrong } from '../verify/describe-wrong.ts'
import { askCase } from './ask-case.ts'
import { type Check, countGrades, rightDeviations } from './check.ts'
import { failureNotes, statusOf } from './check-data.ts'
import type { GradedValues, Host } from './host.ts'
import { declaredGrid } from './suite-arm.ts'
import { sizeOf, type ValueSuiteCase } from './suite-case.ts'

/** Asks an engine for the numbers of data; `limits` are those that it may refuse by name. */
export async function checkValues(
  engine: ReadyEngine,
  { name, what, data, n_neighbors, without }: ValueSuiteCase,
  limits: 'ordinary' | 'edges',
  host: Host,
): Promise<Check> {
  const grid = declaredGrid(engine, n_neighbors, without)
  const answers = await askCase(engine, { name, data, grid }, host)
  const { values } = answers
  const wrong = wrongNotes(values)
  return {
    step: 'regression',
    name,
    what: `${what}, ${sizeOf(data)}`,
    status: wrong.length > 0 ? 'wrong' : statusOf(limits, answers, values.length),
    grades: countGrades(values),
    notes: [...wrong, ...rightDeviations(values), ...failureNotes(answers, values.length)],
  }
}

/** The first wrong row of the first wrong cell. */
function wrongNotes(values: readonly GradedValues[]): string[] {
  return values
    .flatMap(({ gradingCase: { metric }, grades }) =>
      grades.flatMap((cell) =>
        cell.grade === 'wrong'
          ? [
              `wrong, first at k=${cell.n_neighbors} ${metric} ${cell.weights}: row ${cell.wrong.row}: ${describeWrong(cell.wrong)}`,
            ]
          : [],
      ),
    )
    .slice(0, 1)
}
