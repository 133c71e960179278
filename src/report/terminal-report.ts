import { countOf } from './answers-summary.ts'
import { caseSection } from './case-section.ts'
import { escapeText } from './render/escape.ts'
import { hangingText } from './render/wrap-text.ts'
import type { ReportOptions } from './report-options.ts'
import { type Paint, painter } from './report-paint.ts'
import { reportWarnings } from './report-warnings.ts'
import type { CaseResults, Results } from './results.ts'
import { runCommand, type StudyReference } from './run-command.ts'

/**
 * The whole report for people: a section a case with its ranking, then what is missing and what to doubt.
 * A pure function of the results: no clock, no locale, nothing of this machine.
 */
export function terminalReport(results: Results, options: ReportOptions): string {
  const paint = painter(options)
  const reference = { study: escapeReference(options.study), flags: (options.flags ?? []).map(escapeText) }
  const sections = [
    reportHeading(results, paint, options.width),
    ...results.cases.map((one) => caseSection(one, results, { ...options, ...reference })),
    leftOutSection(results, options.width),
    warningSection(results, paint, { ...options, ...reference }),
    closing(results, reference, options.width),
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
    `${paint.strong(escapeText(study.name))}: ${size}${roundsWords(results)}`,
    width,
  )
  if (plan === undefined)
    return [title, hangingText('  ', 'answers only: graded and scored, nothing was timed', width)]
  const { alpha, equivalence } = study.analysis
  const verdicts = `verdicts: ${countOf(plan.family_size, 'comparison')} with ${escapeText(study.baseline)}, equivalence ±${percent(equivalence)} %, α = ${alpha} for the family`
  const unit =
    'one observation is a round (one fresh process of each engine), never one of the configurations'
  const call = study.protocol.mode === 'single' ? 'one call on one row' : 'one call on the timed rows'
  const columns = `predict: ${call}, median over configurations and rounds; × as fast: against ${escapeText(study.baseline)}, mean over rounds`
  return [title, ...[verdicts, unit, columns].map((text) => hangingText('  ', text, width))]
}

/** `, 10 rounds (2 passes over 5 subsets of the configurations)`. */
function roundsWords({ plan, study }: Results): string {
  if (plan === undefined) return ''
  const rounds = `, ${countOf(study.protocol.rounds, 'round')}`
  const S = plan.subsets.length
  const passes = Math.floor(study.protocol.rounds / S)
  return S === 1
    ? rounds
    : `${rounds} (${countOf(passes, 'pass', 'passes')} over ${S} subsets of the configurations)`
}

function percent(share: number): string {
  return String(Number((100 * share).toPrecision(3)))
}

function leftOutSection({ left_out }: Results, width: number): string[] {
  if (left_out.length === 0) return []
  const lines = left_out.map(({ engine, missing, fix }) =>
    hangingText(
      '  ',
      `${escapeText(engine)}: ${escapeText(missing)}; set it up with: ${escapeText(fix)}`,
      width,
    ),
  )
  return ['Left out', ...lines]
}

function escapeReference(study: StudyReference['study']): StudyReference['study'] {
  if (typeof study === 'string') return escapeText(study)
  return { data: escapeText(study.data), target: escapeText(study.target) }
}

function warningSection(results: Results, paint: Paint, options: ReportOptions): string[] {
  const warnings = reportWarnings(results, options)
  if (warnings.length === 0) return []
  return [
    paint.doubt('Warnings'),
    ...warnings.map((one) => hangingText('  · ', escapeText(one), options.width)),
  ]
}

function closing({ plan, cases }: Results, reference: StudyReference, width: number): string[] {
  if (plan === undefined) return [hangingText('', `To time the same study: ${runCommand(reference)}`, width)]
  const checked = 'Every answer was checked against the reference before its time was shown.'
  const more = 'More: knnbench report --list-tables, then --table NAME or --format csv'
  return [...(cases.some(showsTimes) ? [hangingText('', checked, width)] : []), more]
}

function showsTimes({ arms }: CaseResults): boolean {
  return arms.some(({ cells }) => cells.some(({ status }) => status === 'measured'))
}
