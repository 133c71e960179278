import { escapeText } from '../render/escape.ts'
import type { Finding, Status } from './finding.ts'
import { findingWords, type GateView } from './gate-view.ts'

/**
 * Workflow commands of GitHub Actions, one a line: an error for what stops the gate, a warning for what is open and let
 * through. Whatever passed is no annotation.
 */
export function annotations({ result: { findings }, inconclusive }: GateView): string {
  const levels: Readonly<Record<Exclude<Status, 'passed'>, 'error' | 'warning'>> = {
    wrong: 'error',
    regression: 'error',
    inconclusive: inconclusive === 'pass' ? 'warning' : 'error',
  }
  return findings
    .map((one) =>
      one.status === 'passed' ? '' : `::${levels[one.status]} title=${title(one)}::${message(one)}\n`,
    )
    .join('')
}

function title({ status, where }: Finding): string {
  return escapeProperty(`knnbench gate: ${status} on ${where}`)
}

function message(finding: Finding): string {
  return escapeData(findingWords(finding))
}

/** As the toolkit of GitHub's actions escapes the text of a command; no row end can begin another one. */
function escapeData(text: string): string {
  return escapeText(text).replaceAll('%', '%25')
}

/** A property ends at a colon or a comma, too. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
