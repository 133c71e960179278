import { fstatSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type EngineLog, openEngineLog } from '../../src/runner/engine-log.ts'
import { temporaryFolder } from '../ledger/folder.ts'

function open(folder = temporaryFolder()): EngineLog {
  const log = openEngineLog(folder)
  onTestFinished(() => log.close())
  return log
}

test('the tail is what was printed last', () => {
  const log = open()
  writeSync(log.descriptor, `${'x'.repeat(100_000)}the end`)
  expect(log.tail()).toHaveLength(65_536)
  expect(log.tail().endsWith('xthe end')).toBe(true)
})

test('a small log is left alone', () => {
  const log = open()
  writeSync(log.descriptor, 'all of it')
  log.trim()
  expect(fstatSync(log.descriptor).size).toBe(9)
})

test('a large log is cut to nothing, and what is printed later follows what was kept of it', () => {
  const folder = temporaryFolder()
  const log = open(folder)
  writeSync(log.descriptor, `${'x'.repeat(2 ** 21)}before`)
  log.trim()
  expect(fstatSync(log.descriptor).size).toBe(0)
  writeSync(log.descriptor, ' after')
  expect(readFileSync(join(folder, 'engine.log'), 'utf8')).toBe(' after')
  expect(log.tail().endsWith('xbefore after')).toBe(true)
})

test('a log that was removed is read all the same', () => {
  const folder = temporaryFolder()
  const log = open(folder)
  writeSync(log.descriptor, 'still here')
  rmSync(folder, { recursive: true })
  expect(log.tail()).toBe('still here')
})

test('of an earlier process in the same folder nothing is left', () => {
  const folder = temporaryFolder()
  writeSync(open(folder).descriptor, 'MemoryError')
  expect(open(folder).tail()).toBe('')
})
