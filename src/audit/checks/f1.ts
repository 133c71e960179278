import { isBounded } from '../claim-pairs.ts'
import { compared, type Figure, notCheckable } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import { range } from '../range.ts'

/** F1 = 2PR / (P + R), which rises with both. */
export function f1({ tables, datasets, systems }: Published): Figure[] {
  return systems.flatMap((system) =>
    (tables.f1?.[system] ?? []).map((text, i) => {
      const [score, ...parts] = [text, tables.precision?.[system]?.[i], tables.recall?.[system]?.[i]]
      const { low, high } = printed(score)
      return {
        figure: `${datasets[i]}: F1 of ${system}`,
        published: text,
        stands_for: { low, high },
        finding: f1Finding({ low, high }, parts),
      }
    }),
  )
}

function f1Finding(published: { low: number; high: number }, parts: readonly (string | undefined)[]) {
  const [precision, recall] = parts.flatMap((text) => (text === undefined ? [] : [printed(text)]))
  if (recall === undefined || !isBounded(precision) || !isBounded(recall))
    return notCheckable('precision or recall is not printed')
  const between = range(
    harmonicMean(Math.max(0, precision.low), Math.max(0, recall.low)),
    harmonicMean(precision.high, recall.high),
  )
  return compared(published, [
    { how: 'from precision and recall', at: harmonicMean(precision.value, recall.value), range: between },
  ])
}

/** 0 where both are, as scikit-learn has it. */
function harmonicMean(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
