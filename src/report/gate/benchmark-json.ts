import { percent } from '../percent.ts'
import { escapeJson } from '../render/escape.ts'
import type { GateResult } from './gate-result.ts'

/**
 * The `customSmallerIsBetter` list of github-action-benchmark: head / base of times and sizes, whose chart stays at 1
 * whatever machine a job got. The range is half the interval that decides.
 */
export function benchmarkJson({ study, findings }: GateResult): string {
  const entries = findings.flatMap((finding) => {
    const measured = 'measured' in finding ? finding.measured : undefined
    if (measured === undefined) return []
    const { ratio, interval, rounds } = measured
    return [
      {
        name: `${study}: ${finding.where}: ${finding.check}`,
        unit: 'head / base',
        value: ratio,
        ...(interval === undefined ? {} : { range: `± ${percent((interval.high - interval.low) / 2)} %` }),
        extra: `${finding.status}: ${finding.words}, ${rounds} rounds`,
      },
    ]
  })
  return escapeJson(`${JSON.stringify(entries, null, 2)}\n`)
}
