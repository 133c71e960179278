import type { FitOptions } from '../adapter.ts'

/** The params of a study's engine entry, all positive integers; throws for others than `allowed` and other values. */
export function integerParams<Name extends string>(
  params: FitOptions['params'],
  allowed: readonly Name[],
): Partial<Record<Name, number>> {
  const unknown = Object.keys(params).find((name) => !allowed.some((one) => one === name))
  if (unknown !== undefined)
    throw new Error(`unknown parameter "${unknown}"; allowed: ${allowed.join(', ') || 'none'}`)
  const given: Partial<Record<Name, number>> = {}
  for (const name of allowed) {
    const value = params[name]
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
      throw new Error(`${name} is ${String(value)}; allowed: a positive integer`)
    given[name] = value
  }
  return given
}
