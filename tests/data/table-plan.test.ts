import { describe, expect, it } from 'vitest'
import { notesWords } from '../../src/cli/profile-words.ts'
import { targetCandidates } from '../../src/data/profile-target.ts'
import { csvOf, messageOf, plan, profile, readPlanned, uses, x, y } from './profile.ts'

/** The plan's lines, once the table was read as it says. */
function usesOf(columns: Parameters<typeof csvOf>[0], rows?: number): string[] {
  const content = csvOf({ x, ...columns, y }, rows)
  const found = plan(content)
  readPlanned(content, found)
  return uses(found).slice(1)
}

describe('a column that names the rows is dropped', () => {
  it.each([
    ['consecutive numbers', (row: number) => row + 17, 'row-number'],
    ['the same in another order', (row: number) => (row * 7) % 40, 'row-number'],
    ['a text of its own in every row', (row: number) => `customer ${row}`, 'all-different'],
  ])('%s', (_, c, note) => {
    expect(usesOf({ c })).toEqual([`c: dropped, ${note}`])
  })

  it.each(['id', 'ID', 'customer_id', 'User ID', 'PassengerId', 'id_number', 'uuid'])(
    'scattered numbers under the name %s',
    (name) => expect(usesOf({ [name]: (row) => row * row + 3 })).toEqual([`${name}: dropped, identifier`]),
  )

  it('numbers of more digits than float64 has', () => {
    const account = (row: number) => `${10n ** 18n + BigInt(row) ** 9n}`
    expect(usesOf({ c: (row) => `${10n ** 18n + BigInt(row)}` })).toEqual(['c: dropped, row-number'])
    expect(usesOf({ account_id: account })).toEqual(['account_id: dropped, identifier'])
    expect(usesOf({ account })).toEqual(['account: numeric'])
  })

  it.each(['paid', 'salary', 'humid', 'idle'])('but not under the name %s', (name) => {
    expect(usesOf({ [name]: (row) => row * row + 3 })).toEqual([`${name}: numeric`])
  })

  it('but not if a number repeats, is missing or is no whole one', () => {
    expect(usesOf({ id: (row) => Math.min(row, 38) })).toEqual(['id: numeric'])
    expect(usesOf({ id: (row) => (row === 5 ? '' : row) })).toEqual(['id: numeric'])
    expect(usesOf({ id: (row) => row + 0.5 })).toEqual(['id: numeric'])
  })

  it('but not in a table so short that chance may do it', () => {
    const found = plan(csvOf({ x, c: (row) => row, y }, 9))
    expect(uses(found)[1]).toBe('c: numeric')
  })
})

describe('a column of more values than are counted', () => {
  const ROWS = 20_000
  const first = (row: number) => row < 10_000
  /** The second half has each of 2,000 numbers five times. */
  const customer = (row: number) => (first(row) ? row * 3 : 100_000 + (row % 2000))
  const used = (cells: Parameters<typeof csvOf>[0]) => uses(plan(csvOf({ x, ...cells, y }, ROWS))).slice(1)

  it('is dropped only for what is true of every row', () => {
    const columns = {
      customer_id: customer,
      name: (row: number) => `c${customer(row)}`,
      gapless: (row: number) => (row === 0 ? ROWS - 1 : first(row) ? row : 15_000),
    }
    expect(used(columns)).toEqual([
      'customer_id: numeric, perhaps-identifier',
      'name: dropped, too-many-levels',
      'gapless: numeric',
    ])
  })

  it('is dropped where its order proves that no number repeats', () => {
    const columns = {
      id: (row: number) => row * row,
      n: (row: number) => row,
      text: (row: number) => `c${row}`,
    }
    expect(used(columns)).toEqual([
      'id: dropped, identifier',
      'n: dropped, row-number',
      'text: dropped, too-many-levels',
    ])
  })
})

