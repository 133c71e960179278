import { describe, expect, it } from 'vitest'
import { csvOf, messageOf, profile, x, y } from './profile.ts'

describe('the way a file is written', () => {
  it.each([
    ['a comma', csvOf({ x, y }), ','],
    ['a semicolon', csvOf({ x, y }, 40, ';'), ';'],
    ['a tab', csvOf({ x, y }, 40, '\t'), '\t'],
    ['a tab, although the header has as many commas', csvOf({ 'x, in m': x, y }, 40, '\t'), '\t'],
    ['a comma where there is one column', 'y\n1\n2\n', ','],
  ])('is found: %s', (_, content, delimiter) => {
    expect(profile(content).format.delimiter).toBe(delimiter)
  })

  it('tells whether a reader finds the delimiter by the header alone', () => {
    expect(profile(csvOf({ x, y }, 40, ';')).format.delimiter_is_plain).toBe(true)
    expect(profile(csvOf({ 'x, in m': x, y }, 40, '\t')).format.delimiter_is_plain).toBe(false)
  })

  it('is found in any encoding, with or without its mark', () => {
    const text = csvOf({ größe: x, y })
    const utf16 = Buffer.from(text, 'utf16le')
    const files: [Buffer, string][] = [
      [Buffer.from(text), 'utf-8'],
      [Buffer.from(`\uFEFF${text}`), 'utf-8'],
      [Buffer.from(text, 'latin1'), 'latin1'],
      [utf16, 'utf-16le'],
      [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
      [Buffer.from(utf16).swap16(), 'utf-16be'],
    ]
    for (const [bytes, encoding] of files) {
      const { format, columns } = profile(bytes)
      expect(format.encoding).toBe(encoding)
      expect(columns.map(({ name }) => name)).toEqual(['größe', 'y'])
    }
  })

  it('has the decimal mark that more numbers show, unless it is the delimiter', () => {
    const comma = (row: number) => `${row},5`
    const point = (row: number) => `${row}.5`
    expect(profile(csvOf({ comma, y }, 40, ';')).format.decimal).toBe(',')
    expect(profile(csvOf({ point, x, y }, 40, ';')).format.decimal).toBe('.')
    expect(profile(csvOf({ a: point, b: point, comma, y }, 40, ';')).format.decimal).toBe('.')
    expect(profile(csvOf({ quoted: (row) => `"${row},5"`, y })).format.decimal).toBe('.')
  })

  it('has no decimal comma where every comma may stand between thousands', () => {
    const thousands = (row: number) => ['1,886', '632', '-12,400', '+1,000'][row % 4]
    const decimal = (columns: Parameters<typeof csvOf>[0], delimiter = '\t') =>
      profile(csvOf({ ...columns, y }, 40, delimiter)).format.decimal
    expect(decimal({ thousands })).toBe('.')
    expect(decimal({ thousands, rating: () => '4.5' })).toBe('.')
    expect(decimal({ thousands, rating: (row) => (row === 7 ? '4.5' : row % 5) })).toBe('.')
    expect(decimal({ thousands, rating: () => '4,5' })).toBe(',')
    expect(decimal({ three: () => '0,125' })).toBe(',')
    expect(decimal({ three: () => '1234,125' })).toBe(',')
    expect(decimal({ three: () => '1,250e2' })).toBe(',')
  })

  it('has a decimal comma where points stand between thousands', () => {
    const decimal = (...cells: string[]) =>
      profile(csvOf({ a: (row) => cells[row % cells.length], y }, 40, ';')).format.decimal
    expect(decimal('1.886', '632', '4,5')).toBe(',')
    expect(decimal('1.886', '1.886.000')).toBe(',')
    expect(decimal('1.886,50', '632')).toBe(',')
    expect(decimal('1,886.50', '632,5')).toBe('.')
    expect(decimal('1.886', '632')).toBe('.')
  })

  it('may have any row end', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(profile(csvOf({ x, y }).replaceAll('\n', end)).rows).toBe(40)
  })
})

