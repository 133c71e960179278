import { expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { otherEnvironments } from '../../src/report/other-environments.ts'
import { reportWarnings } from '../../src/report/report-warnings.ts'
import { buildResults, type Results } from '../../src/report/results.ts'
import { fixtureLedger, TINY } from './fixtures.ts'

const { records, readAnswer } = fixtureLedger(TINY)

function results(ledger: readonly LedgerRecord[]): Results {
  const built = buildResults(ledger, readAnswer)
  if (built === undefined) throw new Error('no study')
  return built
}

/** The same blocks as an earlier environment has left them: another session, other content keys. */
function earlier(): LedgerRecord[] {
  return records.flatMap((record): LedgerRecord[] => {
    switch (record.type) {
      case 'environment':
        return [{ ...record, environment_id: '0'.repeat(64), kernel: 'old' }]
      case 'session':
        return [{ ...record, session_id: 'old', environment_id: '0'.repeat(64) }]
      case 'block':
        return [{ ...record, block_id: `old ${record.block_id}`, session_id: 'old', key: 'f'.repeat(64) }]
      case 'block-end':
        return [{ ...record, block_id: `old ${record.block_id}` }]
      default:
        return []
    }
  })
}

test('a ledger of one environment says nothing of others', () => {
  expect(otherEnvironments(results(records))).toEqual([])
})

test('blocks of another environment are told, and change nothing that is shown', () => {
  const both = results([...earlier(), ...records])
  const blocks = records.filter(({ type }) => type === 'block').length
  expect(reportWarnings(both, { study: 'tiny' })).toEqual([
    ...reportWarnings(results(records), { study: 'tiny' }),
    `measured in another environment, so neither shown nor compared with these: ${blocks} blocks`,
  ])
  expect(both.cases.map(({ arms }) => arms)).toEqual(results(records).cases.map(({ arms }) => arms))
})

test('before anything of the new environment counts, all blocks are those of another', () => {
  const unmeasured = records.filter(({ type }) => !['block', 'block-end', 'measurement'].includes(type))
  expect(otherEnvironments(results([...earlier(), ...unmeasured]))).toHaveLength(1)
})
