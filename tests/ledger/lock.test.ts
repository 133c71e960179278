import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { lockLedger } from '../../src/ledger/lock.ts'
import { temporaryFolder } from './folder.ts'

const SINCE = '2026-01-02T03:04:05.678Z'
const SELF = { pid: process.pid, since: SINCE }

/** The id of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

test('the lock names its holder while it is held and is gone afterwards', () => {
  const folder = join(temporaryFolder(), 'results', 'new')
  const unlock = lockLedger(folder, SELF)
  expect(JSON.parse(readFileSync(join(folder, 'ledger.lock'), 'utf8'))).toEqual(SELF)
  unlock()
  expect(existsSync(join(folder, 'ledger.lock'))).toBe(false)
})

test('a second writer is refused, and told who holds the ledger since when', () => {
  const folder = temporaryFolder()
  lockLedger(folder, SELF)
  expect(() => lockLedger(folder, { pid: process.pid, since: 'now' })).toThrow(InputError)
  expect(() => lockLedger(folder, { pid: process.pid, since: 'now' })).toThrow(
    `${folder}: another run (process ${process.pid}, since ${SINCE}) is writing this ledger. Wait for it, or use --out.`,
  )
})

test('a refused writer leaves the lock to its holder', () => {
  const folder = temporaryFolder()
  lockLedger(folder, SELF)
  expect(() => lockLedger(folder, { ...SELF, since: 'now' })).toThrow()
  expect(JSON.parse(readFileSync(join(folder, 'ledger.lock'), 'utf8'))).toEqual(SELF)
})

test('the ledger can be locked again after it was unlocked', () => {
  const folder = temporaryFolder()
  lockLedger(folder, SELF)()
  expect(() => lockLedger(folder, SELF)).not.toThrow()
})

test('a lock whose process is gone is taken over', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'ledger.lock'), JSON.stringify({ pid: deadPid(), since: SINCE }))
  lockLedger(folder, SELF)
  expect(JSON.parse(readFileSync(join(folder, 'ledger.lock'), 'utf8'))).toEqual(SELF)
})

test.each(['', '{"pid":', '{"pid":"x"}'])('a lock file that says %j is taken over', (text) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'ledger.lock'), text)
  lockLedger(folder, SELF)
  expect(JSON.parse(readFileSync(join(folder, 'ledger.lock'), 'utf8'))).toEqual(SELF)
})
