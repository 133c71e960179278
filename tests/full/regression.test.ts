import { afterAll, describe, expect, test } from 'vitest'
import { valueCases, valueEdgeCases } from '../../src/conformance/cases/value-cases.ts'
import { checkValues } from '../../src/conformance/check-values.ts'
import { testHost } from '../conformance/fixture-engine.ts'
import { readyEngines } from '../engine/asked-engine.ts'

/** What `engines verify` asks for beside these is ordinary. */
const NASTY = /^(ties|mostly-0|contradictions|constant|one-row),/

const CASES = [
  ...valueCases().map((one) => [one.name, one, 'ordinary'] as const),
  ...valueEdgeCases().map((one) => [one.name, one, 'edges'] as const),
].filter(([name]) => NASTY.test(name))
/** Faults that tests/full/adapters/sklearnex.test.ts and tests/engine/adapters/smartcore.test.ts show. */
const KNOWN = ['sklearnex-kd-tree mostly-0, numbers', 'smartcore-cover-tree one-row, numbers']
const engines = readyEngines().filter(({ manifest }) => manifest.capabilities.tasks.includes('regression'))

describe.each(engines)('the numbers of $manifest.name', (engine) => {
  const place = testHost()
  afterAll(place.remove)

  const cases = CASES.filter(([name]) => !KNOWN.includes(`${engine.manifest.name} ${name}`))
  test.each(cases)(
    'on %s are means of right neighbors, at every metric, weights and k',
    async (_, one, limits) => {
      const { status, notes } = await checkValues(engine, one, limits, place.host)
      expect(limits === 'edges' ? ['right', 'refused'] : ['right'], notes.join('\n')).toContain(status)
    },
  )
})