describe('a column that would be refused as it stands gets the key that mends it', () => {
  it('words for missing among numbers', () => {
    const content = csvOf({ x: (row) => (row % 9 === 0 ? 'n/a' : row % 7), y })
    const found = plan(content)
    expect(uses(found)).toEqual(['x: numeric, read-as-missing'])
    expect(found.options.missing).toEqual(['n/a'])
    expect(readPlanned(content, found).columns[0].kind).toBe('numeric')
  })

  it('infinite numbers', () => {
    expect(usesOf({ c: (row) => (row === 3 ? '-inf' : row === 4 ? '1e999' : row % 7) })).toEqual([
      'c: numeric, read-as-missing',
    ])
    expect(usesOf({ c: () => 'inf' })).toEqual(['c: dropped, infinite'])
    expect(usesOf({ c: (row) => ['inf', 'NA', '-1e999'][row % 3] })).toEqual(['c: dropped, infinite'])
  })

  it('what is missing in one column is missing in all, and said', () => {
    const found = usesOf({
      a: (row) => (row % 9 === 0 ? '?' : row % 7),
      b: (row) => ['?', 'red', 'blue'][row % 3],
      c: () => '?',
    })
    expect(found).toEqual(['a: numeric, read-as-missing', 'b: categorical, levels-lost', 'c: dropped, empty'])
  })

  it('a word that is also a label is no word for missing', () => {
    const content = csvOf({ x, c: (row) => (row % 9 === 0 ? 'no' : row % 7), y })
    const found = plan(content)
    expect(uses(found)[1]).toBe('c: categorical, read-as-text')
    expect(found.options).toMatchObject({ missing: [], categorical: ['c'] })
    expect(readPlanned(content, found).target).toMatchObject({ classes: ['no', 'yes'] })
  })

  it.each([
    ['a usual word', 0.5, ['N/A'], 'numeric, read-as-missing'],
    ['several of them', 0.5, ['-', 'unknown', '#DIV/0!'], 'numeric, read-as-missing'],
    ['an unusual one that is rare', 0.9, ['twelve'], 'numeric, read-as-missing'],
    ['an unusual one that is not', 0.5, ['twelve'], 'categorical, read-as-text'],
    ['a usual one that is nearly all', 0.1, ['none'], 'categorical, read-as-text'],
  ])('texts among numbers by what they say and how many they are: %s', (_, share, words, use) => {
    const c = (row: number) => (row % 10 < share * 10 ? row % 7 : words[row % words.length])
    expect(usesOf({ c })).toEqual([`c: ${use}`])
  })

  it('many texts and many numbers', () => {
    expect(usesOf({ c: (row) => (row % 3 === 0 ? row : `c${row % 60}`) }, 120)).toEqual([
      'c: dropped, too-many-levels',
    ])
  })

  it('more than 50 levels', () => {
    expect(usesOf({ c: (row) => `c${row % 50}` }, 120)).toEqual(['c: categorical'])
    expect(usesOf({ c: (row) => `c${row % 51}` }, 120)).toEqual(['c: dropped, too-many-levels'])
  })

  it('dates', () => {
    const day = (row: number, days: number) => `2024-01-${String((row % days) + 1).padStart(2, '0')}`
    expect(usesOf({ c: (row) => day(row, 12) })).toEqual(['c: categorical, dates'])
    expect(usesOf({ c: (row) => `${2000 + (row % 60)}-01-01` }, 120)).toEqual([
      'c: dropped, too-many-levels, dates',
    ])
  })

  it('dates of which every row has its own', () => {
    expect(usesOf({ day: (row) => `${2000 + row}-01-01` })).toEqual(['day: dropped, all-different, dates'])
  })

  it('no value at all', () => {
    expect(usesOf({ c: (row) => ['', 'NA'][row % 2] })).toEqual(['c: dropped, empty'])
  })

  it('numbers with the other decimal mark', () => {
    const content = csvOf(
      { a: (r) => `${r % 9},5`, b: (r) => `${r % 8},5`, c: (r) => `${r % 7}.5`, y },
      40,
      ';',
    )
    const found = plan(content)
    expect(uses(found)[2]).toBe('c: categorical, other-mark')
    expect(found.options).toMatchObject({ delimiter: ';', decimal: ',', categorical: ['c'] })
    readPlanned(content, found)
  })
})

describe('thousands with a separator', () => {
  const rating = (row: number) => `${row % 5}.5`
  const price = (row: number) => (row % 10 === 0 ? `${(row % 4) + 1},886` : 600 + (row % 7))
  const tab = (cells: Parameters<typeof csvOf>[0], rows = 40) => plan(csvOf({ ...cells, y }, rows, '\t'))

  it('are neither fractions nor missing, and take no column of fractions with them', () => {
    const content = csvOf({ rating, price, y }, 40, '\t')
    const found = plan(content)
    expect(uses(found)).toEqual(['rating: numeric', 'price: categorical, read-as-text, other-mark'])
    expect(found.options).toMatchObject({ missing: [], categorical: ['price'] })
    expect(found.options.decimal).toBeUndefined()
    expect(readPlanned(content, found).columns[0]).toMatchObject({ kind: 'numeric' })
  })

  it('are told, also where every row has its own, or by points', () => {
    const notes = (found: ReturnType<typeof plan>) => found.columns.map((column) => notesWords(column))
    const others = (row: number) => `1,${String(100 + row)}`
    expect(notes(tab({ rating, others }))[1]).toBe(
      'a text of its own in every row; "1,100" and the like in 40 rows: a comma between thousands must be taken out of the file; a decimal comma must become a point, or be declared where none parts the cells:  decimal: ","',
    )
    const points = tab({ a: (row) => `${row % 9},5`, b: (row) => (row % 10 === 0 ? '1.886' : row % 9) })
    expect(points.options.decimal).toBe(',')
    expect(notes(points)[1]).toContain(
      '"1.886" and the like in 4 rows: a point between thousands must be taken out of the file',
    )
  })

  it('are named where nothing else is left', () => {
    expect(messageOf(() => tab({ a: (row) => `1,${100 + row}` }))).toContain(
      'If the comma in "1,100" stands between thousands, take it out of the file; if it is the decimal mark, declare  decimal: ",". Write a study by hand',
    )
  })
})

