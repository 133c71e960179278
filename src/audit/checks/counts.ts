import { countsWithin } from '../counts.ts'
import { type Figure, type Finding, notCheckable, shownNumber } from '../figure.ts'
import { printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import type { Range } from '../range.ts'

/**
 * Accuracies as counts over a known number of rows: the printed digits must be those of some count (GRIM: Brown & Heathers
 * 2017, Soc. Psychol. Personal. Sci. 8:363–369).
 */
export function counts({ tables, datasets, n_test, folds = [] }: Published): Figure[] {
  const ofTable = Object.entries(tables.accuracy ?? {}).flatMap(([system, values]) =>
    values.map((text, i) => figure(`${datasets[i]}: accuracy of ${system}`, text, n_test?.[i])),
  )
  return [...ofTable, ...folds.flatMap(foldFigures)]
}

type Folds = NonNullable<Published['folds']>[number]

function foldFigures({ table, dataset, n_test, values }: Folds): Figure[] {
  return Object.entries(values).flatMap(([system, list]) => {
    if (table === 'accuracy')
      return list.map((text, i) => figure(`${dataset}: accuracy of ${system}, fold ${i + 1}`, text, n_test))
    const why = `of how many rows of a fold ${table} is a share is not printed`
    return [
      {
        figure: `${dataset}: ${table} of ${system}, by fold, as counts`,
        published: `${list.length} values`,
        finding: notCheckable(why),
      },
    ]
  })
}

function figure(name: string, text: string, rows: number | undefined): Figure {
  const { low, high } = printed(text)
  const finding =
    rows === undefined
      ? notCheckable('of how many rows it is a share is not printed')
      : grim({ low, high }, rows)
  return { figure: `${name}, as a count`, published: text, stands_for: { low, high }, finding }
}

function grim(share: Range, rows: number): Finding {
  const { least, most } = countsWithin(share, rows)
  if (least > rows || most < 0)
    return { outcome: 'inconsistent', range: { low: 0, high: 1 }, why: 'a share lies between 0 and 1' }
  if ((share.high - share.low) * rows >= 1)
    return notCheckable(`with these digits, every number is a count over ${rows}`)
  const words = (count: number) => `${count}/${rows} = ${shownNumber(count / rows)}`
  if (least <= most) return { outcome: 'consistent', recomputed: least / rows, why: words(least) }
  const why = `no count over ${rows}: ${words(most)}, ${words(least)}`
  return { outcome: 'inconsistent', why }
}
