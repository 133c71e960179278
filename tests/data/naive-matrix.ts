import type { NaiveColumn } from './naive-table.ts'

type Cell = NaiveColumn['cells'][number]

/** The prepared columns, each over all rows; every other row, from the first on, is one of training. */
export interface NaiveMatrix {
  readonly names: readonly string[]
  readonly columns: readonly (readonly number[])[]
}

/**
 * Numbers with the training median in their gaps, then a 0/1 column for each level of the training rows; undefined
 * where that must be refused.
 */
export function naiveMatrix(columns: readonly NaiveColumn[]): NaiveMatrix | undefined {
  const numeric = columns.filter(({ kind }) => kind === 'numeric')
  const filled = numeric.map(({ cells }) => fill(cells))
  const marks = columns.filter(({ kind }) => kind === 'categorical').flatMap(indicators)
  const all = [...filled, ...marks.map(({ column }) => column)]
  const names = [...numeric.map(({ name }) => name), ...marks.map(({ name }) => name)]
  if (all.length === 0 || all.some((column) => column.some(Number.isNaN))) return undefined
  return isInRange(all) ? { names, columns: all } : undefined
}

const training = <T>(cells: readonly T[]): T[] => cells.filter((_, row) => row % 2 === 0)

function fill(cells: readonly Cell[]): number[] {
  const known = training(cells).filter((cell) => cell !== undefined)
  const sorted = known.map(Number).sort((a, b) => a - b)
  const [lower, upper] = [(sorted.length - 1) / 2, sorted.length / 2].map(
    (place) => sorted[Math.floor(place)],
  )
  const median = sorted.length % 2 === 1 ? lower : (lower + upper) / 2
  return cells.map((cell) => Number(cell ?? median))
}

function indicators({ name, cells }: NaiveColumn): { readonly name: string; readonly column: number[] }[] {
  const levels = new Set(training(cells).filter((cell) => cell !== undefined))
  const inOrder = [...levels].map(String).sort(byCodePoints)
  return inOrder.map((level) => ({
    name: `${name}_${level}`,
    column: cells.map((cell) => (cell === level ? 1 : 0)),
  }))
}

function byCodePoints(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => Array.from(text, (one) => one.codePointAt(0) ?? 0))
  const place = left.findIndex((point, i) => point !== right[i])
  return place < 0 ? left.length - right.length : left[place] - (right[place] ?? -1)
}

/** Whether no squared distance overflows, and not all of them underflow. */
function isInRange(columns: readonly (readonly number[])[]): boolean {
  const sizes = columns.flat().map(Math.abs)
  const spreads = columns.map((column) => Math.max(...column) - Math.min(...column))
  const spread = Math.max(...spreads)
  const isTooLarge = !Number.isFinite(8 * columns.length * Math.max(...sizes) ** 2)
  return !isTooLarge && (spread === 0 || spread ** 2 >= 2 ** -970)
}
