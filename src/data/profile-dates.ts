/** Year first or last, `-`, `/` or `.` between, perhaps with a time of day; single digits may stand alone. */
const DATE = /^(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))/
const TIME = /^(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?:Z| ?[+-]\d{2}:?\d{2})?)?$/

/** Whether a cell reads like a date: `2024-01-31`, `31.1.2024`, `01/31/24 13:45`, `2024-01-31T13:45:00Z`. */
export function isDateLike(text: string): boolean {
  const found = DATE.exec(text)
  return found !== null && TIME.test(text.slice(found[0].length))
}
