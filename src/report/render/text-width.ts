/** Widths of Helvetica's letters in thousandths of its size (Adobe Font Metrics), by what letters have in common. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl'|]/u, 222],
  [/[ ft.,:;!/I\\[\]]/u, 278],
  [/[-r()`]/u, 333],
  [/[ckrsvxyzJ]/u, 500],
  [/[\p{Ll}0-9_$#?*]/u, 556],
  [/[+=<>~−×±]/u, 584],
  [/[mMW%@—]/u, 850],
  [/\p{Lu}/u, 700],
  [/[\u1100-\uffff]/u, 1000],
]
const OTHER = 600
/** DejaVu Sans, which stands for Helvetica on many Linux systems, is about this much wider. */
const WIDEST_FONT = 1.15

/**
 * How wide `text` may be in `size` pixels of a sans-serif font, from a table, so that the layout of a picture is the
 * same on every machine and has room for the fonts of each.
 */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const letter of text) width += WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHER
  return (width * size * WIDEST_FONT) / 1000
}
