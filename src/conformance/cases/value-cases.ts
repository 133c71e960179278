import { RandomState } from '../../data/mt19937.ts'
import { normalDeviate } from '../../data/normal-deviate.ts'
import type { SuiteCase, ValueSuiteCase } from '../suite-case.ts'
import { agreementCases } from './agreement-cases.ts'
import { edgeCases, type RefusalCase, refusalCases } from './edge-cases.ts'

/** Of the data that classes are asked of; a new one is its name here. */
const SAME_ROWS = ['random', 'ties', 'mostly-0', 'far-apart', 'contradictions']
const SAME_EDGES = ['one-row', 'constant', 'same-rows']

/** Rows that classifications are asked of, with numbers instead of labels: any other neighbor is another mean. */
export function valueCases(): ValueSuiteCase[] {
  return named(agreementCases(), SAME_ROWS).map((one, at) => withValues(one, at))
}

/** The same at the limits; an engine that refuses them by name is not wrong. */
export function valueEdgeCases(): ValueSuiteCase[] {
  return named(edgeCases(), SAME_EDGES).map((one, at) => withValues(one, 100 + at))
}

/** More neighbors than there are rows. */
export function valueRefusalCases(): RefusalCase[] {
  return refusalCases()
    .filter(({ name }) => name === 'k>n')
    .map((one) => ({
      ...one,
      name: `${one.name}, numbers`,
      data: { X_train: one.data.X_train, X_score: one.data.X_score, y_train: valuesFor(one.data, 200) },
    }))
}

function named(cases: readonly SuiteCase[], names: readonly string[]): SuiteCase[] {
  return cases.filter(({ name }) => names.includes(name))
}

function withValues({ name, what, data, ...rest }: SuiteCase, seed: number): ValueSuiteCase {
  const { X_train, X_score } = data
  return {
    ...rest,
    name: `${name}, numbers`,
    what,
    data: { X_train, X_score, y_train: valuesFor(data, seed) },
  }
}

/** By chance about 150, as the target of diabetes-progression is; some below 0. */
function valuesFor({ y_train }: { readonly y_train: ArrayLike<number> }, seed: number): Float64Array {
  const random = new RandomState(seed)
  return Float64Array.from({ length: y_train.length }, () => 150 + 80 * normalDeviate(random))
}
