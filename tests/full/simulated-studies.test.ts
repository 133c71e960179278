import { expect, test } from 'vitest'
import { auditSimulated } from '../audit/false-alarms.ts'

test('no false alarm of the audit in 3,000 consistent studies', () => {
  expect(auditSimulated({ from: 1001, to: 4000 })).toEqual({ alarms: [], idle: [] })
}, 600_000)
