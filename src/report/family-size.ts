import type { Plan, Study } from './ledger-index.ts'
import { percent } from './percent.ts'
import type { Table } from './table.ts'

type Families = Pick<Plan, 'family_size' | 'dataset_families'>
type Analysis = Study['analysis']

/** m: how many contrasts are decided together with those of this dataset, as the plan fixed it; at least 1. */
export function familySize(plan: Families, family: Analysis['family'], dataset: string): number {
  const own = plan.dataset_families.find((one) => one.dataset === dataset)
  return Math.max(1, family === 'study' ? plan.family_size : (own?.family_size ?? plan.family_size))
}

/** The m that asks most of a study: that of its largest family. */
export function largestFamily(plan: Families, family: Analysis['family']): number {
  const sizes = plan.dataset_families.map(({ family_size }) => family_size)
  return Math.max(1, ...(family === 'study' ? [plan.family_size] : sizes))
}

/** `6 comparisons with ts-brute, equivalence ±5 %, α = 0.05 for the family`. */
export function familyWords(
  plan: Families,
  { alpha, equivalence, family }: Analysis,
  baseline: string,
): string {
  const count = `${plan.family_size} comparison${plan.family_size === 1 ? '' : 's'} with ${baseline}`
  const rule = `equivalence ±${percent(equivalence)} %, α = ${alpha}`
  if (family === 'study') return `${count}, ${rule} for the family`
  return `${count} (${sizesByDataset(plan)}), ${rule} for each dataset`
}

/** The family of a table with verdicts; nothing where none was planned. */
export function tableFamily({
  plan,
  study,
}: {
  readonly plan: Families | undefined
  readonly study: Pick<Study, 'analysis' | 'baseline'>
}): Pick<Table, 'family'> {
  return plan === undefined ? {} : { family: familyWords(plan, study.analysis, study.baseline) }
}

/** m in the words of a note: `6`, or `1 on wine, 2 on iris`. */
export function familySizeWords(plan: Families, family: Analysis['family']): string {
  return family === 'study' ? String(plan.family_size) : sizesByDataset(plan)
}

function sizesByDataset({ dataset_families }: Families): string {
  return dataset_families.map(({ dataset, family_size }) => `${family_size} on ${dataset}`).join(', ')
}
