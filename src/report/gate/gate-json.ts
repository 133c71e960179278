import { escapeJson } from '../render/escape.ts'
import { type GateView, isPassed } from './gate-view.ts'

/** The whole result; what is missing is `null`. */
export function gateJson(
  view: GateView,
  { exit_code, ledger }: { exit_code: number; ledger: string },
): string {
  const { result, inconclusive, caveats } = view
  const { findings, builds, ...rest } = result
  const told = {
    ...rest,
    passed: isPassed(view),
    exit_code,
    inconclusive,
    ledger,
    caveats,
    builds: { base: builds.base ?? null, head: builds.head ?? null },
    findings: findings.map(({ dataset, ...finding }) => ({
      ...finding,
      dataset,
      ...('measured' in finding ? { measured: finding.measured ?? null } : {}),
      ...('wrong' in finding
        ? { wrong: { ...finding.wrong, test_row: finding.wrong.test_row ?? null } }
        : {}),
    })),
  }
  return escapeJson(`${JSON.stringify(told, null, 2)}\n`)
}
