import type { JsonObject } from './picture.ts'
import { COLORS, DASHES, SHAPES } from './picture-theme.ts'
import { escapeText } from './render/escape.ts'
import type { Results } from './results.ts'

/** What tells series apart beside colour. */
export type Mark = 'points' | 'lines'

/** Names of engines that were ready once, in the study's order, so that each looks the same in every picture. */
export function engineNames({ study, left_out }: Pick<Results, 'study' | 'left_out'>): string[] {
  const gone = new Set(left_out.map(({ engine }) => engine))
  return study.engines.map(({ name }) => name).filter((name) => !gone.has(name))
}

/** Encodings that give each of `names` a colour, and a shape or a dash, with one legend for both. */
export function seriesEncoding(field: string, names: readonly string[], mark: Mark): JsonObject {
  const domain = names.map(escapeText)
  const legend = { title: null, orient: 'top', columns: legendColumns(domain) }
  const channel = (range: readonly unknown[]): JsonObject => ({
    field,
    type: 'nominal',
    scale: { domain, range: domain.map((_, i) => range[i % range.length]) as JsonObject[] },
    legend,
  })
  return mark === 'points'
    ? { color: channel(COLORS), shape: channel(SHAPES) }
    : { color: channel(COLORS), strokeDash: channel(DASHES) }
}

/** Letters of a legend that fit beside each other below a picture. */
const LEGEND_WIDTH = 110

function legendColumns(names: readonly string[]): number {
  const widest = names.reduce((width, name) => Math.max(width, name.length), 0)
  return Math.max(1, Math.min(names.length, Math.floor(LEGEND_WIDTH / (widest + 6))))
}
