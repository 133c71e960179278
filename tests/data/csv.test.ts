import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import type { TableOptions, Task } from '../../src/config/study.ts'
import { readCsv } from '../../src/data/csv.ts'
import type { Table } from '../../src/data/dataset.ts'

function read(
  content: string | Buffer,
  options: Partial<TableOptions> = {},
  task: Task = 'classification',
): Table {
  const table = { target: 'y', drop: [], categorical: [], missing: [], ...options }
  return readCsv({ file: 'd.csv', bytes: [Buffer.from(content)], options: table }, task)
}

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

const errorOf = (
  content: string | Buffer,
  options: Partial<TableOptions> = {},
  task: Task = 'classification',
) => messageOf(() => read(content, options, task))

const numbers = (table: Table, name: string) => {
  const column = table.columns.find((candidate) => candidate.name === name)
  return column?.kind === 'numeric' ? Array.from(column.values) : column?.kind
}

const levels = (table: Table, name: string) => {
  const column = table.columns.find((candidate) => candidate.name === name)
  return column?.kind === 'categorical'
    ? { levels: column.levels, codes: Array.from(column.codes) }
    : column?.kind
}

describe('a well-formed file', () => {
  it('becomes typed columns in file order, without target and dropped columns', () => {
    const table = read('id,a,y,b\n7,1.5,no,x\n8,-2e3,yes,w\n', { drop: ['id'] })
    expect(table.n).toBe(2)
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(numbers(table, 'a')).toEqual([1.5, -2000])
    expect(levels(table, 'b')).toEqual({ levels: ['w', 'x'], codes: [1, 0] })
    expect(table.target).toEqual({
      kind: 'classes',
      name: 'y',
      classes: ['no', 'yes'],
      codes: Int32Array.of(0, 1),
    })
  })

  it.each([
    ['comma', 'a,b,y\n1,2,0\n'],
    ['semicolon', 'a;b;y\n1;2;0\n'],
    ['tab', 'a\tb\ty\n1\t2\t0\n'],
    ['semicolon after empty lines', '\r\n\na;b;y\n1;2;0\n'],
    ['comma although a quoted name holds semicolons', '"a",b,y\n1,2,0\n'],
  ])('is split at the delimiter of its header: %s', (_, content) => {
    expect(numbers(read(content), 'b')).toEqual([2])
  })

  it.each(['\n', '\r\n', '\r'])('may end its rows with %j', (end) => {
    expect(numbers(read(['a,y', '1,0', '2,1'].join(end)), 'a')).toEqual([1, 2])
  })

  it('may mix row ends and hold empty lines', () => {
    expect(numbers(read('a,y\r\n1,0\n\n2,1\r\n'), 'a')).toEqual([1, 2])
  })

  it('may begin with a byte order mark', () => {
    expect(numbers(read('\uFEFFa,y\n1,0\n'), 'a')).toEqual([1])
  })

  it('may quote delimiters, quotes and newlines', () => {
    const table = read('"a,b",y\n"x ""q""\nz",0\n')
    expect(levels(table, 'a,b')).toEqual({ levels: ['x "q"\nz'], codes: [0] })
  })

  it('loses the spaces around its cells', () => {
    const table = read('a , b, y\n 1, u, 0\n')
    expect([numbers(table, 'a'), levels(table, 'b')]).toEqual([[1], { levels: ['u'], codes: [0] }])
  })

  it('may have a decimal comma', () => {
    expect(numbers(read('a;y\n"1,5";0\n-2,25;1\n', { decimal: ',' }), 'a')).toEqual([1.5, -2.25])
  })

  it.each([
    ['latin1', Buffer.from('städte,y\n1,0\n', 'latin1')],
    ['utf-16le', Buffer.from('\uFEFFstädte,y\n1,0\n', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFFstädte,y\n1,0\n', 'utf16le').swap16()],
  ] as const)('may be in %s, where that is declared', (encoding, bytes) => {
    expect(numbers(read(bytes, { encoding }), 'städte')).toEqual([1])
  })
})

describe('missing cells', () => {
  it('are empty, NA, NaN, null and what is declared', () => {
    const table = read('a,y\n,0\nNA,0\nNaN,0\nnull,0\n?,0\n1,1\n', { missing: ['?'] })
    expect(numbers(table, 'a')).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1])
  })

  it('are −1 in a text column', () => {
    expect(levels(read('a,y\nu,0\n,1\n'), 'a')).toEqual({ levels: ['u'], codes: [0, -1] })
  })

  it('may not fill a column', () => {
    expect(errorOf('a,b,y\n1,,0\n1,NA,1\n')).toBe(
      'd.csv:1:2: column b has no value in any row. Add  drop: [b]',
    )
  })
})

