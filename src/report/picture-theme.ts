import type { JsonObject } from './picture.ts'

/** Colours that a page may replace in the dark: each is used for one thing alone. */
export const INK = '#1a1a1a'
export const MUTED = '#595959'
export const GRID = '#dcdcdc'
export const BAND = '#e8e8e8'
export const PAPER = '#ffffff'

/**
 * Okabe and Ito's palette (2008, "Color Universal Design"), its light colours darkened so that each has a contrast of
 * at least 3 : 1 on white (WCAG 2.2, 1.4.11).
 */
export const COLORS = ['#0072b2', '#d55e00', '#009e73', '#a2478f', '#8a6d00', '#2e8fc6', '#333333'] as const
/** One more than colours, so that a pair of both comes again only after 56 series. */
export const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
] as const
export const DASHES = [
  [1, 0],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 4],
  [12, 4],
  [6, 2, 2, 2, 2, 2],
  [1, 4],
] as const

/** Plain marks on white, fonts that every system has, no border around a panel. */
export const CONFIG: JsonObject = {
  font: 'Helvetica, Arial, sans-serif',
  aria: false, // the picture as a whole has its description
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    titleFontWeight: 'normal',
    tickColor: MUTED,
    domainColor: MUTED,
    gridColor: GRID,
    labelFontSize: 11,
    titleFontSize: 11,
  },
  legend: { labelColor: INK, titleColor: INK, labelFontSize: 11, symbolStrokeWidth: 2, labelLimit: 0 },
  title: { color: INK, subtitleColor: MUTED, anchor: 'start', fontSize: 12 },
}
