import { isBounded } from '../claim-pairs.ts'
import { type Figure, notCheckable } from '../figure.ts'
import { type FittingMatrices, fittingMatrices } from '../fitting-matrices.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'

const SCORES = ['accuracy', 'precision', 'recall'] as const

/** Whether some confusion matrix of whole numbers gives the printed accuracy, precision and recall. */
export function scoreTriples(study: Published): Figure[] {
  if (SCORES.some((score) => study.tables[score] === undefined)) return []
  return study.datasets.flatMap((dataset, i) => {
    const fits = study.systems.map((system) => ({ system, ...fitOf(study, system, i) }))
    const figures = fits.flatMap(({ system, published, fit }) =>
      published === undefined ? [] : [tripleFigure(`${dataset}: scores of ${system}`, published, fit)],
    )
    return [...figures, ...commonPositives(dataset, study, fits)]
  })
}

type Fit = FittingMatrices | 'none' | 'rows-unknown'

function fitOf(
  { tables, n_test }: Published,
  system: string,
  i: number,
): { readonly published?: string; readonly fit: Fit } {
  const texts = SCORES.flatMap((score) => tables[score]?.[system]?.[i] ?? [])
  const values = texts.map(printed)
  if (values.length < SCORES.length || !values.every(isBounded)) return { fit: 'rows-unknown' }
  const published = texts.join(', ')
  const rows = n_test?.[i]
  if (rows === undefined) return { published, fit: 'rows-unknown' }
  const [accuracy, precision, recall] = values
  return { published, fit: fittingMatrices({ rows, accuracy, precision, recall }) ?? 'none' }
}

function tripleFigure(figure: string, published: string, fit: Fit): Figure {
  const name = { figure: `${figure}, as one matrix`, published }
  if (fit === 'rows-unknown')
    return { ...name, finding: notCheckable('how many test rows there are is not printed') }
  if (fit === 'none')
    return {
      ...name,
      finding: { outcome: 'inconsistent', why: 'no matrix of whole numbers has these scores' },
    }
  const { tp, fp, fn } = fit.first
  const why = `such as ${tp} true positives, ${fp} false positives, ${fn} false negatives`
  return { ...name, finding: { outcome: 'consistent', why } }
}

/** Both systems see the same test rows, so their matrices have the same number of positive rows. */
function commonPositives(
  dataset: string,
  { systems }: Published,
  fits: readonly { readonly fit: Fit }[],
): Figure[] {
  const [a, b] = fits.map(({ fit }) => (typeof fit === 'string' ? undefined : fit.positives))
  if (a === undefined || b === undefined) return []
  const common = a.findIndex((fitsOne, count) => fitsOne === 1 && b[count] === 1)
  const name = { figure: `${dataset}: positive rows`, published: 'both scores' }
  if (common !== -1) return [{ ...name, finding: { outcome: 'consistent', why: `both can have ${common}` } }]
  const why = `${systems.join(' and ')} cannot have the same number of positive rows in one test set`
  return [{ ...name, finding: { outcome: 'inconsistent', why } }]
}
