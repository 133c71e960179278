import type { Unit } from '../table.ts'

const TIME_UNITS = [
  { suffix: 'ns', size: 1 },
  { suffix: 'µs', size: 1e3 },
  { suffix: 'ms', size: 1e6 },
  { suffix: 's', size: 1e9 },
] as const
const BYTE_UNITS = [
  { suffix: 'B', size: 1 },
  { suffix: 'kB', size: 1e3 },
  { suffix: 'MB', size: 1e6 },
  { suffix: 'GB', size: 1e9 },
] as const

/** Nanoseconds with three significant digits, in `unit` or the one that puts them between 1 and 1,000. */
export function formatTime(value_ns: number, unit: Scale = timeUnit(value_ns)): string {
  const scaled = value_ns / unit.size
  return `${unit.size === 1 && Number.isInteger(value_ns) ? String(value_ns) : significant(scaled)} ${unit.suffix}`
}

/** The unit of the largest time, if the smallest is still at least a tenth in it: easier to compare by eye. */
export function sharedTimeUnit(values_ns: readonly number[]): Scale | undefined {
  if (values_ns.length === 0) return undefined
  const largest = values_ns.reduce((a, b) => Math.max(a, b))
  const smallest = values_ns.reduce((a, b) => Math.min(a, b))
  const unit = timeUnit(largest)
  return smallest / unit.size >= 0.1 ? unit : undefined
}

/** The unit that puts a time between 1 and 1,000. */
export function timeUnit(value_ns: number): Scale {
  return fittingUnit(TIME_UNITS, value_ns, (scaled) => Number(scaled.toPrecision(3)))
}

/** Bytes in decimal units, one decimal below 100. */
function formatBytes(value_bytes: number): string {
  const unit = fittingUnit(BYTE_UNITS, Math.abs(value_bytes), (scaled) => Number(scaled.toFixed(1)))
  const scaled = value_bytes / unit.size
  const decimals = unit.suffix === 'B' || Math.abs(scaled) >= 99.95 ? 0 : 1
  return `${minus(scaled.toFixed(decimals))} ${unit.suffix}`
}

/** Bytes with their sign: growth may be negative where memory was given back. */
function formatGrowth(value_bytes: number): string {
  return value_bytes > 0 ? `+${formatBytes(value_bytes)}` : formatBytes(value_bytes)
}

/** As exact as the scores; one that rounds to nothing still tells its sign, and none at all is 0. */
function formatScoreDifference(value: number): string {
  if (value === 0) return '0'
  return value > 0 ? `+${value.toFixed(4)}` : value.toFixed(4)
}

/** Three significant digits, never in powers of ten between 0.001 and a million. */
function formatRatio(value: number): string {
  return significant(value)
}

/** A p value with two significant digits, bounded below where the tail says no more. */
function formatP(value: number): string {
  if (value < 1e-8) return '<1e-8'
  if (value < 1e-3) return value.toExponential(1)
  return value >= 0.995 ? '1' : significant(value, 2)
}

/** Both ends with the same decimals, as many as their distance needs; the lower one never as 0 where it is above. */
export function formatInterval(low: number, high: number, unit: Unit): string {
  if (unit === 'ns') return formatTimes(low, high)
  if (unit !== 'ratio') return `${formatNumber(low, unit)} – ${formatNumber(high, unit)}`
  const decimals = Math.max(leadingDecimals(high, high < 1 ? 1 : 2), leadingDecimals(high - low, 0))
  const shown = Math.min(Math.max(decimals, 0), 9)
  const isLost = low > 0 && Number(low.toFixed(shown)) === 0
  return `${isLost ? significant(low, 1) : group(low.toFixed(shown))} – ${group(high.toFixed(shown))}`
}

/** Two times with one unit, where both are readable in it. */
function formatTimes(low_ns: number, high_ns: number): string {
  const unit = sharedTimeUnit([low_ns, high_ns])
  const low = formatTime(low_ns, unit ?? timeUnit(low_ns))
  const shown = unit === undefined ? low : low.slice(0, -` ${unit.suffix}`.length)
  return `${shown} – ${formatTime(high_ns, unit ?? timeUnit(high_ns))}`
}

const FORMATS = {
  none: (value) => String(value),
  real: (value) => significant(value),
  count: (value) => group(String(value)),
  ns: (value) => formatTime(value),
  bytes: formatBytes,
  growth: formatGrowth,
  ratio: formatRatio,
  'per-second': (value) => `${significant(value)}/s`,
  share: (value) => `${significant(value * 100, 2)} %`,
  score: (value) => value.toFixed(4),
  'score-difference': formatScoreDifference,
  target: (value) => significant(value, 5),
  'target-difference': (value) => (value > 0 ? `+${significant(value)}` : significant(value)),
  p: formatP,
  figure: (value) => significant(value, 5),
} satisfies Record<Unit, (value: number) => string>

/** `value`, in the base unit of `unit`, as people read it; independent of locale. */
export function formatNumber(value: number, unit: Unit): string {
  return minus(FORMATS[unit](value))
}

/** A unit and how many base units it holds. */
export interface Scale {
  readonly suffix: string
  readonly size: number
}

/** The largest unit in which the rounded value is at least 1, so that 999.9 µs becomes 1.00 ms. */
function fittingUnit<S extends Scale>(
  units: readonly S[],
  value: number,
  round: (scaled: number) => number,
): S {
  const below = units.findIndex((unit) => round(value / unit.size) < 1)
  return units[below === -1 ? units.length - 1 : Math.max(0, below - 1)]
}

function significant(value: number, digits = 3): string {
  if (value === 0) return '0'
  const rounded = Number(value.toPrecision(digits))
  const magnitude = Math.abs(rounded)
  if (magnitude < 1e-3 || magnitude >= 1e6) return rounded.toExponential(digits - 1)
  return group(rounded.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude)))))
}

/** Decimals that show `extra` digits after the leading one of `value`. */
function leadingDecimals(value: number, extra: number): number {
  return value > 0 ? extra - Math.floor(Math.log10(value)) : 0
}

/** Thousands in groups of three, as 4,180. */
function group(digits: string): string {
  const [whole, fraction] = digits.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function minus(digits: string): string {
  return digits.replace(/^-/, '−')
}
