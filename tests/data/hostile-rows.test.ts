import { describe, expect, it } from 'vitest'
import { read, refusal } from './hostile-reading.ts'

const MEGABYTE = 'x'.repeat(2 ** 20)

describe('row ends', () => {
  it.each([
    ['\n', '\n', '\n'],
    ['\r\n', '\r\n', '\r\n'],
    ['\r', '\r', '\r'],
    ['\n', '\r', '\r\n'],
    ['\r\n', '\n', '\r'],
    ['\r', '\r\n', '\n'],
  ])('may be any, also mixed: %j %j %j', (first, second, third) => {
    const shown = `"2${third.replace('\r', '\\u000d').replace('\n', '\\u000a')}3"`
    const text = `a,y${first}1,0${second}"2${third}3",1${third}4,0`
    expect(read(text, { categorical: ['a'] }).columns[0]).toMatchObject({ levels: ['1', `2${third}3`, '4'] })
    expect(refusal(text)).toBe(
      `d.csv:3:1: ${shown} in column a, which is numeric in the row before. ` +
        `\n  Missing value? Add  missing: [${shown}]   Text column? Add  categorical: [a]`,
    )
    expect(refusal(`${text}${first}5,1,6`, { categorical: ['a'] })).toBe(
      'd.csv:6:3: the row has 3 cells, the header has 2. Quote cells that contain ",", or set another delimiter.',
    )
  })
})

describe('quotes', () => {
  it.each(['\n', '\r\n', '\r'])(
    'that stay open are told where they open, not where the file ends (%j)',
    (end) => {
      const rows = ['a,y', '"1', '1",0', '', '2,"1', '3,0', '4,1']
      expect(refusal(rows.join(end))).toBe(
        'd.csv:5:2: a quote opens here and is never closed. Write quotes inside a quoted cell twice: "a ""b"" c".',
      )
    },
  )

  it('that stay open in the header are told there', () => {
    expect(refusal('a,"y\n1,0\n')).toBe(
      'd.csv:1:2: a quote opens here and is never closed. Write quotes inside a quoted cell twice: "a ""b"" c".',
    )
  })

  it('that swallow the rest of a long file are told before it lies in memory', () => {
    const row = Buffer.from(`${'1,0\n'.repeat(2 ** 18)}`)
    const bytes = function* () {
      yield Buffer.from('a,y\n1,0\n2,"1\n')
      for (;;) yield row
    }
    const endless = { [Symbol.iterator]: bytes }
    expect(refusal(endless)).toBe(
      'd.csv:3:2: the row takes more than 16 MiB; perhaps a quote opens in it and is never closed. ' +
        'Write quotes inside a quoted cell twice: "a ""b"" c".',
    )
  })

  it('with text behind them, or within a bare cell, are told with their line', () => {
    expect(refusal('a,y\n"1\n2" ,0\n')).toBe(
      'd.csv:2:1: text follows the closing quote of this cell. Write quotes inside a quoted cell twice: "a ""b"" c".',
    )
    expect(refusal('a,y\n"1\n2",0\n3,0"\n')).toBe(
      'd.csv:4:2: a quote stands inside a cell that does not begin with one. ' +
        'Write quotes inside a quoted cell twice: "a ""b"" c".',
    )
  })
})

describe('a cell of a megabyte', () => {
  it('is a level', () => {
    expect(read(`a,y\n${MEGABYTE},0\n"${MEGABYTE}y",1\n`).columns[0]).toMatchObject({
      levels: [MEGABYTE, `${MEGABYTE}y`],
    })
  })

  it('is shortened in a sentence', () => {
    const sentence = refusal(`a,y\n1,0\n${MEGABYTE},1\n`)
    expect(sentence).toMatch(/^d\.csv:3:1: "x+…" in column a, which is numeric in the row before\./)
    expect(sentence.length).toBeLessThan(1000)
  })

  it('is no name', () => {
    expect(read(`${'x'.repeat(1000)},y\n1,0\n`).columns[0].name).toHaveLength(1000)
    expect(refusal(`a,"${MEGABYTE}",y\n1,1,0\n`)).toBe(
      `d.csv:1:2: the name of column 2, "${'x'.repeat(60)}…", takes 1048576 characters; allowed: 1000. ` +
        'Give it a shorter name, and look for a quote that is never closed.',
    )
  })
})

describe('delimiters and decimal commas', () => {
  it.each([
    ['a;b;y\n1,5;x,z;0\n', { decimal: ',' }],
    ['a\tb\ty\n1,5\tx,z\t0\n', { decimal: ',' }],
    ['"a";"b";"y"\n"1,5";"x,z";"0"\n', { decimal: ',' }],
    ['a,b,y\n1.5,"x,z",0\n', {}],
    ['a;b;y\n1.5;x,z;0\n', {}],
    ['a\tb\ty\n1.5\tx,z\t0\n', { delimiter: '\t' }],
  ] as const)('%j with %j', (text, options) => {
    expect(read(text, options).columns).toMatchObject([
      { name: 'a', values: Float64Array.of(1.5) },
      { name: 'b', levels: ['x,z'] },
    ])
  })

  it.each([
    [
      'a,y\n"1,5",0\n',
      { decimal: ',' },
      'd.csv:1:1: decimal and delimiter are both ",". Set delimiter: ";" or another one that the file uses.',
    ],
    [
      'a;y\n1,5;0\n1.000,5;1\n',
      { decimal: ',' },
      'd.csv:3:1: "1.000,5" in column a, which is numeric in the row before. ' +
        '\n  Missing value? Add  missing: ["1.000,5"]   Text column? Add  categorical: [a]',
    ],
    [
      'a;y\n1,5;0\n2.5;1\n',
      { decimal: ',' },
      'd.csv:3:1: "2.5" in column a, which is numeric in the row before. ' +
        '\n  Missing value? Add  missing: ["2.5"]   Text column? Add  categorical: [a]',
    ],
    [
      'a,y\n1,5,0\n',
      {},
      'd.csv:2:3: the row has 3 cells, the header has 2. Quote cells that contain ",", or set another delimiter.',
    ],
    [
      'a;y\n1;0\n',
      { delimiter: ',' },
      'd.csv:1:1: target names the column "y", which the header does not have. ' +
        'The header has it between ";": set  delimiter: ";"',
    ],
    [
      'a|y\n1|0\n',
      {},
      'd.csv:1:1: target names the column "y", which the header does not have. Columns: a|y',
    ],
  ] as const)('%j with %j is refused', (text, options, sentence) => {
    expect(refusal(text, options)).toBe(sentence)
  })
})
