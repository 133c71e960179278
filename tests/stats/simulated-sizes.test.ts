import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { INTERVAL_NAMES, INTERVALS, seededDraw, TESTS } from '../../scripts/simulated-methods.ts'

const SEED = 20_244
const ALPHA = 0.05
const PUBLISHED_STUDIES = 10_000

/** Cells of the rows of a table of docs/statistics.md, found by its first heading. */
function rowsOf(heading: string): string[][] {
  const page = readFileSync('docs/statistics.md', 'utf8')
  const table = page
    .slice(page.indexOf(`| ${heading} |`))
    .split('\n\n')[0]
    .trim()
    .split('\n')
  return table.slice(2).map((line) => line.slice(2, -2).split(' | '))
}

const sizes = rowsOf('test').map(([name, kind, setting, ...cells]) => ({
  ...{ name, kind, setting },
  rates: cells.map((cell) => Number.parseFloat(cell) / 100),
  attainable: cells.map((cell) => Number(cell.match(/\(([\d.]+)\)/)?.[1]) / 100),
}))

test('the page has a row for every simulated test, and for every interval', () => {
  expect(sizes.map(({ name, kind, setting }) => ({ name, kind, setting }))).toEqual(
    TESTS.map(({ name, kind, setting }) => ({ name, kind, setting })),
  )
  const intervals = rowsOf('interval of a mean').map(([name, setting]) => [name, setting])
  expect(intervals).toEqual(INTERVALS.flatMap(({ setting }) => INTERVAL_NAMES.map((name) => [name, setting])))
})

function tolerance(rate: number, studies: number): number {
  return 4 * Math.sqrt((rate * (1 - rate)) / studies)
}

test('the published sizes of exact tests are their attainable levels, none above α', () => {
  for (const [index, { rates, attainable }] of sizes.entries()) {
    const { kind, hasTies, isSlow } = TESTS[index]
    if (kind !== 'exact') continue
    const studies = isSlow ? PUBLISHED_STUDIES / 10 : PUBLISHED_STUDIES
    for (const [at, rate] of rates.entries()) {
      const level = hasTies ? ALPHA : attainable[at]
      expect(rate - level).toBeLessThanOrEqual(tolerance(level, studies))
      if (!hasTies) expect(level - rate).toBeLessThanOrEqual(tolerance(level, studies))
      expect(level).toBeLessThanOrEqual(ALPHA)
    }
  }
})

test.each(TESTS.map((one, index) => ({ ...one, index })))(
  'a new simulation agrees with the page: $name, $setting, n = 5',
  ({ p, index, isSlow }) => {
    const draw = seededDraw(SEED + index)
    const studies = isSlow ? 60 : 300
    const found = Array.from({ length: studies }, () => p(draw, 5))
    const rate = found.filter((one) => one.defined && one.value <= ALPHA).length / studies
    const published = sizes[index].rates[0]
    expect(Math.abs(rate - published)).toBeLessThanOrEqual(tolerance(Math.max(published, 0.01), studies))
  },
)
