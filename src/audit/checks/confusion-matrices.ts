import { compared, type Figure, type Finding, notCheckable } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published, PublishedMatrix } from '../published-schema.ts'
import { exactly } from '../range.ts'

/** Printed confusion matrices beside the scores that are printed for them. */
export function confusionMatrices(study: Published): Figure[] {
  return Object.entries(study.confusion ?? {}).flatMap(([dataset, matrices]) => [
    ...Object.entries(matrices).flatMap(([system, matrix]) => ofMatrix(study, { dataset, system, matrix })),
    ...positives(dataset, matrices),
  ])
}

interface Placed {
  readonly dataset: string
  readonly system: string
  readonly matrix: PublishedMatrix
}

function ofMatrix(study: Published, { dataset, system, matrix }: Placed): Figure[] {
  const i = study.datasets.indexOf(dataset)
  const rows = study.n_test?.[i]
  const total = matrix.tn + matrix.fp + matrix.fn + matrix.tp
  const scores = Object.entries(SCORES).flatMap(([score, [hits, of]]) => {
    const text = study.tables[score]?.[system]?.[i]
    if (text === undefined) return []
    const { low, high } = printed(text)
    const finding = shareFinding({ low, high }, hits(matrix), of(matrix))
    return [
      {
        figure: `${dataset}: ${score} of ${system}, from its matrix`,
        published: text,
        stands_for: { low, high },
        finding,
      },
    ]
  })
  return rows === undefined
    ? scores
    : [rowsFigure(`${dataset}: rows of ${system}’s matrix`, total, rows), ...scores]
}

type Count = (matrix: PublishedMatrix) => number

/** Numerators and denominators. */
const SCORES: Readonly<Record<string, readonly [Count, Count]>> = {
  accuracy: [({ tn, tp }) => tn + tp, ({ tn, fp, fn, tp }) => tn + fp + fn + tp],
  precision: [({ tp }) => tp, ({ tp, fp }) => tp + fp],
  recall: [({ tp }) => tp, ({ tp, fn }) => tp + fn],
  f1: [({ tp }) => 2 * tp, ({ tp, fp, fn }) => 2 * tp + fp + fn],
}

function shareFinding(published: { low: number; high: number }, hits: number, of: number): Finding {
  if (of === 0) return notCheckable('the printed matrix gives 0 / 0')
  const how = `${hits} / ${of} in the printed matrix`
  return compared(published, [{ how, at: hits / of, range: exactly(hits / of) }])
}

function rowsFigure(figure: string, total: number, rows: number): Figure {
  const outcome = total === rows ? 'consistent' : 'inconsistent'
  const finding: Finding = {
    outcome,
    recomputed: total,
    range: exactly(total),
    why: 'sum of the printed matrix',
  }
  return { figure, published: String(rows), stands_for: exactly(rows), finding }
}

function positives(dataset: string, matrices: Readonly<Record<string, PublishedMatrix>>): Figure[] {
  const counts = Object.values(matrices).map(({ fn, tp }) => fn + tp)
  if (counts.length < 2) return []
  const isSame = new Set(counts).size === 1
  const why = isSame
    ? 'both systems see the same rows'
    : 'both systems see the same rows, so these must be equal'
  const finding: Finding = { outcome: isSame ? 'consistent' : 'inconsistent', why }
  return [{ figure: `${dataset}: positive rows of the matrices`, published: counts.join(', '), finding }]
}
