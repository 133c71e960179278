import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileLines } from '../../src/ledger/file-lines.ts'
import { temporaryFolder } from './folder.ts'

const PART = 2 ** 20

function linesOf(content: string | Buffer, max_bytes = 4 * PART) {
  const file = join(temporaryFolder(), 'lines')
  writeFileSync(file, content)
  return Array.from(fileLines(file, max_bytes), ({ bytes, ...line }) => ({
    ...line,
    text: bytes?.toString(),
  }))
}

function whole(text: string) {
  return { length_bytes: Buffer.byteLength(text), text, end: 'whole' }
}

test('an empty file has no line, and one without a row end a torn one', () => {
  expect(linesOf('')).toEqual([])
  expect(linesOf('{"a":')).toEqual([{ length_bytes: 5, text: '{"a":', end: 'torn' }])
})

test('an empty line is a line', () => {
  expect(linesOf('\n\na\n')).toEqual([whole(''), whole(''), whole('a')])
})

test.each([
  ['ends with its part', [PART - 1, 3]],
  ['whose row end begins the next part', [PART, 3]],
  ['goes on in the next part', [PART + 1, 3]],
  ['goes through several parts', [2 * PART + 17, PART - 18, 0, 3 * PART]],
])('a line that %s is whole', (_, lengths) => {
  const texts = lengths.map((length, at) => String(at).repeat(length))
  expect(linesOf(texts.map((text) => `${text}\n`).join(''))).toEqual(texts.map(whole))
})

test('a letter of several bytes may lie across two parts', () => {
  const text = `${'a'.repeat(PART - 1)}€${'b'.repeat(5)}`
  expect(linesOf(`${text}\n`)).toEqual([whole(text)])
})

test.each([10, PART + 10, 2 * PART + 10])(
  'of a line of more than %i bytes there is its length only',
  (max) => {
    const longest = 'a'.repeat(max)
    expect(linesOf(`${longest}\n${longest}a\nb\n`, max)).toEqual([
      whole(longest),
      { length_bytes: max + 1, text: undefined, end: 'whole' },
      whole('b'),
    ])
    expect(linesOf(`b\n${longest}a`, max).at(-1)).toEqual({
      length_bytes: max + 1,
      text: undefined,
      end: 'torn',
    })
  },
)
