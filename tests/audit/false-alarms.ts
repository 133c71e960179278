import { audit } from '../../src/audit/audit.ts'
import { CHECKS } from '../../src/audit/checks/index.ts'
import { publishedSchema } from '../../src/audit/published-schema.ts'
import { simulatedStudy } from './simulated-study.ts'

/** What the audit says of consistent studies of these seeds. */
export function auditSimulated(seeds: { readonly from: number; readonly to: number }): {
  readonly alarms: readonly string[]
  /** Checks that found fewer consistent figures than there are studies, so that they prove nothing. */
  readonly idle: readonly string[]
} {
  const alarms: string[] = []
  const consistent = new Map<string, number>()
  for (let seed = seeds.from; seed <= seeds.to; seed++)
    for (const { check, figure, published, finding } of audit(publishedSchema.parse(simulatedStudy(seed)))) {
      if (finding.outcome === 'inconsistent')
        alarms.push(`seed ${seed}: ${figure} ${published}: ${finding.why}`)
      if (finding.outcome === 'consistent') consistent.set(check, (consistent.get(check) ?? 0) + 1)
    }
  const studies = seeds.to - seeds.from + 1
  return { alarms, idle: Object.keys(CHECKS).filter((check) => (consistent.get(check) ?? 0) < studies) }
}
