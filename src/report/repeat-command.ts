import type { Results } from './results.ts'
import { runCommand } from './run-command.ts'

/** The command that does again what a ledger shows: without times where it has none but could have had. */
export function repeatCommand({
  plan,
  cases,
  reference,
}: Pick<Results, 'plan' | 'cases' | 'reference'>): string {
  const isAnswersOnly = plan === undefined && cases.length > 0
  return isAnswersOnly ? `${runCommand(reference)} --answers-only` : runCommand(reference)
}
