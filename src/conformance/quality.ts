import { mean, median } from 'simple-statistics'
import type { AnswerQuality } from '../verify/grade.ts'
import type { Check, QualityOver } from './check.ts'
import type { Graded } from './host.ts'

/** How near an approximate engine came in one cell. */
export interface QualityCell {
  readonly metric: string
  /** The recall of k different rows chosen by chance: k / n_train. */
  readonly chance: number
  readonly quality: AnswerQuality
}

export function qualityCells(graded: readonly Graded[]): QualityCell[] {
  return graded.flatMap(({ gradingCase: { metric, X_train }, grades }) =>
    grades.flatMap((cell) =>
      cell.grade === 'approximate'
        ? [{ metric, chance: cell.n_neighbors / X_train.rows, quality: cell.quality }]
        : [],
    ),
  )
}

/** Undefined without cells. */
export function qualityOver(cells: readonly QualityCell[]): QualityOver | undefined {
  if (cells.length === 0) return undefined
  const ratios = cells.flatMap(({ quality }) => quality.distance_ratio ?? [])
  return {
    cells: cells.length,
    recall: mean(cells.map(({ quality }) => quality.recall)),
    distance_ratio: ratios.length === 0 ? null : median(ratios),
    label_agreement: mean(cells.map(({ quality }) => quality.label_agreement)),
  }
}

/**
 * Whether an approximate engine finds neighbors at all, for each metric over all data of the step before, at its
 * default parameters. The floor is half-way from the recall of chance to 1: on a few hundred rows any index that works
 * is far above it, and one that searches by another metric, or returns whatever rows it has, is near chance.
 */
export function checkQuality(cells: readonly QualityCell[]): Check[] {
  const metrics = [...new Set(cells.map(({ metric }) => metric))]
  return metrics.map((metric) => {
    const own = cells.filter((cell) => cell.metric === metric)
    const quality = qualityOver(own)
    const chance = mean(own.map((cell) => cell.chance))
    const floor = (1 + chance) / 2
    const isBroken = quality === undefined || quality.recall < floor
    return {
      step: 'quality',
      name: metric,
      what: 'all cells of the step agrees, at default parameters',
      status: isBroken ? 'wrong' : 'right',
      grades: {},
      notes: [
        ...(isBroken ? [`wrong: recall below ${shown(floor)}, half-way from chance to 1`] : []),
        ...(quality === undefined ? [] : [qualityWords(quality)]),
      ],
      ...(quality === undefined ? {} : { quality }),
    }
  })
}

/** `recall 0.9981, distance ratio 1, label agreement 1 (over 33 cells)`. */
export function qualityWords({ cells, recall, distance_ratio, label_agreement }: QualityOver): string {
  const ratio = distance_ratio === null ? '' : `, distance ratio ${shown(distance_ratio)}`
  return `recall ${shown(recall)}${ratio}, label agreement ${shown(label_agreement)} (over ${cells} cells)`
}

/** Cut off, so that only 1 is shown as 1. */
function shown(value: number): string {
  return value === 1 ? '1' : (Math.floor(value * 1e4) / 1e4).toFixed(4)
}
