import { spawnSync } from 'node:child_process'
import { existsSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { ownIdentity, type ProcessIdentity } from '../../src/data/process-identity.ts'
import { lockLedger } from '../../src/ledger/lock.ts'
import { temporaryFolder } from './folder.ts'

const SINCE = '2026-01-02T03:04:05.678Z'
const STALE_ID = '11111111-1111-4111-8111-111111111111'
const NEXT_ID = '22222222-2222-4222-8222-222222222222'

/** A claim of a process like this one, but for what is said. */
function claim(changes: Partial<ProcessIdentity>, id = STALE_ID): string {
  return JSON.stringify({ ...ownIdentity(), ...changes, id, since: SINCE })
}

/** A folder whose lock says this. */
function lockedFolder(text: string): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'ledger.lock'), text)
  return folder
}

function holderOf(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'ledger.lock'), 'utf8'))
}

/** The id of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

describe('a lock', () => {
  test('names its holder while it is held and is gone afterwards', () => {
    const folder = join(temporaryFolder(), 'results', 'new')
    const unlock = lockLedger(folder, SINCE)
    expect(holderOf(folder)).toMatchObject({ ...ownIdentity(), since: SINCE })
    expect(readdirSync(folder)).toEqual(['ledger.lock'])
    unlock()
    expect(readdirSync(folder)).toEqual([])
  })

  test('that is held refuses a second writer, and tells it who holds the ledger since when', () => {
    const folder = temporaryFolder()
    lockLedger(folder, SINCE)
    expect(() => lockLedger(folder, 'now')).toThrow(InputError)
    expect(() => lockLedger(folder, 'now')).toThrow(
      `${folder}: another run (process ${process.pid}, since ${SINCE}) is writing this ledger. Wait for it, or use --out.`,
    )
  })

  test('stays with its holder when a writer was refused', () => {
    const folder = temporaryFolder()
    lockLedger(folder, SINCE)
    expect(() => lockLedger(folder, 'now')).toThrow()
    expect(holderOf(folder)).toMatchObject({ since: SINCE })
    expect(readdirSync(folder)).toEqual(['ledger.lock'])
  })

  test('can be taken again after it was given back', () => {
    const folder = temporaryFolder()
    lockLedger(folder, SINCE)()
    expect(() => lockLedger(folder, SINCE)).not.toThrow()
  })

  test('that somebody deleted and another run took is not taken from that run', () => {
    const folder = temporaryFolder()
    const unlock = lockLedger(folder, SINCE)
    writeFileSync(join(folder, 'ledger.lock'), claim({}))
    unlock()
    expect(existsSync(join(folder, 'ledger.lock'))).toBe(true)
  })
})

describe('a lock is taken over', () => {
  test.each(['', '{"pid":', '{"pid":"x"}'])('when its file says %j', (text) => {
    const folder = lockedFolder(text)
    lockLedger(folder, SINCE)
    expect(holderOf(folder)).toMatchObject(ownIdentity())
  })

  test('when its process is gone', () => {
    const folder = lockedFolder(claim({ pid: deadPid() }))
    lockLedger(folder, SINCE)
    expect(holderOf(folder)).toMatchObject(ownIdentity())
    expect(readdirSync(folder)).toEqual(['ledger.lock'])
  })

  test.runIf(process.platform === 'linux')(
    'when another process has got its process id, even this one',
    () => {
      const folder = lockedFolder(claim({ started: 1 }))
      lockLedger(folder, SINCE)
      expect(holderOf(folder)).toMatchObject(ownIdentity())
    },
  )

  test('when its machine was started again since', () => {
    const folder = lockedFolder(claim({ boot: 'before' }))
    lockLedger(folder, SINCE)
    expect(holderOf(folder)).toMatchObject(ownIdentity())
  })

  test('when the process that took it over before was killed on the way', () => {
    const folder = lockedFolder(claim({ pid: deadPid() }))
    writeFileSync(join(folder, `ledger.lock.${STALE_ID}`), claim({ pid: deadPid() }, NEXT_ID))
    lockLedger(folder, SINCE)
    expect(holderOf(folder)).toMatchObject(ownIdentity())
    expect(readdirSync(folder)).toEqual(['ledger.lock'])
  })
})

describe('a lock is not taken over', () => {
  test('while another process takes it over', () => {
    const folder = lockedFolder(claim({ pid: deadPid() }))
    writeFileSync(join(folder, `ledger.lock.${STALE_ID}`), claim({}, NEXT_ID))
    expect(() => lockLedger(folder, 'now')).toThrow(`another run (process ${process.pid}, since ${SINCE})`)
  })

  test.each([
    ['on another machine', { boot: 'other', machine: 'other' }],
    ['in another container', { pid_namespace: 'pid:[1]' }],
  ])('from a process %s, which cannot be seen from here', (_, place) => {
    const folder = lockedFolder(claim({ ...place, pid: 1 }))
    expect(() => lockLedger(folder, 'now')).toThrow(
      `${folder}: a run on another machine or in another container (process 1, since ${SINCE}) has locked this ledger, and from here it cannot be seen whether it still runs. If it does not, delete ${folder}/ledger.lock; or use --out.`,
    )
  })

  test('by claims that go in a circle', () => {
    const folder = lockedFolder(claim({ pid: deadPid() }))
    linkSync(join(folder, 'ledger.lock'), join(folder, `ledger.lock.${STALE_ID}`))
    expect(() => lockLedger(folder, 'now')).toThrow('changed hands 100 times')
  })
})
