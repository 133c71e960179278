/** A word as a POSIX shell reads it back, so that a command can be pasted whatever a ledger holds. */
export function shellWord(word: string): string {
  return /^[\w./@:+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
