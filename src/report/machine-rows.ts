import type { ArmResults } from './arm-results.ts'
import { armRounds } from './arm-rounds.ts'
import { familySize } from './family-size.ts'
import { type MachineSplit, machineSplit, machinesOf } from './machine-split.ts'
import type { CaseResults, Results } from './results.ts'

/** An arm of a case, as the machines saw it: ratios to the baseline, and of the baseline its times. */
export interface ArmMachines {
  readonly arm: ArmResults
  readonly of: 'ratio' | 'time'
  readonly split: MachineSplit
}

/** The arms of a case that several machines measured. */
export function armMachines(one: CaseResults, results: Results): ArmMachines[] {
  const machineOf = machinesOf(results.index)
  if (machineOf === undefined) return []
  const { study, plan } = results
  const { baseline, analysis } = study
  const family_size = plan === undefined ? 1 : familySize(plan, analysis.family, one.facts.dataset)
  return one.arms.flatMap((arm) => {
    const found = armRounds(arm, one, results)
    const split =
      found.kind === 'none'
        ? undefined
        : machineSplit(found.ratios, { machineOf, alpha: analysis.alpha, family_size })
    if (split === undefined) return []
    const of = arm.arm === 'main' && arm.engine === baseline ? 'time' : 'ratio'
    return [{ arm, of, split } as const]
  })
}

/** What people read of a machine's name. */
export function machineName(machine: string): string {
  return machine.slice(0, 8)
}