describe('a column', () => {
  const column = (cell: (row: number) => string | number) => profile(csvOf({ cell, y })).columns[0]

  it('of numbers has their range and how many differ', () => {
    const { numbers, values, texts } = column((row) => (row % 4) / 4 - 1)
    expect(numbers).toMatchObject({ count: 40, least: -1, largest: -0.25, all_whole: false })
    expect([values.counts.size, texts.rows]).toEqual([4, 0])
  })

  it('counts missing cells by how they are written', () => {
    const { missing, first_missing, values } = column((row) => ['1', '', 'NA', 'null', 'NaN'][row % 5])
    expect(missing.counts).toEqual(
      new Map([
        ['', 8],
        ['NA', 8],
        ['null', 8],
        ['NaN', 8],
      ]),
    )
    expect([missing.rows, first_missing, values.rows]).toEqual([32, 1, 8])
  })

  it('tells texts from numbers, infinite ones too', () => {
    const { texts, numbers } = column((row) => ['1', 'n/a', 'inf', '1e999', '0x1'][row % 5])
    expect([...texts.counts.keys()]).toEqual(['n/a', 'inf', '1e999', '0x1'])
    expect(numbers.count).toBe(8)
  })

  it.each(['2024-01-31', '31.1.2024', '1/31/24', '2024-01-31 13:45', '2024-01-31T13:45:00.5Z'])(
    'of dates is known: %s',
    (date) => expect(column(() => date).dates).toBe(true),
  )

  it.each(['2024', '1.5.x', '12-34', '2024-01/31', '192.168.1.10'])('of other texts is not: %s', (text) =>
    expect(column(() => text).dates).toBe(false),
  )

  it('stops counting different texts at some thousands and says so', () => {
    const [{ values }] = profile(csvOf({ cell: (row) => row % 10_500, y }, 21_000)).columns
    expect([values.counts.size, values.more, values.repeated, values.rows]).toEqual([
      10_000,
      true,
      true,
      21_000,
    ])
  })
})

describe('a wide table', () => {
  const COLUMNS = 2000
  const wide = (cell: (row: number, column: number) => string | number, rows: number) =>
    profile(
      csvOf(
        Object.fromEntries(
          Array.from({ length: COLUMNS }, (_, column) => [`c${column}`, (row: number) => cell(row, column)]),
        ),
        rows,
      ),
    ).columns

  it('has no more texts in memory than a narrow one', () => {
    const columns = wide((row, column) => `${row}.${column + 1}`, 200)
    const kept = columns.reduce((sum, { values, texts }) => sum + values.counts.size + texts.counts.size, 0)
    expect(kept).toBe(300_000)
    expect(columns.every(({ values, texts }) => values.more && values.rows === 200 && texts.rows === 0)).toBe(
      true,
    )
  })

  it('still knows the texts that come late among its numbers', () => {
    const [first] = wide((row) => (row === 199 ? '?' : row === 198 ? '"1,5"' : `${row}.5`), 200)
    expect([...first.texts.counts]).toEqual([
      ['1,5', 1],
      ['?', 1],
    ])
    expect(first).toMatchObject({ texts: { rows: 2, more: false }, other_mark: { rows: 1, text: '1,5' } })
  })
})

describe('a file that no study could read', () => {
  it.each([
    ['empty', '', 'd.csv:1:1: the file is empty.'],
    ['header alone', 'a,b\n', 'd.csv:1:1: the file has a header and no rows.'],
    ['ragged', 'a,b\n1,2\n1,2,3\n', 'd.csv:3:3: the row has 3 cells, the header has 2.'],
    ['two columns of one name', 'a,a\n1,2\n', 'd.csv:1:2: the name "a" is already that of column 1.'],
    ['no name', ',a\n1,2\n', 'd.csv:1:1: column 1 has no name.'],
    ['a stray quote', 'a,b\n1,x"y\n', 'd.csv:2:2: a quote stands inside a cell'],
    ['a zip archive', 'PK\x03\x04…', 'd.csv: this is a zip archive or an Excel workbook, not a CSV file.'],
  ])('is refused with its place: %s', (_, content, message) => {
    expect(messageOf(() => profile(content))).toContain(message)
  })
})
