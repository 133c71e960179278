import type { RecordOf } from '../ledger/record.ts'
import type { Arm } from './arm.ts'

type PlanRecord = RecordOf<'plan'>

/** m of the study and of each of its datasets: every exact engine × case contrast with the baseline (design §11). */
export function familySizes(
  cases: readonly (readonly Arm[])[],
  running: PlanRecord['arms'],
  baseline: string,
): Pick<PlanRecord, 'family_size' | 'dataset_families'> {
  const arms = cases.flat()
  const exact = new Set(
    arms.filter(({ engine }) => engine.manifest.capabilities.exact).map(({ engine }) => engine.entry.name),
  )
  const datasetOf = new Map(arms.map(({ studyCase: { prepared } }) => [prepared.case_id, prepared.dataset]))
  const contrasts = running
    .filter(({ arm, engine }) => arm === 'main' && engine !== baseline && exact.has(engine))
    .map(({ case_id }) => datasetOf.get(case_id))
  const dataset_families = [...new Set(datasetOf.values())].map((dataset) => ({
    dataset,
    family_size: contrasts.filter((one) => one === dataset).length,
  }))
  return { family_size: contrasts.length, dataset_families }
}
