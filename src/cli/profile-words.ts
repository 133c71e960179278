import { quoted } from '../config/printable.ts'
import type { CountedCells } from '../data/cell-counts.ts'
import type { ColumnNote } from '../data/column-note.ts'
import type { OtherMark } from '../data/column-profile.ts'
import type { ColumnPlan } from '../data/profile-columns.ts'
import { MOST_NUMBER_CLASSES, type TargetCandidate } from '../data/profile-target.ts'
import type { TargetPlan } from '../data/target-plan.ts'

/** Why a column is used as it is, in words; empty where nothing is to be said. */
export function notesWords({ notes, use }: ColumnPlan): string {
  return notes.map((note) => noteWords(note, use)).join('; ')
}

function noteWords(note: ColumnNote, use: ColumnPlan['use']): string {
  switch (note.code) {
    case 'empty':
      return 'no value in any row'
    case 'infinite':
      return 'no finite number in any row'
    case 'row-number':
      return 'numbers the rows'
    case 'identifier':
      return 'a whole number of its own in every row, and named as an identifier'
    case 'perhaps-identifier':
      return `named as an identifier, with ${differentWords(note.values)} different numbers: drop it in a study if it is one`
    case 'all-different':
      return 'a text of its own in every row'
    case 'too-many-levels':
      return `${levelWords(note.levels)}; at most 50 can be encoded`
    case 'dates':
      return use === 'dropped'
        ? 'dates: give year or month a column of its own'
        : 'dates, taken as mere names'
    case 'constant':
      return 'the same in every row: says nothing'
    case 'read-as-missing':
      return `${textList(note.texts)} in ${rows(note.rows)} among numbers: read as missing`
    case 'levels-lost':
      return `${textList(note.texts)} in ${rows(note.rows)} counts as missing here too`
    case 'read-as-text':
      return `numbers and texts (${textList(note.texts)}): read as text`
    case 'refused':
      return note.why
    case 'other-mark':
      return otherMarkWords(note)
  }
}

function otherMarkWords({ mark, rows: number, text, thousands }: OtherMark): string {
  const found = `${quoted(text)} and the like in ${rows(number)}`
  if (!thousands) return `${found}: another decimal mark than the rest of the table`
  const [name, other] = mark === ',' ? ['comma', 'point'] : ['point', 'comma']
  const declared = mark === ',' ? ', or be declared where none parts the cells:  decimal: ","' : ''
  return `${found}: a ${name} between thousands must be taken out of the file; a decimal ${name} must become a ${other}${declared}`
}

/** How a column enters the matrix. */
export function useWords({ use }: ColumnPlan): string {
  const words = { numeric: 'standardized', categorical: 'one-hot', dropped: 'left out' }
  return words[use]
}

/** What of the target made its task. */
export function taskWords({ task, classes, profile }: TargetPlan): string {
  if (task === 'classification') return `${count(classes.size)} classes`
  const { values } = profile
  return `${differentWords(values)} different numbers, more than ${MOST_NUMBER_CLASSES}`
}

/** `churn (2 classes)`. */
export function candidateWords({ task, different, more_than = 0 }: TargetCandidate): string {
  const many = different === undefined ? `more than ${count(more_than)}` : count(different)
  return task === 'classification' ? `${many} classes` : `${many} numbers: regression`
}

/** `17`, `more than 10,000`. */
export function differentWords({ more, counts }: CountedCells): string {
  return more ? `more than ${count(counts.size)}` : count(counts.size)
}

/** `1 level`, `more than 10,000 levels`. */
export function levelWords(values: CountedCells): string {
  return values.more ? `${differentWords(values)} levels` : countOf(values.counts.size, 'level')
}

const SHOWN_TEXTS = 3

function textList(texts: readonly string[]): string {
  const shown = texts.slice(0, SHOWN_TEXTS).map(quoted).join(', ')
  return texts.length > SHOWN_TEXTS ? `${shown}, …` : shown
}

/** `1 row`, `8,000 rows`. */
export function rows(number: number): string {
  return countOf(number, 'row')
}

/** `1 column`, `8,000 columns`. */
export function countOf(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** `8,000`. */
export function count(number: number): string {
  return number.toLocaleString('en')
}
