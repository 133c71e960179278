import { printable } from '../config/printable.ts'
import type { ColumnProfile } from '../data/column-profile.ts'
import type { TablePlan } from '../data/table-plan.ts'
import { type Cell, type Table, text, textColumn } from '../report/table.ts'
import { count, countOf, differentWords, levelWords, notesWords, useWords } from './profile-words.ts'

const COLUMNS = [
  textColumn('column', 'column', 0),
  textColumn('type', 'type', 0),
  textColumn('values', 'values', 2),
  textColumn('missing', 'missing', 1),
  textColumn('use', 'what is done, and why', 0),
]

/** What was understood of each column; without a plan only what it holds. */
export function profileTable(columns: readonly ColumnProfile[], plan?: TablePlan): Table {
  return {
    name: 'profile',
    title: '',
    unit_of_replication: 'column',
    columns: plan === undefined ? COLUMNS.slice(0, -1) : COLUMNS,
    rows: columns.map((column) => {
      const facts = factCells(column)
      return plan === undefined ? facts : [...facts, text(useOf(column, plan))]
    }),
    notes: [],
  }
}

function factCells(column: ColumnProfile): Cell[] {
  return [
    text(printable(column.name)),
    text(columnType(column)),
    text(valueWords(column)),
    text(missingWords(column)),
  ]
}

/** `12 (NA)`; how they are written is said where they are not just empty. */
function missingWords({ missing }: ColumnProfile): string {
  const written = [...missing.counts.keys()].map((cell) => (cell === '' ? 'empty' : cell))
  const isSaid = written.some((cell) => cell !== 'empty')
  return `${count(missing.rows)}${isSaid ? ` (${written.join(', ')})` : ''}`
}

/** What the cells are, as they stand. */
export function columnType({ numbers, texts, dates, values }: ColumnProfile): string {
  if (values.rows === 0) return 'empty'
  if (texts.rows === 0) return 'number'
  if (numbers.count > 0) return 'mixed'
  return dates ? 'date' : 'text'
}

/** Range of numbers, levels of texts. */
function valueWords({ numbers, texts, values }: ColumnProfile): string {
  const many = differentWords(values)
  const range = `${shortNumber(numbers.least)} – ${shortNumber(numbers.largest)}`
  if (values.rows === 0) return ''
  if (texts.rows === 0) return `${range}, ${many} different`
  return numbers.count > 0 ? `${range} and ${countOf(texts.counts.size, 'text')}` : levelWords(values)
}

function shortNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)))
}

function useOf(column: ColumnProfile, { columns, target }: TablePlan): string {
  if (column === target.profile) return `target: ${target.task}`
  const plan = columns.find(({ profile }) => profile === column)
  if (plan === undefined) return ''
  const why = notesWords(plan)
  return why === '' ? useWords(plan) : `${useWords(plan)}: ${why}`
}
