import { countOf } from './answers-summary.ts'
import { caseLabel } from './case-label.ts'
import { armMachines, machineName } from './machine-rows.ts'
import { machinesOf } from './machine-split.ts'
import { everyArm } from './ranked-arms.ts'
import { formatNumber } from './render/format-number.ts'
import type { CaseResults, Results } from './results.ts'

/** That several machines measured what a merged ledger shows, and which of them is not as fast as the others. */
export function machineWarnings(results: Results): string[] {
  const machineOf = machinesOf(results.index)
  if (machineOf === undefined) return []
  const used = new Set(
    results.cases.flatMap((one) =>
      everyArm(one).flatMap(({ blocks }) => blocks.map(({ block }) => block.session_id)),
    ),
  )
  const sessions = results.index.all('session').filter(({ session_id }) => used.has(session_id))
  const machines = new Set(sessions.map(({ boot }) => boot)).size
  const environments = new Set(sessions.map(({ environment_id }) => environment_id)).size
  if (machines < 2) return []
  return [
    `measured on ${countOf(machines, 'machine')} in ${countOf(environments, 'environment')}; what each of them says: --table machines`,
    ...results.cases.flatMap((one) => unevenMachines(one, results)),
  ]
}

/** Machines whose times of the baseline differ by more than what counts as equivalent. */
function unevenMachines(one: CaseResults, results: Results): string[] {
  const { analysis, baseline } = results.study
  const found = armMachines(one, results).find(({ of }) => of === 'time')
  if (found === undefined || !found.split.disagree || !found.split.effect.defined) return []
  const sorted = found.split.effect.value.machines.toSorted((a, b) => a.mean - b.mean)
  const [fastest] = sorted
  const slowest = sorted[sorted.length - 1]
  const factor = Math.exp(slowest.mean - fastest.mean)
  if (factor <= 1 + analysis.equivalence) return []
  return [
    `${caseLabel(one.facts, results)}: machines are not alike: ${baseline} took ${formatNumber(factor, 'ratio')} × as long on ${machineName(slowest.machine)} as on ${machineName(fastest.machine)}; ratios are taken within rounds and so within machines, but times are a mixture`,
  ]
}
