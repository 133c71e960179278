import { mean } from 'simple-statistics'
import { type Box, centeredRange, halfDiagonal, weightedRange } from '../box.ts'
import { isBounded } from '../claim-pairs.ts'
import { compared, type Figure, notCheckable, type Way } from '../figure.ts'
import { type Printed, printed } from '../printed.ts'
import type { Published } from '../published-schema.ts'
import { meets, type Range, range } from '../range.ts'

/** Straight lines fitted by least squares: consistent with an intercept or, where none is printed, through the origin. */
export function linearFits({ series = [] }: Published): Figure[] {
  return series.flatMap(({ name, x, y, fit }) =>
    Object.entries(fit).flatMap(([system, line]) => {
      const xs = x.map((text) => printed(text).value)
      const ys = y[system]?.map(printed)
      const ways = ys?.every(isBounded) ? linesOf(xs, ys, line) : []
      return (['slope', 'intercept', 'r2'] as const).flatMap((part): Figure[] => {
        const text = line[part]
        if (text === undefined) return []
        const { low, high } = printed(text)
        const [first, ...others] = ways.map((way) => way[part])
        const finding =
          first === undefined
            ? notCheckable(`no values of ${system}, or no two different x`)
            : compared({ low, high }, [first, ...others])
        const figure = `${name}: ${part === 'r2' ? 'R²' : part} of ${system}`
        return [{ figure, published: text, stands_for: { low, high }, finding }]
      })
    }),
  )
}

type Line = Readonly<Record<'slope' | 'intercept' | 'r2', Way>>

/** The lines that may be meant: those whose slope is the printed one, where some have it. */
function linesOf(
  x: readonly number[],
  y: readonly Printed[],
  { slope, intercept }: { readonly slope?: string | undefined; readonly intercept?: string | undefined },
): Line[] {
  if (new Set(x).size < 2) return []
  const centered = leastSquares(x, y)
  const all = intercept === undefined ? [centered, ...throughOrigin(x, y)] : [centered]
  const fitting = slope === undefined ? all : all.filter((line) => meets(printed(slope), line.slope.range))
  return fitting.length === 0 ? all : fitting
}

/** Slope and intercept are sums of fixed weights times y, so their ranges are exact; x is taken as printed. */
function leastSquares(x: readonly number[], y: readonly Printed[]): Line {
  const how = 'least squares with an intercept'
  const [n, center] = [x.length, mean([...x])]
  const sxx = x.reduce((sum, one) => sum + (one - center) ** 2, 0)
  const slopes = x.map((one) => (one - center) / sxx)
  const intercepts = slopes.map((weight) => 1 / n - center * weight)
  const [slope, intercept] = [slopes, intercepts].map((weights) => weighted(how, y, weights))
  const residuals = y.map(({ value }, i) => value - intercept.at - slope.at * x[i])
  return { slope, intercept, r2: explained(how, residuals, y, centeredRange(y)) }
}

/** R² of a line through the origin is by centered values, or by values as they are (Kvålseth 1985, Am. Stat. 39:279–285). */
function throughOrigin(x: readonly number[], y: readonly Printed[]): Line[] {
  const how = 'least squares through the origin'
  const sxx = x.reduce((sum, one) => sum + one ** 2, 0)
  const weights = x.map((one) => one / sxx)
  const slope = weighted(how, y, weights)
  const residuals = y.map(({ value }, i) => value - slope.at * x[i])
  const intercept = { how, at: 0, range: range(0, 0) }
  const spreads = [centeredRange(y), lengthRange(y)]
  return spreads.map((spread) => ({ slope, intercept, r2: explained(how, residuals, y, spread) }))
}

function weighted(how: string, y: readonly Printed[], weights: readonly number[]): Way {
  const at = y.reduce((sum, { value }, i) => sum + weights[i] * value, 0)
  return { how, at, range: weightedRange(y, weights) }
}

/**
 * R² = 1 − SSE/SST, SST being the square of `spread`. Residuals are a projection of y, so their length changes by no more
 * than y does: by the half diagonal of its box.
 */
function explained(how: string, residuals: readonly number[], y: Box, spread: Range): Way {
  const reach = halfDiagonal(y)
  const length = Math.sqrt(residuals.reduce((sum, one) => sum + one * one, 0))
  return {
    how,
    at: 1 - (length / ((spread.low + spread.high) / 2)) ** 2,
    range: range(
      spread.low === 0 ? -Infinity : 1 - ((length + reach) / spread.low) ** 2,
      1 - (Math.max(0, length - reach) / spread.high) ** 2,
    ),
  }
}

/** Bounds of ‖y‖. */
function lengthRange(y: readonly Printed[]): Range {
  const reach = halfDiagonal(y)
  const length = Math.sqrt(y.reduce((sum, { value }) => sum + value * value, 0))
  return range(Math.max(0, length - reach), length + reach)
}
