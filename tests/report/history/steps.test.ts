import { describe, expect, test } from 'vitest'
import { MEASURES } from '../../../src/report/history/measure.ts'
import { seriesOf } from '../../../src/report/history/series.ts'
import { sparkline } from '../../../src/report/history/sparkline.ts'
import { type Step, stepsOf } from '../../../src/report/history/steps.ts'
import { commitsTable, seriesTable, stepsTable } from '../../../src/report/history/tables.ts'
import { arm, entry, syntheticHistory } from './synthetic-history.ts'

const CHANGES = [
  { at: 15, factor: 1.12 },
  { at: 28, factor: 0.88 },
  { at: 50, factor: 1.1 },
]
/** 60 commits, three steps of about a tenth in noise of 2 %, and another machine from commit 40 on. */
const script = { commits: 60, changes: CHANGES, machine_at: 40, sd: 0.02 }

function place(commit: string): number {
  return Number(commit.slice(1))
}

/** How far a found step is from a known one, in commits. */
function distance({ by }: Step): number {
  return Math.min(...CHANGES.map(({ at }) => Math.abs(place(by) - at)))
}

describe('60 commits with three known steps and another machine, over 20 seeds', () => {
  const found = Array.from({ length: 20 }, (_, seed) => {
    const [series] = seriesOf(syntheticHistory({ ...script, seed: seed + 1 }), MEASURES.time)
    return stepsOf(series, 0.05)
  })

  test('nearly every step is found, at its commit or the next', () => {
    const hits = found.map((steps) =>
      CHANGES.filter(({ at }) => steps.some(({ by }) => Math.abs(place(by) - at) <= 1)),
    )
    const count = hits.flat().length
    expect(count).toBeGreaterThanOrEqual(57)
  })

  test('hardly anything else is taken for one, and never the change of machine', () => {
    const steps = found.flat()
    const wrong = steps.filter((step) => distance(step) > 1)
    expect(wrong.length).toBeLessThanOrEqual(3)
    expect(steps.filter(({ after, by }) => place(after) < 40 && place(by) >= 40)).toEqual([])
  })

  test('a step has the size and the direction that were put in', () => {
    const [first] = found[0]
    expect(first.new_level / first.old_level).toBeCloseTo(1.12, 1)
    const { rows, columns } = stepsTable(found[0], MEASURES.time, 0.05)
    const direction = columns.findIndex(({ key }) => key === 'direction')
    expect(rows.map((row) => row[direction])).toMatchObject([
      { text: 'slower' },
      { text: 'faster' },
      { text: 'slower' },
    ])
  })
})

describe('a series', () => {
  const machine = { environment_id: 'a'.repeat(64), environment: 'machine a' }
  const other = { environment_id: 'b'.repeat(64), environment: 'machine b' }
  const at = (i: number, predict_ns: number | null, where = machine) =>
    entry(i, where, [arm('mine', { predict_ns })])

  test('begins anew where the environment changed, and says how', () => {
    const [series] = seriesOf([at(0, 10), at(1, 10), at(2, 30, other)], MEASURES.time)
    expect(series.epochs.map(({ change, points }) => ({ change, n: points.length }))).toEqual([
      { change: undefined, n: 2 },
      { change: 'machine a → machine b', n: 1 },
    ])
    expect(stepsOf(series, 0)).toEqual([])
    expect(sparkline(series, 30)).toBe('▄▄│▄')
  })

  test('begins anew where the study changed', () => {
    const changed = { ...at(1, 99), study_hash: 'e'.repeat(64) }
    const [series] = seriesOf([at(0, 10), changed], MEASURES.time)
    expect(series.epochs[1].change).toBe('the study changed')
    const { rows } = commitsTable([at(0, 10), changed])
    expect(rows[1].at(-1)).toMatchObject({ text: 'the study changed' })
  })

  test('passes over commits without a value, whose place the range includes', () => {
    const values = [10, 10, 10, 10, null, 20, 20, 20, 20]
    const [series] = seriesOf(
      values.map((value, i) => at(i, value)),
      MEASURES.time,
    )
    expect(stepsOf(series, 0.05)).toMatchObject([{ after: 'c3', by: 'c5' }])
  })

  test('does not step for the newest commit alone', () => {
    const values = [10, 10, 10, 10, 10, 20]
    const [series] = seriesOf(
      values.map((value, i) => at(i, value)),
      MEASURES.time,
    )
    expect(stepsOf(series, 0.05)).toEqual([])
    const table = seriesTable([series], MEASURES.time)
    const newest = table.columns.findIndex(({ key }) => key === 'newest')
    expect(table.rows[0][newest]).toMatchObject({ value: 20 })
  })

  test('of a ratio that its own interval does not tell from noise has no step', () => {
    const point = (i: number, ratio: number, wide: number) =>
      entry(i, machine, [arm('mine', { ratio, ratio_low: ratio / wide, ratio_high: ratio * wide })])
    const steps = (wide: number) => {
      const [series] = seriesOf(
        [1, 1, 1, 1.1, 1.1, 1.1].map((ratio, i) => point(i, ratio, wide)),
        MEASURES.ratio,
      )
      return stepsOf(series, 0.05).length
    }
    expect(steps(1.01)).toBe(1)
    expect(steps(2)).toBe(0)
  })

  test('that is long is shown by medians of a few commits', () => {
    const [series] = seriesOf(
      Array.from({ length: 50 }, (_, i) => at(i, i < 25 ? 1 : 2)),
      MEASURES.time,
    )
    expect(sparkline(series, 10)).toBe('▁▁▁▁▁█████')
  })
})
