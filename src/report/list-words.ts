/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length <= 1) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

/** Digits of a hash that tell files apart in running text; tables and the manifest have all. */
const HASH_DIGITS = 12

export function shortHash(sha256: string): string {
  return sha256.slice(0, HASH_DIGITS)
}
