import { describe, expect, it } from 'vitest'
import { partsOf, read, refusal } from './hostile-reading.ts'

const TEXT = 'städte,y\r\n1,0\r\n😀,1\r\n'
const utf16le = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('text arrives whole, wherever a file is cut into parts', () => {
  const options = { categorical: ['städte'] }
  const whole = read(TEXT, options)
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['utf-16le', utf16le(TEXT)],
    ['utf-16le', utf16le(`\uFEFF${TEXT}`)],
    ['utf-16be', utf16be(TEXT)],
    ['utf-16be', utf16be(`\uFEFF${TEXT}`)],
  ] as const)('%s, %#', (encoding, bytes) => {
    expect(whole.columns[0]).toMatchObject({ levels: ['1', '😀'] })
    for (let size = 1; size <= 9; size++)
      expect(read(partsOf(bytes, size), { ...options, encoding })).toEqual(whole)
  })

  it('and errors keep their place', () => {
    const bytes = Buffer.from('a,b,y\r\n"1\r\n2",3,0\r\n\r\n4,5\r\n')
    for (let size = 1; size <= 9; size++)
      expect(refusal(partsOf(bytes, size), { categorical: ['a'] })).toBe(
        'd.csv:5:2: the row has 2 cells, the header has 3. Quote cells that contain ",", or set another delimiter.',
      )
  })
})

describe('an encoding that is not the declared one', () => {
  it.each([
    [
      'UTF-16 without a mark',
      utf16le('a,y\n1,0\n'),
      undefined,
      'd.csv:1:1: a zero byte is no text. Save the file as UTF-8, or set its encoding, perhaps  encoding: utf-16le',
    ],
    [
      'the same with its bytes swapped',
      utf16be('a,y\n1,0\n'),
      undefined,
      'd.csv:1:1: a zero byte is no text. Save the file as UTF-8, or set its encoding, perhaps  encoding: utf-16be',
    ],
    [
      'UTF-16 with a mark',
      utf16be('\uFEFFa,y\n1,0\n'),
      undefined,
      'd.csv:1:1: the byte 0xfe is not UTF-8. Save the file as UTF-8, or set its encoding, perhaps  encoding: utf-16be',
    ],
    [
      'a character cut off at the end',
      Buffer.from('a,y\n1,\xc3', 'latin1'),
      undefined,
      'd.csv:2:2: the byte 0xc3 is not UTF-8. Save the file as UTF-8, or set its encoding, perhaps  encoding: latin1',
    ],
    [
      'UTF-8 with a mark as Latin-1',
      Buffer.from('\uFEFFa,y\n1,0\n'),
      'latin1',
      'd.csv:1:1: the file begins with the byte order mark of utf-8, but encoding is latin1. Leave encoding out.',
    ],
    [
      'UTF-16 with a mark as the other one',
      utf16le('\uFEFFa,y\n1,0\n'),
      'utf-16be',
      'd.csv:1:1: the file begins with the byte order mark of utf-16le, but encoding is utf-16be. Set  encoding: utf-16le.',
    ],
    [
      'UTF-16 without a mark as the other one',
      utf16le('a,y\n1,0\n'),
      'utf-16be',
      'd.csv:1:1: the bytes look like utf-16le, but encoding is utf-16be. Set  encoding: utf-16le.',
    ],
    [
      'UTF-8 as UTF-16',
      Buffer.from('a,y\n1,0\n'),
      'utf-16le',
      'd.csv:1:1: the bytes look like no UTF-16, but encoding is utf-16le. Leave encoding out.',
    ],
    [
      'half a pair in UTF-16',
      utf16le('a,y\n1,0\n2,\uD83Dx\n'),
      'utf-16le',
      'd.csv:3:2: half a character, 0xd83d, is not utf-16le. Set another encoding, or save the file as UTF-8.',
    ],
    [
      'an odd number of bytes in UTF-16',
      Buffer.concat([utf16be('a,y\n1,0\n'), Buffer.from('x')]),
      'utf-16be',
      'd.csv:3:1: the last character is cut off, as utf-16be. Set another encoding, or save the file as UTF-8.',
    ],
  ] as const)('is told: %s', (_, bytes, encoding, message) => {
    expect(refusal(bytes, encoding === undefined ? {} : { encoding })).toBe(message)
  })

  it('is no matter where a file holds a mark and nothing else', () => {
    expect(refusal(utf16le('\uFEFF'), { encoding: 'utf-16le' })).toBe(
      'd.csv:1:1: the file is empty. Give it a header and rows.',
    )
  })

  it('is told in the cell that the declared delimiter makes', () => {
    const bytes = Buffer.from('a,b;y\n1,2,3;\x80\n', 'latin1')
    expect(refusal(bytes, { delimiter: ';' })).toContain('d.csv:2:2: the byte 0x80 is not UTF-8.')
    expect(refusal(bytes, { delimiter: ',' })).toContain('d.csv:2:3: the byte 0x80 is not UTF-8.')
  })

  it('is told with its place far into a file', () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},${row % 2}\n`).join('')
    const bytes = Buffer.concat([Buffer.from(`a,y\n${rows}"\n`), Buffer.from([0x80])])
    expect(refusal(partsOf(bytes, 4099))).toContain('d.csv:20003:1: the byte 0x80 is not UTF-8.')
  })
})

describe('what is no text', () => {
  it.each([
    ['PK\x03\x04', 'a zip archive or an Excel workbook'],
    ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
    ['\x1f\x8b\x08', 'compressed with gzip'],
    ['BZh91AY&SY', 'compressed with bzip2'],
    ['\x93NUMPY\x01', 'a NumPy array'],
    ['\x7fELF\x02', 'a program'],
    ['<!doctype html>', 'a web page'],
    ['version https://git-lfs.github.com/spec/v1\n', 'the pointer of a file that Git LFS has not fetched'],
  ])('is named where everybody knows it: %j', (start, what) => {
    expect(refusal(Buffer.from(`${start}a,y\n1,0\n`, 'latin1'))).toBe(
      `d.csv: this is ${what}, not a CSV file. Save the table as CSV.`,
    )
  })

  it('is imported where it is a Parquet file', () => {
    expect(refusal(Buffer.from('PAR1\x15\x04a,y\n', 'latin1'))).toBe(
      'd.csv: this is a Parquet file, not a CSV file. Make a dataset of it with:  knnbench datasets import FILE --target COLUMN',
    )
  })

  it.each(['PAR1', 'BZh', 'ARROW1', 'PK', '%PDF', '<html'])('is not told by a name: %s', (name) => {
    expect(read(`${name},y\n1,0\n`).columns[0].name).toBe(name)
  })

  it('is not taken for Latin-1 where a bad byte comes before the first zero byte', () => {
    expect(refusal(Buffer.from('a,y\n1,\x80\n2,\x00\n', 'latin1'))).toBe(
      'd.csv:2:2: the byte 0x80 is not UTF-8. This looks like a binary file, or a damaged one: save the table as CSV.',
    )
  })

  it.each(['utf-8', 'latin1'] as const)('is told by its first zero byte (%s)', (encoding) => {
    expect(refusal(Buffer.from('a,y\n1,0\n2,\x001\n'), { encoding })).toBe(
      'd.csv:3:2: a zero byte is no text. This looks like a binary file, or a damaged one: save the table as CSV.',
    )
  })
})
