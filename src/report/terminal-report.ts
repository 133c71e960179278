import { countOf } from './answers-summary.ts'
import { callWords } from './call-words.ts'
import { caseSection } from './case-section.ts'
import { familyWords } from './family-size.ts'
import { escapeText } from './render/escape.ts'
import { hangingText } from './render/wrap-text.ts'
import type { ReportOptions } from './report-options.ts'
import { type Paint, painter } from './report-paint.ts'
import { reportWarnings } from './report-warnings.ts'
import type { CaseResults, Results } from './results.ts'
import { runCommand } from './run-command.ts'

/**
 * The whole report for people: a section a case with its ranking, then what is missing and what to doubt.
 * A pure function of the results: no clock, no locale, nothing of this machine.
 */
export function terminalReport(results: Results, options: ReportOptions): string {
  const paint = painter(options)
  const sections = [
    reportHeading(results, paint, options.width),
    ...results.cases.map((one) => caseSection(one, results, options)),
    leftOutSection(results, options.width),
    warningSection(results, paint, options),
    closing(results, options),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function reportHeading(results: Results, paint: Paint, width: number): string[] {
  const { study, plan, configurations } = results
  const engines = study.engines.length - results.left_out.length
  const size = [
    countOf(results.cases.length, 'case'),
    countOf(configurations.length, 'configuration'),
    `${countOf(engines, 'engine')}${plan === undefined ? '' : ' (+ null arm)'}`,
  ].join(' × ')
  const title = hangingText(
    '',
    `${paint.strong(escapeText(study.name))}: ${escapeText(`${size}${roundsWords(results)}`)}`,
    width,
  )
  if (plan === undefined)
    return [title, hangingText('  ', 'answers only: graded and scored, nothing was timed', width)]
  const verdicts = `verdicts: ${familyWords(plan, study.analysis, study.baseline)}`
  const unit =
    'one observation is a round (one fresh process of each engine), never one of the configurations'
  const call = callWords(study.protocol.mode)
  const columns = `predict: ${call}, median over configurations and rounds; × as fast: against ${study.baseline}, mean over rounds`
  return [title, ...[verdicts, unit, columns].map((text) => hangingText('  ', escapeText(text), width))]
}

/** `, 10 rounds (2 passes over 5 subsets of the configurations)`. */
function roundsWords({ plan, study }: Results): string {
  if (plan === undefined) return ''
  const rounds = `, ${countOf(study.protocol.rounds, 'round')}`
  const S = plan.subsets.length
  const passes = Math.floor(study.protocol.rounds / S)
  return S <= 1
    ? rounds
    : `${rounds} (${countOf(passes, 'pass', 'passes')} over ${S} subsets of the configurations)`
}

function leftOutSection({ left_out }: Results, width: number): string[] {
  if (left_out.length === 0) return []
  const lines = left_out.map(({ engine, missing, fix }) =>
    hangingText('  ', escapeText(`${engine}: ${missing}; set it up with: ${fix}`), width),
  )
  return ['Left out', ...lines]
}

function warningSection(results: Results, paint: Paint, options: ReportOptions): string[] {
  const warnings = reportWarnings(results, options)
  if (warnings.length === 0) return []
  return [
    paint.doubt('Warnings'),
    ...warnings.map((one) => hangingText('  · ', escapeText(one), options.width)),
  ]
}

function closing({ plan, cases }: Results, options: ReportOptions): string[] {
  const { width } = options
  if (plan === undefined)
    return [hangingText('', escapeText(`To time the same study: ${runCommand(options)}`), width)]
  const checked = 'Every answer was checked against the reference before its time was shown.'
  const more = 'More: knnbench report --list-tables, then --table NAME or --format csv'
  return [...(cases.some(showsTimes) ? [hangingText('', checked, width)] : []), more]
}

function showsTimes({ arms }: CaseResults): boolean {
  return arms.some(({ cells }) => cells.some(({ status }) => status === 'measured'))
}