describe('any other column stays', () => {
  it('also if it is constant, with a note', () => {
    expect(usesOf({ a: () => 1, b: () => 'b', c: (row) => ['1', 'NA'][row % 2] })).toEqual([
      'a: numeric, constant',
      'b: categorical, constant',
      'c: numeric, constant',
    ])
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('also under the name %s', (name) => {
    const content = `${name},x,y\n${Array.from({ length: 20 }, (_, row) => `${['a', 'b'][row % 2]},${x(row)},${y(row)}\n`).join('')}`
    const found = plan(content)
    expect(uses(found)).toEqual([`${name}: categorical`, 'x: numeric'])
    readPlanned(content, found)
  })

  it('but one must stay', () => {
    expect(messageOf(() => plan(csvOf({ id: (row) => row, y })))).toMatch(
      /^d\.csv: no column but y describes the rows: id would all be left out\./,
    )
  })
})

describe('a target', () => {
  const task = (cell: (row: number) => string | number) => plan(csvOf({ x, y: cell })).target.task

  it('of texts, or of few numbers, is one of classes', () => {
    expect(task(y)).toBe('classification')
    expect(task((row) => row % 20)).toBe('classification')
    expect(plan(csvOf({ x, y: (row) => ['1', '1.0', '0'][row % 3] })).target.classes).toEqual(
      new Map([
        ['1', 27],
        ['0', 13],
      ]),
    )
  })

  it('of many numbers is one of values', () => {
    expect(task((row) => row % 21)).toBe('regression')
  })

  it('with a rare class is split without keeping the shares', () => {
    const rare = plan(csvOf({ x, y: (row) => (row === 3 ? 'rare' : y(row)) }))
    expect(rare.target.unstratified).toBe('class "rare" has one row')
    const many = plan(csvOf({ x, y: (row) => `c${row % 9}` }))
    expect(many.target.unstratified).toBe('8 test rows cannot hold 9 classes')
    expect(plan(csvOf({ x, y })).target.unstratified).toBeUndefined()
  })

  it.each([
    ['that is not there', 'x,z\n1,2\n', 'd.csv:1: no column is named "y". Columns: x, z'],
    ['that is missing in a row', 'x,y\n1,a\n2,\n3,b\n', 'd.csv:3:2: the target y is missing in 1 row.'],
    ['that is constant', 'x,y\n1,a\n2,a\n', 'd.csv:2:2: the target y is "a" in every row.'],
    [
      'of names',
      csvOf({ x, y: (row) => `n${row}` }),
      'd.csv:1:2: the target y has 40 different values in 40 rows, too many to be classes. Choose another target.',
    ],
    [
      'of numbers that a text spoils',
      csvOf({ x, y: (row) => (row === 7 ? '?' : row * 1.5) }),
      'd.csv:1:2: the target y has 40 different values in 40 rows, too many to be classes; "?" in 1 row is no number. Correct these cells, or remove their rows. Or choose another target.',
    ],
    [
      'of numbers that several texts spoil',
      csvOf({ x, y: (row) => (row < 5 ? `~${row % 4}` : row * 1.5) }),
      'too many to be classes; "~0", "~1", "~2", … in 5 rows are no numbers. Correct',
    ],
  ])('%s is refused', (_, content, message) => {
    expect(messageOf(() => plan(content))).toContain(message)
  })
})

describe('candidates for the target', () => {
  it('are columns of few values without a gap, likely names and the last place first', () => {
    const content = csvOf({
      id: (row) => row,
      gap: (row) => (row === 2 ? '' : row % 2),
      constant: () => 1,
      name: (row) => `n${row}`,
      price: (row) => row * 1.5,
      color: (row) => ['red', 'blue', 'green'][row % 3],
      churned: (row) => row % 2,
      city: (row) => ['A', 'B'][row % 2],
    })
    expect(targetCandidates(profile(content)).map(({ name, task }) => `${name} ${task}`)).toEqual([
      'churned classification',
      'city classification',
      'color classification',
      'price regression',
    ])
  })
})
