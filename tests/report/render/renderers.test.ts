import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { RENDERERS } from '../../../src/report/render/index.ts'
import {
  blank,
  interval,
  intervalColumn,
  missing,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../../../src/report/table.ts'

const NONE = blank('none')

const TABLE: Table = {
  name: 'sample',
  title: 'A sample',
  unit_of_replication: 'round',
  columns: [
    textColumn('engine', 'engine', 0),
    numberColumn('predict_ns', 'predict', 'ns', 0),
    intervalColumn('speed', '95 % interval', 'ratio', 0),
    textColumn('remark', 'remark', 3),
  ],
  rows: [
    [
      text('=evil,"x"\n\u001b[2J'),
      number(1_234_567.5, NONE),
      interval({ low: 1.5, high: 2.25 }, NONE),
      text('noted', 'a doubt'),
    ],
    [text('b'), missing('no time because of this'), NONE, text('a remark of several words')],
  ],
  notes: ['A note.'],
}

const PLAIN = { width: 120, color: 'plain' } as const

describe('CSV', () => {
  test('has keys as header, raw values, two columns an interval, and nothing for what is missing', () => {
    const rows = parse(RENDERERS.csv.render([TABLE], PLAIN), { columns: true })
    expect(rows).toEqual([
      {
        engine: '\'=evil,"x" [2J',
        predict_ns: '1234567.5',
        speed_low: '1.5',
        speed_high: '2.25',
        remark: 'noted',
      },
      { engine: 'b', predict_ns: '', speed_low: '', speed_high: '', remark: 'a remark of several words' },
    ])
  })

  test('refuses two tables, because a file holds one', () => {
    expect(() => RENDERERS.csv.render([TABLE, TABLE], PLAIN)).toThrow('CSV holds one table, not 2')
  })
})

describe('JSON', () => {
  test('has units, null for what is missing, and footnotes with their place', () => {
    const [table] = JSON.parse(RENDERERS.json.render([TABLE], PLAIN))
    expect(table.columns[1]).toEqual({ key: 'predict_ns', title: 'predict', kind: 'number', unit: 'ns' })
    expect(table.rows[1]).toEqual({
      engine: 'b',
      predict_ns: null,
      speed: null,
      remark: 'a remark of several words',
    })
    expect(table.footnotes).toEqual([
      { row: 0, column: 'remark', text: 'a doubt' },
      { row: 1, column: 'predict_ns', text: 'no time because of this' },
    ])
  })
})

describe('the terminal', () => {
  test('shows scaled numbers, a dash and footnotes in the order of their rows', () => {
    expect(RENDERERS.terminal.render([TABLE], PLAIN)).toBe(
      [
        'A sample',
        'One observation is a round.',
        '',
        '  engine          predict  95 % interval  remark',
        '  =evil,"x" [2J  1.23 ms   1.50 – 2.25    noted¹',
        '  b                    –²  –              a remark of several words',
        '  ¹ a doubt',
        '  ² no time because of this',
        '',
        '  A note.',
        '',
      ].join('\n'),
    )
  })

  test('wraps text before it drops a column', () => {
    const lines = RENDERERS.terminal.render([TABLE], { ...PLAIN, width: 58 }).split('\n')
    expect(lines.slice(3, 8).join('\n')).toContain('a remark of')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(58)
  })

  test('says which columns found no room', () => {
    expect(RENDERERS.terminal.render([TABLE], { ...PLAIN, width: 40 })).toContain(
      'not shown at 40 columns: remark',
    )
  })

  test('writes no escape sequence without color, and some with it', () => {
    expect(RENDERERS.terminal.render([TABLE], PLAIN)).not.toContain('\u001b')
    expect(RENDERERS.terminal.render([TABLE], { ...PLAIN, color: 'color' })).toContain('\u001b')
  })

  test('says that a table is empty', () => {
    expect(RENDERERS.terminal.render([{ ...TABLE, rows: [] }], PLAIN)).toContain('(no rows)')
  })
})
