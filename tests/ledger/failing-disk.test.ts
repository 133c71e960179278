import { spawnSync } from 'node:child_process'
import { fsyncSync, ftruncateSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { type DiskCalls, type LedgerWriter, openLedgerWriter } from '../../src/ledger/append-ledger.ts'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { temporaryFolder } from './folder.ts'
import { RECORDS } from './records.ts'

const PROBE = RECORDS.probe()
const REAL: DiskCalls = { writeSync, fsyncSync, ftruncateSync }

function noSpace(): never {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
}

/** A disk that takes ten bytes of a write and no more, until it is told that there is room. */
function fullDisk(changes: Partial<DiskCalls> = {}) {
  const state = { isFull: false }
  const disk: DiskCalls = {
    ...REAL,
    writeSync: (descriptor, bytes, offset) => {
      if (!state.isFull) return writeSync(descriptor, bytes, offset)
      return offset > 0 ? noSpace() : writeSync(descriptor, bytes, 0, 10)
    },
    ...changes,
  }
  return { disk, state }
}

function open(folder: string, disk: DiskCalls): LedgerWriter {
  const writer = openLedgerWriter(folder, readLedger(folder), disk)
  onTestFinished(() => writer.close())
  return writer
}

test('a write that fails half-way leaves nothing, and the next one comes back whole', () => {
  const folder = temporaryFolder()
  const { disk, state } = fullDisk()
  const writer = open(folder, disk)
  writer.append([PROBE])
  state.isFull = true
  expect(() => writer.append([PROBE, PROBE])).toThrow('ENOSPC')
  expect(readLedger(folder)).toMatchObject({ records: [PROBE], torn_bytes: 0 })
  state.isFull = false
  writer.append([RECORDS.block()])
  expect(readLedger(folder)).toMatchObject({ records: [PROBE, RECORDS.block()], torn_bytes: 0 })
})

test('records that were written but not synced do not stay', () => {
  const folder = temporaryFolder()
  let calls = 0
  const disk = { ...REAL, fsyncSync: () => (++calls === 2 ? noSpace() : undefined) }
  const writer = open(folder, disk)
  writer.append([PROBE])
  expect(() => writer.append([RECORDS.block()])).toThrow('ENOSPC')
  expect(readLedger(folder).records).toEqual([PROBE])
})

test('nothing is written behind half a record that cannot be removed', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'ledger.jsonl')
  const { disk, state } = fullDisk({ ftruncateSync: noSpace })
  const writer = open(folder, disk)
  writer.append([PROBE])
  const { length } = readFileSync(file)
  state.isFull = true
  expect(() => writer.append([PROBE])).toThrow('ENOSPC')
  state.isFull = false
  expect(() => writer.append([PROBE])).toThrow(InputError)
  expect(() => writer.append([PROBE])).toThrow(
    `${file}: a write failed and what it left after byte ${length} could not be removed; nothing more is written. Make room on the disk and run the same command again: it cuts off the torn end and goes on.`,
  )
  expect(readLedger(folder)).toMatchObject({ records: [PROBE], torn_bytes: 10 })
  open(folder, REAL).append([RECORDS.block()])
  expect(readLedger(folder).records).toEqual([PROBE, RECORDS.block()])
})

const PROGRAM = fileURLToPath(new URL('../fixtures/programs/full-disk.mjs', import.meta.url))
const MOUNT = 'mount -t tmpfs -o size=64k none "$0"'

/** A shell in a mount namespace of its own: what it mounts on the folder `$0` goes when it ends. */
function inNamespace(script: string, ...words: string[]) {
  const shell = ['--map-root-user', '--mount', 'sh', '-c', script, temporaryFolder(), ...words]
  return spawnSync('unshare', shell, { encoding: 'utf8' })
}

test('the same holds on a disk that is really full', ({ skip }) => {
  const { status, stderr, error } = inNamespace(MOUNT)
  const reason = error?.message ?? stderr.trim()
  if (status !== 0) console.log(`SKIPPED: a really full disk, because none can be mounted: ${reason}`)
  skip(status !== 0, reason)
  const { stdout } = inNamespace(`${MOUNT} && exec "$1" "$2" "$0"`, process.execPath, PROGRAM)
  expect(stdout.trim().split('\n')).toEqual(['ENOSPC', 'before', 'after'])
})
