import type { Results } from '../../../src/report/results.ts'
import type { EngineSpec, FixtureLedger } from '../fixture-ledger.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'

type Change = Partial<Pick<EngineSpec, 'speed' | 'growth_bytes' | 'grade' | 'failure'>>

/** What a gate's ledger of two datasets holds, where head and base are the same but for what is given. */
export function gateLedger(head: Change = {}, base: Change = {}, noise = 0.004): FixtureLedger {
  const build = { library: 'mine', version: '1.0.0', speed: () => 0, growth_bytes: 300_000 }
  return fixtureLedger({
    ...TWO_CASES,
    cases: TWO_CASES.cases.map((one) => ({ ...one, noise })),
    engines: [
      { ...build, engine: 'base', ...base },
      { ...build, engine: 'head', ...head },
    ],
  })
}

export function gateResults(head: Change = {}, base: Change = {}, noise = 0.004): Results {
  return resultsOf(gateLedger(head, base, noise))
}

export const TOLERANCES = { memory_share: 0.1, index_share: 0.1, label_share: 0, score: 0 }
