/** Orders strings by Unicode code point, as Python does; JavaScript's own order compares UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  // Bytes of UTF-8 order as code points do.
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