describe('the kind of a column', () => {
  it.each(['0x10', '1_000', '12abc', '1e', '.', '--1', '1 2'])('%s is no number', (cell) => {
    expect(levels(read(`a,y\n${cell},0\n`), 'a')).toEqual({ levels: [cell], codes: [0] })
  })

  it.each([
    ['1', 1],
    ['+1.', 1],
    ['.5', 0.5],
    ['-1e-3', -0.001],
    ['007', 7],
  ])('%s is a number', (cell, value) => {
    expect(numbers(read(`a,y\n${cell},0\n`), 'a')).toEqual([value])
  })

  it('is text where the user says so, with levels in code-point order', () => {
    const table = read('a,y\n9,0\n10,0\n😀,1\n\uFF5E,1\n', { categorical: ['a'] })
    expect(levels(table, 'a')).toEqual({ levels: ['10', '9', '\uFF5E', '😀'], codes: [1, 0, 3, 2] })
  })

  it('is an error where numbers and text mix, with the cell and both ways out', () => {
    expect(errorOf('a,balance,y\n1,10,0\n2,11,1\n3,n/a,0\n4,12,1\n')).toBe(
      'd.csv:4:2: "n/a" in column balance, which is numeric in the 2 rows before. ' +
        '\n  Missing value? Add  missing: ["n/a"]   Text column? Add  categorical: [balance]',
    )
  })

  it('counts the rows after where the text comes first', () => {
    expect(errorOf('a b,y\nx,0\n1,1\n')).toBe(
      'd.csv:2:1: "x" in column a b, which is numeric in the row after. ' +
        '\n  Missing value? Add  missing: ["x"]   Text column? Add  categorical: ["a b"]',
    )
  })

  it.each(['inf', '-Infinity', '1e999'])('does not hold %s', (cell) => {
    expect(errorOf(`a,y\n1,0\n${cell},0\n`)).toContain(
      `d.csv:3:1: "${cell}" in column a is infinite; allowed: finite numbers.`,
    )
  })

  it('with a decimal comma proposes to say so, unless the comma stands between cells', () => {
    expect(errorOf('a;y\n1;0\n1,5;1\n')).toBe(
      'd.csv:3:1: "1,5" in column a, which is numeric in the row before. ' +
        '\n  Decimal comma? Add  decimal: ","   Missing value? Add  missing: ["1,5"]   Text column? Add  categorical: [a]',
    )
    expect(errorOf('a,y\n1,0\n"1,5",1\n')).not.toContain('Decimal comma')
    expect(errorOf('a;y\n1;1,5\n', {}, 'regression')).toContain('Decimal comma? Add  decimal: ","')
  })

  it('whose cells all have a decimal comma is no text, unless it is declared so', () => {
    expect(errorOf('a;y\nNA;1\n1,5;0\n-2,25;1\n')).toBe(
      'd.csv:3:1: "1,5" in column a, whose cells are all numbers with a decimal comma. ' +
        '\n  Decimal comma? Add  decimal: ","   Text column? Add  categorical: [a]',
    )
    const declared = read('a;y\n1,5;0\n-2,25;1\n', { categorical: ['a'] })
    expect(levels(declared, 'a')).toEqual({ levels: ['-2,25', '1,5'], codes: [1, 0] })
  })

  it('allows 50 levels, and proposes to drop a column of more', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, i) => `r${i},0\n`).join('')
    expect(read(`a,y\n${rows(50)}`).columns[0].kind).toBe('categorical')
    expect(errorOf(`a,y\n${rows(51)}`)).toBe(
      'd.csv:52:1: "r50" is level 51 of the text column a; allowed: 50. Add  drop: [a]',
    )
  })
})

describe('labels', () => {
  it('are in numeric order if all are decimal literals, and 1 is 1.0', () => {
    const { target } = read('a,y\n1,10\n1,9\n1,9.0\n1,1e1\n')
    expect(target).toEqual({
      kind: 'classes',
      name: 'y',
      classes: ['9', '10'],
      codes: Int32Array.of(1, 0, 0, 1),
    })
  })

  it('may have more digits than a float64', () => {
    expect(read('a,y\n1,9007199254740993\n1,9007199254740992\n1,9007199254740992.0\n1,1e3\n').target).toEqual(
      {
        kind: 'classes',
        name: 'y',
        classes: ['1000', '9007199254740992', '9007199254740993'],
        codes: Int32Array.of(2, 1, 1, 0),
      },
    )
    expect(read('a,y\n1,-12345678901234567890\n1,1e-400\n1,0\n1,-0\n').target).toMatchObject({
      classes: ['-12345678901234567890', '0', '1e-400'],
      codes: Int32Array.of(0, 2, 1, 1),
    })
  })

  it('are in code-point order if one is not', () => {
    expect(read('a,y\n1,b\n1,10\n1,9\n').target).toMatchObject({ classes: ['10', '9', 'b'] })
  })

  it.each(['', 'NA'])('may not be missing (%j)', (cell) => {
    expect(errorOf(`a,y\n1,0\n2,${cell}\n`)).toBe(
      `d.csv:3:2: the target y is missing: "${cell}". Correct the cell or remove the row.`,
    )
  })

  it('are numbers for regression', () => {
    expect(read('a,y\n1,0.5\n2,-3\n', {}, 'regression').target).toMatchObject({
      values: Float64Array.of(0.5, -3),
    })
    expect(errorOf('a,y\n1,high\n', {}, 'regression')).toContain(
      'd.csv:2:2: the target y is not a number, which task: regression needs: "high".',
    )
  })
})

