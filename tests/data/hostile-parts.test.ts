import fc from 'fast-check'
import { expect, it } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import type { TableOptions } from '../../src/config/study.ts'
import { profileCsv } from '../../src/data/profile-csv.ts'
import { read } from './hostile-reading.ts'

type Encoding = NonNullable<TableOptions['encoding']>

const ENCODERS: Record<Encoding, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  latin1: (text) => Buffer.from(text, 'latin1'),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
}

/** What separates, ends, quotes and is long in one of the encodings, and a few bytes that are none of them. */
const text = fc
  .array(
    fc.constantFrom(',', ';', '\n', '\r', '\r\n', '"', '""', '1', '2.5', 'x', 'é', '€', '😀', ' ', '\0'),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => `a,y\n1,0\n${pieces.join('')}`)
const encoding = fc.constantFrom<Encoding>('utf-8', 'latin1', 'utf-16le', 'utf-16be')
const damage = fc.option(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { freq: 3 })
const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 })

it('what is read, and what is said, is the same wherever a file is cut into parts', () => {
  const property = fc.property(text, encoding, damage, cuts, (content, encoding, damage, sizes) => {
    const bytes = ENCODERS[encoding](content)
    if (damage !== null) bytes[damage.at % bytes.length] = damage.byte
    const parts = cut(bytes, sizes)
    for (const look of [
      (all: Iterable<Buffer>) => read(all, { encoding }),
      (all: Iterable<Buffer>) => withoutPlace(profileCsv('d.csv', all)),
    ])
      expect(outcome(() => look(parts))).toEqual(outcome(() => look([bytes])))
  })
  fc.assert(property, { numRuns: 600 })
})

/** A result or a sentence; any other error is thrown. */
function outcome(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0, i = 0; at < bytes.length; at += sizes[i % sizes.length], i++)
    parts.push(bytes.subarray(at, at + sizes[i % sizes.length]))
  return parts
}

/** Of functions only one of a reader is equal. */
function withoutPlace({ place, ...profile }: ReturnType<typeof profileCsv>) {
  return profile
}
