/**
 * JSON with sorted keys and no spaces: equal values give equal text, whatever order their keys were
 * written in. Keys that are `undefined` are left out; NaN and ±Inf throw, because JSON has no word for them.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) return `{${members(value).join(',')}}`
  const text = typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value)
  if (text === undefined) throw new TypeError(`${String(value)} cannot be written as JSON`)
  return text
}

function members(value: object): string[] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
}
