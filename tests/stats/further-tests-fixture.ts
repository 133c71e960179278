import { readFileSync } from 'node:fs'
import type { BootstrapDraws } from '../../src/stats/bootstrap-interval.ts'
import type { SplitSizes } from '../../src/stats/corrected-resampled-t.ts'
import type { WantedWidth } from '../../src/stats/rounds-for-width.ts'
import type { EquivalenceBand } from '../../src/stats/tost.ts'

type Values = readonly number[]
type Expected = Readonly<Record<string, number>>
interface Groups {
  readonly first: Values
  readonly second: Values
  readonly expected: Expected
}

/** What scripts/make-stats-fixture.py writes into further-tests.json. */
interface FurtherTests {
  readonly mann_whitney: readonly (Groups & { method: string })[]
  readonly mcnemar: readonly (readonly [number, number, number])[]
  readonly welch_t: readonly (Groups & { level: number })[]
  readonly corrected_resampled_t: readonly (SplitSizes & {
    differences: Values
    level: number
    expected: Expected
  })[]
  readonly tost: readonly (EquivalenceBand & { values: Values; expected: Expected })[]
  readonly trend: readonly { values: Values; method: string; expected: Expected }[]
  readonly position: readonly { by_position: Values[]; expected: Expected }[]
  readonly rounds_for_width: readonly (WantedWidth & {
    sd: number
    subsets: number
    expected: number | null
  })[]
  readonly bootstrap: readonly (BootstrapDraws & { level: number; percentile: Expected; bca: Expected })[]
}

const file = new URL('../fixtures/stats/further-tests.json', import.meta.url)
export const FURTHER_TESTS: FurtherTests = JSON.parse(readFileSync(file, 'utf8'))
