import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeStream } from '../../src/cli/safe-stream.ts'

function written(text: string, isTTY: boolean): string {
  let all = ''
  safeStream({ write: (part) => (all += part), isTTY, columns: 80 }).write(text)
  return all
}

const TITLE = '\u001b]0;owned\u0007'

test('what could act on a terminal is told by its number', () => {
  for (const isTTY of [true, false])
    expect(written(`${TITLE}\u009b2J\u202egnp\u200b`, isTTY)).toBe(
      '\\u001b]0;owned\\u0007\\u009b2J\\u202egnp\\u200b',
    )
})

test('row ends and tabs stay', () => {
  expect(written('a\n\tb\n', false)).toBe('a\n\tb\n')
})

test('colours and the progress line stay on a terminal, and nowhere else', () => {
  expect(written('\r  wine \u001b[32m✓\u001b[39m\u001b[0;1m', true)).toBe(
    '\r  wine \u001b[32m✓\u001b[39m\u001b[0;1m',
  )
  expect(written('\r\u001b[K', true)).toBe('\r\u001b[K')
  expect(written('\u001b[32m✓', false)).toBe('\\u001b[32m✓')
})

test('a line is drawn anew only from its beginning, so that no name overwrites what stands before it', () => {
  expect(written('mine\rfine', true)).toBe('mine\\u000dfine')
})

test('JSON keeps its value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const whole = { text: text }
      expect(JSON.parse(written(JSON.stringify(whole, null, 2), false))).toEqual(whole)
    }),
  )
})

test('no text brings a control through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(written(text, false)).not.toMatch(/[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    }),
  )
})
