/** The shortest text that is read back as the same number, zero's sign included. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}
