import { readFileSync } from 'node:fs'
import type { ZeroRule } from '../../src/stats/wilcoxon.ts'

type Values = readonly number[]
type Expected = Readonly<Record<string, number>>

/** What scripts/make-stats-fixture.py writes into rank-tests.json. */
interface RankTests {
  readonly wilcoxon: readonly { values: Values; zeros: ZeroRule; method: string; expected: Expected }[]
  readonly sign_flip: readonly { values: Values; method: string; expected: Expected }[]
}

const file = new URL('../fixtures/stats/rank-tests.json', import.meta.url)
export const RANK_TESTS: RankTests = JSON.parse(readFileSync(file, 'utf8'))
