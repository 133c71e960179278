import { meanRange } from '../box.ts'
import type { ClaimPairs } from '../claim-pairs.ts'
import { compared, type Figure, type Finding, notCheckable } from '../figure.ts'
import type { Published } from '../published-schema.ts'
import { mapRange, quotientRange, type Range, range } from '../range.ts'
import { claimed, claimFigures } from './claims.ts'

/** Geometric mean, smallest and largest of the ratios over the datasets. */
export function ratios(study: Published): Figure[] {
  return claimFigures(study, ({ ratio = study.systems, geometric_mean_ratio, ratio_range = [] }) => {
    const words = ratio.join(' / ')
    const [low, high] = ratio_range
    return [
      ...claimed(geometric_mean_ratio, `geometric mean of ${words}`, (pairs, published) =>
        ofRatios(pairs, (all) => geometricMean(all, published)),
      ),
      ...claimed(low, `smallest ${words}`, (pairs, published) =>
        ofRatios(pairs, (all) => extreme(all, published, Math.min, 'smallest ratio')),
      ),
      ...claimed(high, `largest ${words}`, (pairs, published) =>
        ofRatios(pairs, (all) => extreme(all, published, Math.max, 'largest ratio')),
      ),
    ]
  })
}

interface Ratios {
  readonly at: readonly number[]
  readonly box: readonly Range[]
}

function ofRatios({ first, second }: ClaimPairs, use: (all: Ratios) => Finding): Finding {
  if (![...first, ...second].every(({ low }) => low > 0)) return notCheckable('a value of the table may be 0')
  return use({
    at: first.map(({ value }, i) => value / second[i].value),
    box: first.map((one, i) => quotientRange(one, second[i])),
  })
}

function geometricMean({ at, box }: Ratios, published: Range): Finding {
  const logs = box.map((one) => mapRange(one, Math.log))
  const sum = at.reduce((total, ratio) => total + Math.log(ratio), 0)
  const how = `geometric mean of ${at.length} ratios`
  return compared(published, [
    { how, at: Math.exp(sum / at.length), range: mapRange(meanRange(logs), Math.exp) },
  ])
}

function extreme(
  { at, box }: Ratios,
  published: Range,
  pick: (...values: number[]) => number,
  how: string,
): Finding {
  const ends = range(pick(...box.map(({ low }) => low)), pick(...box.map(({ high }) => high)))
  return compared(published, [{ how, at: pick(...at), range: ends }])
}
