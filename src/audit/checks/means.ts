import { mean } from 'simple-statistics'
import { meanRange } from '../box.ts'
import { isBounded } from '../claim-pairs.ts'
import { compared, type Figure, notCheckable } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import { claimed, claimFigures } from './claims.ts'

/** Mean differences over the datasets, and means of single systems. */
export function means(study: Published): Figure[] {
  return [...differencesOfMeans(study), ...meansOfSystems(study)]
}

function differencesOfMeans(study: Published): Figure[] {
  return claimFigures(study, ({ difference }) =>
    claimed(difference, 'mean difference', ({ first, second }, published) => {
      const at = mean(first.map(({ value }, i) => value - second[i].value))
      const box = first.map(({ low, high }, i) => ({ low: low - second[i].high, high: high - second[i].low }))
      return compared(published, [{ how: 'mean of the differences', at, range: meanRange(box) }])
    }),
  )
}

function meansOfSystems({ claims = [], tables }: Published): Figure[] {
  return claims.flatMap(({ table, mean: published = {} }) =>
    Object.entries(published).map(([system, text]) => {
      const values = tables[table]?.[system]?.map(printed)
      const at = printed(text)
      const finding =
        values === undefined || !values.every(isBounded)
          ? notCheckable(`the table ${table} has no values of ${system}`)
          : compared(at, [
              {
                how: `mean over ${values.length} datasets`,
                at: mean(values.map(({ value }) => value)),
                range: meanRange(values),
              },
            ])
      return {
        figure: `${table}: mean of ${system}`,
        published: text,
        stands_for: { low: at.low, high: at.high },
        finding,
      }
    }),
  )
}
