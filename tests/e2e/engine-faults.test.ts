import { expect, test } from 'vitest'
import { engineFaults, isQuick, misbehavingPrograms } from './misbehaving-engines.ts'
import { proveFaults } from './prove-faults.ts'

test('each misbehaving engine is a row of docs/faults.md', () => {
  const rows = engineFaults().map(({ engine }) => engine)
  expect(rows.sort()).toEqual(misbehavingPrograms().sort())
})

// The others are in tests/full: each is a process or five of half a second, and some wait for a timeout.
proveFaults('engines at fault', engineFaults().filter(isQuick), 1)
