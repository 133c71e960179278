import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { effectSize } from '../../src/stats/effect-size.ts'
import { equivalenceLimit } from '../../src/stats/equivalence-limit.ts'
import { holm } from '../../src/stats/holm.ts'
import { meanT } from '../../src/stats/mean-t.ts'
import { pairedT } from '../../src/stats/paired-t.ts'
import { quantile } from '../../src/stats/quantile.ts'
import { type ObservedContrasts, roundsNeeded } from '../../src/stats/rounds-needed.ts'
import { criticalT, twoSidedP } from '../../src/stats/student-t.ts'
import type { PlannedRounds } from '../../src/stats/subset-df.ts'
import { subsetT } from '../../src/stats/subset-t.ts'
import type { VerdictRule } from '../../src/stats/verdict.ts'
import { expectClose, expectRelative } from './relative-error.ts'

type Values = readonly number[]
type Expected = Readonly<Record<string, number>>
type Triple = readonly [number, number, number]

interface Reference {
  readonly student_t: { readonly two_sided_p: readonly Triple[]; readonly critical: readonly Triple[] }
  readonly paired_t: readonly { first: Values; second: Values; level: number; expected: Expected }[]
  readonly mean_t: readonly { values: Values; level: number; expected: Expected }[]
  readonly subset_t: readonly { rounds_by_subset: Values[]; level: number; expected: Expected }[]
  readonly holm: readonly { p_values: Values; family_size: number; expected: Values }[]
  readonly quantiles: readonly { values: Values; expected: readonly (readonly [number, number])[] }[]
  readonly hedges: readonly (readonly [number, number])[]
  readonly equivalence_limit: readonly (PlannedRounds & VerdictRule & { expected: number })[]
  readonly rounds_needed: readonly (ObservedContrasts & { family_size: number; expected: number | null })[]
}

const file = new URL('../fixtures/stats/reference.json', import.meta.url)
const reference: Reference = JSON.parse(readFileSync(file, 'utf8'))

describe("Student's t equals SciPy", () => {
  test('two-sided p, far into the tail', () => {
    for (const [t, df, p] of reference.student_t.two_sided_p) {
      expectRelative(twoSidedP(t, df), p)
      expectRelative(twoSidedP(-t, df), p)
    }
    expect(Math.min(...reference.student_t.two_sided_p.map(([, , p]) => p))).toBeLessThan(1e-200)
  })

  test('critical values', () => {
    for (const [level, df, c] of reference.student_t.critical) expectRelative(criticalT(level, df), c)
  })
})

test.each(reference.paired_t)(
  'paired t equals ttest_rel, n = $expected.n',
  ({ first, second, level, expected }) => {
    const result = pairedT(first, second, level)
    expectClose(result, { value: expected }, 1e-11)
    if (result.defined) expectRelative(result.value.p, expected.p, 1e-10)
  },
)

test.each(reference.mean_t)('mean, interval and test equal t.interval and ttest_1samp', (entry) => {
  expectClose(meanT(entry.values, entry.level), { value: entry.expected })
})

test.each(reference.subset_t)(
  'subset form equals a linear model, n = $expected.n, df = $expected.df',
  (entry) => {
    const result = subsetT(entry.rounds_by_subset, entry.level)
    expectClose(result, { value: entry.expected })
    if (result.defined) expectRelative(result.value.p, entry.expected.p, 1e-10)
  },
)

test.each(reference.holm)(
  'Holm equals multipletests, m = $family_size',
  ({ p_values, family_size, expected }) => {
    expectClose(holm(p_values, family_size), expected, 1e-15)
  },
)

test.each(reference.quantiles)('quantiles equal NumPy', ({ values, expected }) => {
  for (const [share, value] of expected) expectClose(quantile(values, share), { value })
})

test.each(reference.hedges)("Hedges' factor equals the quotient of Gammas, df = %i", (df, factor) => {
  expectClose(effectSize({ mean: 3, sd: 2, df }), { value: { d_z: 1.5, g_z: 1.5 * factor } })
})

test.each(reference.equivalence_limit)('largest sd, $rounds rounds over $subsets subsets', (entry) => {
  expectClose(equivalenceLimit(entry, entry), { value: entry.expected })
})

test.each(reference.rounds_needed)('rounds needed equal a search one by one: $expected', (entry) => {
  const rule = { equivalence: 0.05, alpha: 0.05, family_size: entry.family_size }
  const result = roundsNeeded(entry, rule)
  if (entry.expected === null) expect(result).toEqual({ defined: false, reason: 'beyond-max-rounds' })
  else expect(result).toEqual({ defined: true, value: entry.expected })
})
