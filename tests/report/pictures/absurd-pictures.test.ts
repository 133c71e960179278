import { expect, test } from 'vitest'
import { allPictures } from '../../../src/cli/picture-files.ts'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import { fixtureLedger, resultsOf, TINY, TWO_CASES } from '../fixtures.ts'

const ledger = fixtureLedger({ ...TINY, cases: TWO_CASES.cases })

/** Every time and size of one engine in place of what was measured. */
function withValue(value: number): LedgerRecord[] {
  const plain = ledger.records.map((record) => {
    if (!('engine' in record) || record.engine !== 'ts-kd-tree') return record
    return JSON.parse(JSON.stringify(record), (key, one) =>
      ['predict_ns', 'peak_bytes', 'size_bytes'].includes(key) && typeof one === 'number' ? value : one,
    )
  })
  return plain
}

test.each([0, 1, 5e-324, 1e15, 1e308])('times and sizes of %d are drawn or left out', async (value) => {
  const { drawn } = await allPictures(resultsOf({ ...ledger, records: withValue(value) }))
  expect(drawn.length).toBeGreaterThan(4)
  for (const { picture, svg } of drawn)
    expect(svg, picture.name).not.toMatch(/NaN|Infinity|undefined|null[^ ]/)
})
