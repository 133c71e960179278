import type { Results } from '../../../src/report/results.ts'
import type { EngineSpec, FixtureLedger } from '../fixture-ledger.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'

type Change = Partial<Pick<EngineSpec, 'speed' | 'growth_bytes' | 'grade' | 'failure'>>

/** Five subsets twice, or the whole grid ten times: as many rounds, but more passes. */
const PASSES = { two: { S: 5, P: 2 }, ten: { S: 1, P: 10 } }

/** What a gate's ledger of two datasets holds, where head and base are the same but for what is given. */
export function gateLedger(
  head: Change = {},
  base: Change = {},
  noise = 0.004,
  passes: keyof typeof PASSES = 'two',
): FixtureLedger {
  const build = { library: 'mine', version: '1.0.0', speed: () => 0, growth_bytes: 300_000 }
  return fixtureLedger({
    ...TWO_CASES,
    ...PASSES[passes],
    cases: TWO_CASES.cases.map((one) => ({ ...one, noise })),
    engines: [
      { ...build, engine: 'base', ...base },
      { ...build, engine: 'head', ...head },
    ],
  })
}

export function gateResults(...given: Parameters<typeof gateLedger>): Results {
  return resultsOf(gateLedger(...given))
}

export const TOLERANCES = { memory_share: 0.1, index_share: 0.1, label_share: 0, score: 0 }
