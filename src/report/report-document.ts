import { acrossDocument } from './across-document.ts'
import { countOf } from './answers-summary.ts'
import { approximateDocument } from './approximate-document.ts'
import { callWords } from './call-words.ts'
import { caseDocument } from './case-document.ts'
import { crossValidationDocuments } from './cross-validation-document.ts'
import type { ReportDocument } from './document.ts'
import { familyWords } from './family-size.ts'
import { everyArm } from './ranked-arms.ts'
import type { ReportReference } from './report-options.ts'
import { reportWarnings } from './report-warnings.ts'
import type { CaseResults, Results } from './results.ts'
import { runCommand, type StudyReference } from './run-command.ts'

/**
 * The whole report: a section a case with its ranking, one over all datasets, then what is missing and what to doubt.
 * A pure function of the results: no clock, no locale, nothing of this machine.
 */
export function reportDocument(results: Results, reference: ReportReference): ReportDocument {
  const { name } = results.study
  return {
    title: reference.ledger === undefined ? name : `${name} (${reference.ledger})`,
    size: sizeWords(results),
    lead: lead(results),
    cases: [
      ...results.cases.flatMap((one) => [
        caseDocument(one, results, reference),
        ...approximateDocument(one, results),
      ]),
      ...acrossDocument(results),
      ...crossValidationDocuments(results, reference),
    ],
    left_out: results.left_out.map(
      ({ engine, missing, fix }) => `${engine}: ${missing}; set it up with: ${fix}`,
    ),
    warnings: reportWarnings(results, reference),
    closing: closing(results, reference),
  }
}

function sizeWords(results: Results): string {
  const { study, plan, configurations } = results
  const engines = study.engines.length - results.left_out.length
  const size = [
    casesWords(results),
    countOf(configurations.length, 'configuration'),
    `${countOf(engines, 'engine')}${plan === undefined ? '' : ' (+ null arm)'}`,
  ].join(' × ')
  return `${size}${roundsWords(results)}`
}

function casesWords({ cases, folds }: Results): string {
  if (folds.length === 0) return countOf(cases.length, 'case')
  return cases.length === 0
    ? countOf(folds.length, 'fold')
    : `(${countOf(cases.length, 'case')}, ${countOf(folds.length, 'fold')})`
}

function lead({ study, plan }: Results): string[] {
  if (plan === undefined) return ['answers only: graded and scored, nothing was timed']
  return [
    `verdicts: ${familyWords(plan, study.analysis, study.baseline)}`,
    'one observation is a round (one fresh process of each engine), never one of the configurations',
    `predict: ${callWords(study.protocol.mode)}, median over configurations and rounds; × as fast: against ${study.baseline}, mean over rounds`,
  ]
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

function closing({ plan, cases }: Results, reference: StudyReference): string[] {
  if (plan === undefined)
    return cases.length === 0 ? [] : [`To time the same study: ${runCommand(reference)}`]
  return cases.some(showsTimes)
    ? ['Every answer was checked against the reference before its time was shown.']
    : []
}

function showsTimes(one: CaseResults): boolean {
  return everyArm(one).some(({ cells }) => cells.some(({ status }) => status === 'measured'))
}
