import { shellWord } from '../../config/shell-word.ts'
import { countOf } from '../answers-summary.ts'
import { percent } from '../percent.ts'
import { formatInterval, formatNumber } from '../render/format-number.ts'
import type { Finding, JudgedRatio, Status } from './finding.ts'
import type { GateResult } from './gate-result.ts'

/** A result with what the command line said, for renderers. */
export interface GateView {
  readonly result: GateResult
  /** The study and the head's manifest as typed, for the command that shows a wrong row; without one, its name does. */
  readonly typed: { readonly study: string; readonly head: string | undefined }
  /** What an inconclusive check counts as. */
  readonly inconclusive: 'pass' | 'fail'
  /** Sentences about how the comparison was made, such as why it is weaker than it could be. */
  readonly caveats: readonly string[]
}

/** Whether the gate lets the head through. */
export function isPassed({ result: { status }, inconclusive }: GateView): boolean {
  return status === 'passed' || (status === 'inconclusive' && inconclusive === 'pass')
}

const OUTCOME_WORDS = {
  passed: 'passed',
  inconclusive: 'inconclusive',
  regression: 'regression',
  wrong: 'wrong answers',
} satisfies Record<Status, string>

/** The answer, then every finding that led to it: `regression: wine: speed: 2.97 (2.90 – 3.05), slower`. */
export function headlines(view: GateView): string[] {
  const { status, findings } = view.result
  if (findings.length === 0) return ['inconclusive: nothing was measured']
  if (status === 'passed') return [`passed: no regression in ${countOf(casesOf(findings), 'case')}`]
  const let_through = isPassed(view) ? ', let through by --inconclusive pass' : ''
  return findings
    .filter((one) => one.status === status)
    .flatMap((one) => [
      `${OUTCOME_WORDS[status]}${let_through}: ${one.where}: ${findingWords(one)}`,
      ...proof(one, view),
    ])
}

function casesOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ where }) => where)).size
}

/** `speed: 1.12 (1.09 – 1.15), slower`, `answers: wrong in 2 of 4 cells, first at …`. */
export function findingWords(finding: Finding): string {
  const measured = 'measured' in finding ? finding.measured : undefined
  return `${finding.check}: ${measured === undefined ? '' : `${ratioWords(measured)}, `}${finding.words}`
}

/** `1.12 (1.09 – 1.15)`: head / base. */
function ratioWords({ ratio, interval }: JudgedRatio): string {
  const value = formatNumber(ratio, 'ratio')
  return interval === undefined ? value : `${value} (${formatInterval(interval.low, interval.high, 'ratio')})`
}

/** How the first wrong row is shown again, with its right neighbors. */
function proof(finding: Finding, { typed }: GateView): string[] {
  if (finding.status !== 'wrong') return []
  const { test_row, place, engine } = finding.wrong
  if (test_row === undefined || place !== 'dataset') return []
  const study = shellWord(typed.study)
  return [
    `  reproduce: knnbench engines verify ${shellWord(typed.head ?? engine)} --study ${study} --dataset ${finding.dataset} --row ${test_row}`,
  ]
}

/** `12 rounds, head / base, equivalence ±5 %, α = 0.05 over 2 comparisons; memory +10 %, index size +10 %, …`. */
export function ruleWords({ rounds, analysis, family_size, tolerances }: GateResult): string {
  const { alpha, equivalence, family } = analysis
  const over = `${countOf(family_size, 'comparison')}${family === 'dataset' ? ', for each dataset' : ''}`
  const { memory_share, index_share, label_share, score } = tolerances
  const limits = [
    `memory +${percent(memory_share)} %`,
    `index size +${percent(index_share)} %`,
    `labels ${percent(label_share)} %`,
    `scores ${score}`,
  ]
  const timed =
    rounds === 0
      ? 'nothing was timed'
      : `${countOf(rounds, 'round')}, head / base, equivalence ±${percent(equivalence)} %, α = ${alpha} over ${over}`
  return `${timed}; tolerated: ${limits.join(', ')}`
}
