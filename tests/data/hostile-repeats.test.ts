import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { read } from './hostile-reading.ts'

const PATTERNS = [
  '"',
  '""',
  '","',
  ',',
  ', ',
  '\n',
  '\r',
  '\n"',
  '\r\n,',
  ' ',
  '1',
  '1,',
  '1\n',
  '1,0\n1',
  '\0',
  '\xff',
  '😀',
  'a"',
]

/** The refusal, or nothing where the file could be read. */
function refusalOf(bytes: readonly Buffer[]): string | undefined {
  try {
    read(bytes)
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

test.each(PATTERNS)('a quarter of a megabyte of %j is read, or refused in a sentence', (pattern) => {
  const bytes = Buffer.from(pattern.repeat(2 ** 18 / pattern.length), pattern === '\xff' ? 'latin1' : 'utf8')
  for (const before of ['', 'a,y\n', 'a,y\n1,0\n2,', 'a,y\n"'])
    expect(refusalOf([Buffer.from(before), bytes]) ?? 'd.csv:1:1: read').toMatch(
      /^d\.csv:\d+:\d+: .{1,400}$/s,
    )
})
