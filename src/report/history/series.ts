import { groupBy } from '../group-by.ts'
import type { EntryArm, HistoryEntry } from './entry.ts'
import type { Measure } from './measure.ts'

/** One commit of a series. */
export interface Point {
  readonly commit: string
  readonly value: number
  /** Mean absolute deviation of its logarithm, where it is known. */
  readonly noise: number | undefined
}

/** Commits in a row that were measured alike, on one machine; what lies in two of them is never compared. */
export interface Epoch {
  /** What is otherwise than in the epoch before; undefined for the first. */
  readonly change: string | undefined
  readonly points: readonly Point[]
}

/** One arm over the commits. */
export interface Series {
  readonly arm: EntryArm
  readonly study: string
  readonly baseline: string
  readonly epochs: readonly Epoch[]
}

/** The series of every arm of every study, in the order in which they first came; arms without a value have none. */
export function seriesOf(entries: readonly HistoryEntry[], measure: Measure): Series[] {
  const measured = entries.flatMap((entry) => entry.arms.map((arm) => ({ entry, arm })))
  const arms = groupBy(measured, ({ entry, arm }) => JSON.stringify([entry.study, ...identity(arm)]))
  return [...arms.values()].flatMap((own) => {
    const valued = own.flatMap(({ entry, arm }) => {
      const value = measure.valueOf(arm)
      return value === null
        ? []
        : [{ entry, arm, point: { commit: entry.commit, value, noise: measure.noiseOf(arm) } }]
    })
    const last = valued.at(-1)
    if (last === undefined) return []
    const { study, baseline } = last.entry
    return [{ arm: last.arm, study, baseline, epochs: epochsOf(valued) }]
  })
}

function identity({ dataset, split, split_seed, prepare, threads, engine }: EntryArm): readonly unknown[] {
  return [dataset, split, split_seed, prepare, threads, engine]
}

interface Valued {
  readonly entry: HistoryEntry
  readonly point: Point
}

function epochsOf(valued: readonly Valued[]): Epoch[] {
  const epochs: { change: string | undefined; points: Point[] }[] = []
  valued.forEach(({ entry, point }, i) => {
    const change = i === 0 ? undefined : changeBetween(valued[i - 1].entry, entry)
    if (i === 0 || change !== undefined) epochs.push({ change, points: [] })
    epochs[epochs.length - 1].points.push(point)
  })
  return epochs
}

/** Why two commits cannot be compared. */
export function changeBetween(before: HistoryEntry, after: HistoryEntry): string | undefined {
  const changes = [
    ...(before.environment_id === after.environment_id ? [] : [environmentChange(before, after)]),
    ...(before.study_hash === after.study_hash ? [] : ['the study changed']),
  ]
  return changes.length === 0 ? undefined : changes.join('; ')
}

function environmentChange(before: HistoryEntry, after: HistoryEntry): string {
  return before.environment === after.environment
    ? 'the environment changed'
    : `${before.environment} → ${after.environment}`
}
