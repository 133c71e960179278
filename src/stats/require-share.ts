/** Throws RangeError unless 0 < `share` < 1. */
export function requireShare(share: number, name: string): void {
  if (!(share > 0 && share < 1)) throw new RangeError(`${name} is ${share}; it lies between 0 and 1`)
}