describe('the header', () => {
  it.each([
    [{ target: 'chrun' }, 'target names the column "chrun"'],
    [{ drop: ['chrun'] }, 'drop names the column "chrun"'],
    [{ categorical: ['chrun'] }, 'categorical names the column "chrun"'],
  ])('must have the columns that the study names: %j', (options, found) => {
    expect(errorOf('age,churn,y\n1,0,0\n', options)).toBe(
      `d.csv:1:1: ${found}, which the header does not have. Did you mean "churn"? Columns: age, churn, y`,
    )
  })

  it.each([
    ['age;churn;y\n1;0;0\n', ',', '";"'],
    ['age, churn ,y\n1,0,0\n', ';', '","'],
    ['\n\nage, churn ,y\n1,0,0\n', ';', '","'],
    ['age\tchurn\ty\n1\t0\t0\n', ',', '"\\t"'],
  ] as const)('that is split at the wrong place shows the right one: %j', (content, delimiter, right) => {
    expect(errorOf(content, { target: 'churn', delimiter })).toContain(
      `The header has it between ${right}: set  delimiter: ${right}`,
    )
  })

  it('must have unique names', () => {
    expect(errorOf('a,b,a,y\n1,2,3,0\n')).toContain('d.csv:1:3: the name "a" is already that of column 1.')
  })

  it('must name every column', () => {
    expect(errorOf('a,,y\n1,2,0\n')).toContain('d.csv:1:2: column 2 has no name.')
  })

  it('must leave a feature', () => {
    expect(errorOf('a,y\n1,0\n', { drop: ['a'] })).toContain('no column is left as a feature.')
  })

  it('may not drop the target', () => {
    expect(errorOf('a,y\n1,0\n', { drop: ['y'] })).toContain('d.csv:1:2: the target y is in drop.')
  })
})

describe('a malformed file', () => {
  it('is empty', () => {
    expect(errorOf('')).toBe('d.csv:1:1: the file is empty. Give it a header and rows.')
    expect(errorOf('\uFEFF\n\n')).toContain('the file is empty')
  })

  it('has no rows', () => {
    expect(errorOf('a,y\n')).toBe('d.csv:1:1: the file has a header and no rows. Add rows.')
  })

  it('has a row with too few or too many cells', () => {
    expect(errorOf('a,b,y\n1,2,0\n1,2\n')).toContain('d.csv:3:2: the row has 2 cells, the header has 3.')
    expect(errorOf('a,b,y\n1,2,0,4,5\n')).toContain('d.csv:2:4: the row has 5 cells, the header has 3.')
  })

  it('leaves a quote open', () => {
    expect(errorOf('a,b,y\n1,2,0\n1,"x,0\n1,2,1\n')).toContain(
      'd.csv:3:2: a quote opens here and is never closed.',
    )
  })

  it('has text after a closing quote', () => {
    expect(errorOf('a,y\n"x"z,0\n')).toContain('d.csv:2:1: text follows the closing quote of this cell.')
  })

  it('has a quote inside a bare cell', () => {
    expect(errorOf('a,y\n1,0\n5" pipe,0\n')).toContain('d.csv:3:1: a quote stands inside a cell')
  })

  it('has bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('a,b,y\n1,ü,0\n1,'), Buffer.from([0xe4]), Buffer.from(',0\n')])
    expect(errorOf(bytes)).toBe(
      'd.csv:3:2: the byte 0xe4 is not UTF-8. Save the file as UTF-8, or set its encoding, perhaps  encoding: latin1',
    )
  })

  it('is UTF-16, which the fix names', () => {
    expect(errorOf(Buffer.from('\uFEFFa,y\n1,0\n', 'utf16le'))).toContain('perhaps  encoding: utf-16le')
  })

  it('uses its delimiter as decimal mark', () => {
    expect(errorOf('a,y\n1,0\n', { decimal: ',' })).toBe(
      'd.csv:1:1: decimal and delimiter are both ",". Set delimiter: ";" or another one that the file uses.',
    )
  })
})

describe('positions', () => {
  it.each(['\n', '\r\n', '\r'])(
    'count physical lines, also within quoted cells and for empty lines (%j)',
    (end) => {
      const content = ['a,b,y', '"two', 'lines",1,0', '', 'x,"also', 'two",0', 'x,1'].join(end)
      expect(errorOf(content, { categorical: ['b'] })).toContain('d.csv:7:2: the row has 2 cells')
    },
  )

  it('give the line on which the cell begins', () => {
    expect(errorOf('a,b,y\n"two\nlines",inf,0\nx,1,0\n')).toContain(
      'd.csv:3:2: "inf" in column b is infinite',
    )
  })

  it('escape what could act on a terminal', () => {
    expect(errorOf('a,y\n1,0\n"\u001b[2J",0\n')).toContain('"\\u001b[2J" in column a')
  })
})
