import { describe, expect, test } from 'vitest'
import type { EngineEvent } from '../../src/engine/protocol.ts'
import { type Exit, judgeExit } from '../../src/runner/exit-verdict.ts'

const HELLO: EngineEvent = {
  event: 'hello',
  protocol: 1,
  engine: 'x',
  library: 'x',
  version: '1',
  runtime: 'x',
  flags: [],
  dtype: 'float64',
  form: 'difference',
  threads: 1,
}
const DONE: EngineEvent = { event: 'done' }
const DONE_WELL: Exit = { code: 0, signal: null, events: [HELLO, DONE], log: '' }

function message(changes: Partial<Exit>): string | undefined {
  return judgeExit({ ...DONE_WELL, ...changes })?.message
}

test('code 0 after hello and done is a good end, whatever was printed', () => {
  expect(judgeExit({ ...DONE_WELL, log: 'MemoryError: just kidding' })).toBeUndefined()
})

describe('what explains a crash', () => {
  test('is the last line that speaks of an error', () => {
    const log = 'start\nValueError: first\nTypeError: second\n  at somewhere\n'
    expect(message({ code: 1, log })).toBe('the engine exited with code 1; its log says: TypeError: second')
  })

  test('is the last line where none does', () => {
    expect(message({ code: 1, log: 'one\ntwo\n\n' })).toBe('the engine exited with code 1; its log says: two')
  })

  test('is no line of a stack', () => {
    const log =
      'FATAL ERROR: heap limit\n----- Native stack trace -----\n\n 1: 0xb78 node::OOMErrorHandler(char)\n#2 panic()\n'
    expect(message({ code: 1, log })).toBe(
      'the engine exited with code 1; its log says: FATAL ERROR: heap limit',
    )
  })

  test('is nothing where nothing was printed', () => {
    expect(message({ code: 1 })).toBe('the engine exited with code 1')
  })

  test('is what the engine itself said, before its log', () => {
    const failed: EngineEvent = { event: 'failed', kind: 'error', message: 'cannot read X_train.npy' }
    expect(message({ code: 1, events: [HELLO, failed], log: 'Error: other' })).toBe(
      'the engine exited with code 1; it said: cannot read X_train.npy',
    )
  })

  test('is cut when it is long', () => {
    expect(message({ code: 1, log: 'x'.repeat(1000) })?.length).toBeLessThan(400)
  })
})

describe('memory has run out', () => {
  test.each<[string, Partial<Exit>]>([
    ['when Node says so', { code: null, signal: 'SIGABRT', log: 'FATAL ERROR: heap out of memory' }],
    ['when Python says so', { code: 1, log: 'MemoryError' }],
    ['when Rust says so', { code: null, signal: 'SIGABRT', log: 'memory allocation of 80 bytes failed' }],
    ['when the system says so', { code: 1, log: 'OSError: Cannot allocate memory' }],
    ['when the system kills it', { code: null, signal: 'SIGKILL' }],
    [
      'when the engine says so',
      { code: 1, events: [HELLO, { event: 'failed', kind: 'out-of-memory', message: 'no room' }] },
    ],
  ])('%s', (_, changes) => {
    expect(judgeExit({ ...DONE_WELL, ...changes })?.kind).toBe('out-of-memory')
  })
})

test('another signal is a crash that names it', () => {
  expect(message({ code: null, signal: 'SIGSEGV' })).toBe('the engine was ended by SIGSEGV')
})
