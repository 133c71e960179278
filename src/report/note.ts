import type { Note, Table, TaggedNote } from './table.ts'

/** A note on some columns alone, by their keys. */
export function about(keys: readonly string[], text: string): TaggedNote {
  return { text, about: keys }
}

/** How the tests or intervals of a table come about and are corrected; of some columns, where keys are given. */
export function inference(text: string, keys?: readonly string[]): TaggedNote {
  return { text, tells: 'inference', ...(keys === undefined ? {} : { about: keys }) }
}

/** What a table is without, and why. */
export function exclusion(text: string): TaggedNote {
  return { text, tells: 'exclusion' }
}

/** The same note with other words. */
export function withText(note: Note, text: string): Note {
  return typeof note === 'string' ? text : { ...note, text }
}

/** The notes that the methods tell of one kind. */
export function toldNotes({ notes }: Pick<Table, 'notes'>, tells: TaggedNote['tells']): string[] {
  return notes.flatMap((note) => (typeof note !== 'string' && note.tells === tells ? [note.text] : []))
}

/** Whether a note is about one of these columns, or about none. */
export function isAbout(note: Note, keys: readonly string[]): boolean {
  return typeof note === 'string' || note.about === undefined || note.about.some((key) => keys.includes(key))
}
