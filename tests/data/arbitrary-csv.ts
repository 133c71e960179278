import fc from 'fast-check'
import type { TableOptions, Task } from '../../src/config/study.ts'
import { seeded } from '../knn/matrices.ts'
import { NAMES, NO_NUMBERS, TEXTS } from './hostile-words.ts'

/** A file as somebody could write it, and how a study declares it. */
export interface WrittenTable {
  readonly text: string
  readonly options: TableOptions
  readonly task: Task
  readonly delimiter: string
  /** The cells of the header and of each row, as they were before they were written. */
  readonly cells: readonly (readonly string[])[]
}

const TOKENS = ['', 'NA', 'NaN', 'null', '?']

const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }))

const ordinary = fc.oneof(
  fc.integer({ min: -9, max: 99 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(1e-300, 5e-324, 1e9 + 1e-6, 2 ** 53),
)
const finite = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(1e308, -1e308, 1e-300, 0, -5e-324),
)

/** Other ways to write a number of which `String` gives `plain`. */
const respelled = (plain: string) =>
  fc.constantFrom(plain, plain.replace('e', 'E'), plain.startsWith('-') ? plain : `+${plain}`, ` ${plain} `)

const numberCell = (decimal: string, value = ordinary) =>
  value.chain((one) => respelled(String(one).replace('.', decimal)))

function column(decimal: string, rows: number): fc.Arbitrary<string[]> {
  const array = (...cells: { weight: number; arbitrary: fc.Arbitrary<string> }[]) =>
    fc.array(fc.oneof(...cells), { minLength: rows, maxLength: rows })
  const gap = { weight: 1, arbitrary: fc.constantFrom(...TOKENS) }
  const number = { weight: 6, arbitrary: numberCell(decimal) }
  const text = {
    weight: 6,
    arbitrary: fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme', maxLength: 5 })),
  }
  const trap = { weight: 1, arbitrary: fc.constantFrom(...NO_NUMBERS) }
  const constant = { weight: 6, arbitrary: fc.constant('3') }
  return fc.oneof(
    { weight: 12, arbitrary: array(number, gap) },
    { weight: 1, arbitrary: array({ weight: 6, arbitrary: numberCell(decimal, finite) }, gap) },
    { weight: 8, arbitrary: array(text, trap, gap) },
    { weight: 1, arbitrary: array(number, trap) },
    { weight: 1, arbitrary: array(constant, gap) },
    { weight: 1, arbitrary: array(gap) },
  )
}

function targetColumn(task: Task, decimal: string, rows: number): fc.Arbitrary<string[]> {
  const labels = fc.constantFrom(
    ['no', 'yes'],
    ['0', '1', '1.0'],
    ['__proto__', 'constructor'],
    ['10', '9', 'b'],
  )
  const cell = (allowed: readonly string[]) => fc.constantFrom(...allowed)
  const array = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: rows, maxLength: rows })
  return task === 'regression' ? array(numberCell(decimal)) : labels.chain((allowed) => array(cell(allowed)))
}

/** Mostly tables that can be read; what is wrong in the others stands in their cells. */
export const writtenTable: fc.Arbitrary<WrittenTable> = fc
  .record({
    task: fc.constantFrom<Task[]>('classification', 'classification', 'regression'),
    delimiter: fc.constantFrom(',', ';', '\t'),
    isDeclared: fc.boolean(),
    hasComma: fc.boolean(),
    rows: fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.constant(70) },
    ),
    names: fc.uniqueArray(name, { minLength: 2, maxLength: 6 }),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '', '\uFEFF'),
    quoted: fc.constantFrom(0, 0.2, 1),
    seed: fc.integer({ min: 1, max: 1e6 }),
    declared: fc.record({ drop: fc.nat(9), categorical: fc.nat(9) }),
  })
  .chain(({ task, delimiter, isDeclared, hasComma, rows, names, declared, ...style }) => {
    const decimal = hasComma && delimiter !== ',' ? ',' : '.'
    const chosen = (place: number) =>
      names
        .slice(1)
        .filter((_, i) => i === place)
        .map((one) => one.trim())
    const options: TableOptions = {
      target: names[0].trim(),
      drop: chosen(declared.drop),
      categorical: chosen(declared.categorical),
      missing: ['?'],
      ...(isDeclared ? { delimiter: delimiter as ',' } : {}),
      ...(decimal === ',' ? { decimal: ',' } : {}),
    }
    const columns = names.map((_, i) => (i === 0 ? targetColumn(task, decimal, rows) : column(decimal, rows)))
    return fc.tuple(...columns).map((contents) => {
      const cells = [
        names,
        ...Array.from({ length: rows }, (_, row) => contents.map((content) => content[row])),
      ]
      return { text: write(cells, delimiter, style), options, task, delimiter, cells }
    })
  })

interface Style {
  readonly end: string
  readonly mark: string
  /** Share of the cells that are quoted without need. */
  readonly quoted: number
  readonly seed: number
}

function write(cells: readonly (readonly string[])[], delimiter: string, style: Style): string {
  const { end, mark, quoted, seed } = style
  const random = seeded(seed)
  const written = (cell: string) => {
    const isNeeded = /["\r\n]/.test(cell) || cell.includes(delimiter)
    return isNeeded || random() < quoted ? `"${cell.replaceAll('"', '""')}"` : cell
  }
  const lines = cells.map((row) => (random() < 0.05 ? end : '') + row.map(written).join(delimiter))
  return mark + lines.join(end) + (random() < 0.5 ? '' : end)
}
