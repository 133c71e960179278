import { median } from 'simple-statistics'
import type { Epoch, Series } from './series.ts'

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
/** Where a series begins anew. */
const BREAK = '│'

/**
 * The values of a series as bars, each part between breaks on a logarithmic scale of its own, since parts are never
 * compared. In about `width` characters: where there are more commits, a bar is the median of several.
 */
export function sparkline({ epochs }: Series, width: number): string {
  const commits = epochs.reduce((sum, { points }) => sum + points.length, 0)
  const commits_per_bar = Math.ceil(commits / width)
  return epochs.map((epoch) => epochBars(epoch, commits_per_bar)).join(BREAK)
}

function epochBars({ points }: Epoch, commits_per_bar: number): string {
  const count = Math.ceil(points.length / commits_per_bar)
  const logs = Array.from({ length: count }, (_, i) => {
    const own = points.slice(i * commits_per_bar, (i + 1) * commits_per_bar)
    return median(own.map(({ value }) => Math.log(value)))
  })
  const low = Math.min(...logs)
  const range = Math.max(...logs) - low
  return logs.map((log) => bar(log - low, range)).join('')
}

/** What hardly moves is drawn level: bars would make mountains of noise. */
const FLAT = 0.01

function bar(above: number, range: number): string {
  if (range < FLAT) return BARS[3]
  return BARS[Math.min(BARS.length - 1, Math.floor((above / range) * BARS.length))]
}
