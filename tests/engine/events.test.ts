import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { openEvents } from '../../src/engine/events.ts'
import { temporaryFolder } from './tiny-job.ts'

test('each event is one JSON line, written when emit returns', () => {
  const folder = temporaryFolder()
  const file = join(folder.path, 'events')
  const fd = openSync(file, 'w')
  const emit = openEvents(fd)
  emit({ event: 'loaded', load_ns: 1, convert_ns: 2 })
  emit({ event: 'done' })
  expect(readFileSync(file, 'utf8')).toBe('{"event":"loaded","load_ns":1,"convert_ns":2}\n{"event":"done"}\n')
  closeSync(fd)
  folder.remove()
})

test('a line above 1 MiB is refused rather than sent', () => {
  const folder = temporaryFolder()
  const fd = openSync(join(folder.path, 'events'), 'w')
  const message = 'x'.repeat(1024 * 1024)
  expect(() => openEvents(fd)({ event: 'failed', kind: 'error', message })).toThrow('at most 1048576')
  closeSync(fd)
  folder.remove()
})

test('a descriptor that nobody opened is said so, with what to do', () => {
  expect(() => openEvents(9999)).toThrow(InputError)
  expect(() => openEvents(9999)).toThrow('file descriptor 9999 is not open. Start engines through knnbench')
})
