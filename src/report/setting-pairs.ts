import { mean } from 'simple-statistics'
import type { ScoreName } from '../metrics/scores.ts'
import { logRatioMean } from '../stats/log-ratio-mean.ts'
import type { ArmResults, ScoredCell } from './arm-results.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import { scoreDifference } from './score-difference.ts'
import { scoreValue } from './scores.ts'
import { rightCells } from './selected-configurations.ts'

/** A setting of the grid whose values are compared with the others held. */
export type Setting = 'metric' | 'weights'

/** Two cells of one arm that differ in one setting alone. */
export interface SettingPair {
  readonly reference: ScoredCell
  readonly other: ScoredCell
}

/** A value of a setting and the value that it is compared with. */
export interface ComparedValues<S extends Setting> {
  readonly setting: S
  readonly reference: Configuration[S]
  readonly other: Configuration[S]
}

/** The cells of an arm that were answered right with both values of a setting. */
export function settingPairs<S extends Setting>(
  arm: ArmResults,
  { setting, reference, other }: ComparedValues<S>,
): SettingPair[] {
  const cells = new Map(rightCells(arm).map((cell) => [configurationKey(cell.configuration), cell]))
  return [...cells.values()].flatMap((cell) => {
    if (cell.configuration[setting] !== reference) return []
    const partner = cells.get(configurationKey({ ...cell.configuration, [setting]: other }))
    return partner === undefined ? [] : [{ reference: cell, other: partner }]
  })
}

/** How a score changes from the reference to the other value: mean of the pairs, their extremes, and how many go up. */
export interface ScoreChange {
  readonly reference: number
  readonly other: number
  readonly difference: number
  readonly lowest: number
  readonly highest: number
  readonly higher: number
  readonly lower: number
}

/** Undefined without pairs, or where a cell has no such score. */
export function scoreChange(pairs: readonly SettingPair[], name: ScoreName): ScoreChange | undefined {
  const values = pairs.flatMap(({ reference, other }) => {
    const from = scoreValue(reference.scores, name)
    const to = scoreValue(other.scores, name)
    return from === undefined || to === undefined ? [] : [{ from, to, difference: scoreDifference(to, from) }]
  })
  if (values.length === 0 || values.length < pairs.length) return undefined
  const differences = values.map(({ difference }) => difference)
  return {
    reference: mean(values.map(({ from }) => from)),
    other: mean(values.map(({ to }) => to)),
    difference: mean(differences),
    lowest: Math.min(...differences),
    highest: Math.max(...differences),
    higher: differences.filter((difference) => difference > 0).length,
    lower: differences.filter((difference) => difference < 0).length,
  }
}

/** Prediction time of the other value / the reference: geometric mean over the pairs with both times, and its extremes. */
export interface TimeChange {
  readonly ratio: number
  readonly lowest: number
  readonly highest: number
  readonly pairs: number
}

/** Undefined where no pair shows both times. */
export function timeChange(pairs: readonly SettingPair[]): TimeChange | undefined {
  const timed = pairs.flatMap(({ reference, other }) =>
    reference.status === 'measured' && other.status === 'measured'
      ? [{ from: reference.times.predict_ns, to: other.times.predict_ns }]
      : [],
  )
  const logs = logRatioMean(
    timed.map(({ to }) => to),
    timed.map(({ from }) => from),
  )
  if (!logs.defined) return undefined
  const ratios = timed.map(({ from, to }) => to / from)
  return {
    ratio: Math.exp(logs.value),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    pairs: timed.length,
  }
}
