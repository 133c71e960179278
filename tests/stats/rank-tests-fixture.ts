import { readFileSync } from 'node:fs'
import type { ZeroRule } from '../../src/stats/wilcoxon.ts'

type Values = readonly number[]
type Triple = readonly [number, number, number]
type Expected = Readonly<Record<string, number>>

/** What scripts/make-stats-fixture.py writes into rank-tests.json. */
interface RankTests {
  readonly wilcoxon: readonly { values: Values; zeros: ZeroRule; method: string; expected: Expected }[]
  readonly sign_flip: readonly { values: Values; method: string; expected: Expected }[]
  readonly friedman: readonly { blocks: Values[]; expected: Expected; nemenyi: Values[] }[]
  readonly upper_range: readonly Triple[]
  readonly critical_range: readonly Triple[]
  readonly benjamini_hochberg: readonly { p_values: Values; expected: Values }[]
}

const file = new URL('../fixtures/stats/rank-tests.json', import.meta.url)
export const RANK_TESTS: RankTests = JSON.parse(readFileSync(file, 'utf8'))
