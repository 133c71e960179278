import { meets, type Range } from './range.ts'

/** What came of recomputing one published figure. */
export interface Figure {
  /** What it is: `accuracy: t(4)`. */
  readonly figure: string
  /** As printed. */
  readonly published: string
  /** The numbers that the printed digits stand for; absent where the figure is no single number. */
  readonly stands_for?: Range
  readonly finding: Finding
}

export type Finding =
  | {
      readonly outcome: 'consistent' | 'inconsistent'
      /** From the printed values, taken as they are; absent where there is none. */
      readonly recomputed?: number
      /** From all values that round to the printed ones. */
      readonly range?: Range
      readonly why: string
    }
  | { readonly outcome: 'not-checkable'; readonly why: string }

export function notCheckable(why: string): Finding {
  return { outcome: 'not-checkable', why }
}

/** One way in which a figure may have been computed. */
export interface Way {
  /** `mean of the differences`. */
  readonly how: string
  readonly at: number
  readonly range: Range
}

/** A published number beside what can be recomputed: consistent if any of the ways gives a number that it stands for. */
export function compared(published: Range, ways: readonly [Way, ...Way[]]): Finding {
  const defined = ways.filter(({ at }) => Number.isFinite(at))
  if (defined.length === 0) return notCheckable(`${ways[0].how}: not defined for the printed values`)
  const fitting = defined.find(({ range }) => meets(published, range))
  const [{ how, at, range }] = fitting === undefined ? defined : [fitting]
  if (fitting !== undefined) return { outcome: 'consistent', recomputed: at, range, why: how }
  const others = defined.slice(1).map((way) => `${way.how}: ${shownNumber(way.at)}`)
  const why = [how, ...limit(published, range), ...new Set(others)].join('; ')
  return { outcome: 'inconsistent', recomputed: at, range, why }
}

/** How far the rounding of the printed values reaches towards the published figure; whole counts have none. */
function limit(published: Range, { low, high }: Range): string[] {
  if (low === high) return []
  return published.high < low
    ? [`no rounding of the printed values gives less than ${shownNumber(low)}`]
    : [`no rounding of the printed values gives more than ${shownNumber(high)}`]
}

/** A number in a sentence: at most five digits. */
export function shownNumber(value: number): string {
  return String(Number(value.toPrecision(5))).replace('-', '−')
}
