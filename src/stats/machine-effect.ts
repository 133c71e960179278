import betainc from '@stdlib/math-base-special-betainc'
import { mean as meanOf } from 'simple-statistics'
import { solveLinear } from './solve-linear.ts'
import { finite, type Statistic, undefinedBecause } from './statistic.ts'

/** A round's value, the machine that it was measured on, and the fixed subset of configurations that it timed. */
export interface MachineRound {
  readonly machine: string
  readonly subset: number
  readonly value: number
}

export interface MachineEffect {
  /** In order of their names: the mean over all subsets that the fit expects of this machine, and its rounds. */
  readonly machines: readonly { readonly machine: string; readonly mean: number; readonly rounds: number }[]
  readonly f: number
  readonly df_machines: number
  readonly df_error: number
  /** That all machines have the same mean. */
  readonly p: number
}

/**
 * Whether machines differ in the mean of a round's value, where rounds time S fixed subsets of configurations and a
 * machine need not have measured all subsets equally often: the two-way layout with additive effects
 * y = μ_subset + α_machine + error and unequal numbers (Scheffé 1959, The Analysis of Variance, §4.4), F against
 * M − 1 and n − S − (M − 1) degrees of freedom. With y the log ratio of an engine to the baseline this is the
 * machine × engine interaction. Assumes independent rounds and normal errors of one variance.
 *
 * Undefined for one machine, no degree of freedom left, machines that no subsets connect (`too-few-values`), values
 * not finite, and where no error is left (`zero-variance`).
 */
export function machineEffect(rounds: readonly MachineRound[]): Statistic<MachineEffect> {
  const names = [...new Set(rounds.map(({ machine }) => machine))].sort()
  const subsets = [...new Set(rounds.map(({ subset }) => subset))]
  const df_machines = names.length - 1
  const df_error = rounds.length - subsets.length - df_machines
  if (rounds.some(({ value }) => !Number.isFinite(value))) return undefinedBecause('not-finite')
  if (df_machines < 1 || df_error < 1) return undefinedBecause('too-few-values')
  const subsetMeans = new Map(subsets.map((s) => [s, meanOf(valuesOf(rounds.filter((r) => r.subset === s)))]))
  const centered = rounds.map((one) => ({ ...one, value: one.value - (subsetMeans.get(one.subset) ?? 0) }))
  const totals = names.map((name) => sum(valuesOf(centered.filter(({ machine }) => machine === name))))
  const effects = solveLinear(machineEquations(rounds, names, subsets), totals)
  if (effects === undefined) return undefinedBecause('too-few-values')
  const explained = Math.max(0, sum(effects.map((effect, m) => effect * totals[m])))
  const error = sum(valuesOf(centered).map((value) => value ** 2)) - explained
  if (error <= ROUNDING * rounds.length) return undefinedBecause('zero-variance')
  const f = explained / df_machines / (error / df_error)
  const p = betainc(df_error / (df_error + df_machines * f), df_error / 2, df_machines / 2, true, false)
  const level = meanOf(
    subsets.map((s) => {
      const own = rounds.filter(({ subset }) => subset === s)
      return (
        (subsetMeans.get(s) ?? 0) -
        sum(own.map(({ machine }) => effects[names.indexOf(machine)])) / own.length
      )
    }),
  )
  const machines = names.map((machine, m) => ({
    machine,
    mean: level + effects[m],
    rounds: rounds.filter((one) => one.machine === machine).length,
  }))
  return finite({ machines, f, df_machines, df_error, p })
}

/** Logarithms of ratios are rounded to about 2⁻⁵²; squares of that are no spread. */
const ROUNDING = (8 * Number.EPSILON) ** 2

/**
 * The normal equations of the machines with the subsets eliminated, diag(n_m) − N diag(1/n_s) Nᵀ, and 1 added
 * everywhere: effects then sum to 0, and the matrix is regular exactly if subsets connect all machines.
 */
function machineEquations(
  rounds: readonly MachineRound[],
  names: readonly string[],
  subsets: readonly number[],
): number[][] {
  const count = (machine: string, subset: number): number =>
    rounds.filter((one) => one.machine === machine && one.subset === subset).length
  const table = names.map((name) => subsets.map((subset) => count(name, subset)))
  const perSubset = subsets.map((_, s) => sum(table.map((row) => row[s])))
  return table.map((row, m) =>
    table.map((other, n) => {
      const shared = sum(row.map((own, s) => (own * other[s]) / perSubset[s]))
      return (m === n ? sum(row) : 0) - shared + 1
    }),
  )
}

function valuesOf(rounds: readonly MachineRound[]): number[] {
  return rounds.map(({ value }) => value)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
