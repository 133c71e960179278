import type { ArmResults } from './arm-results.ts'
import { describeConfiguration } from './configuration-key.ts'
import { escapeText } from './render/escape.ts'
import { hangingText } from './render/wrap-text.ts'
import type { ReportOptions } from './report-options.ts'
import { painter } from './report-paint.ts'
import type { CaseResults } from './results.ts'
import { studyFlags } from './run-command.ts'

/** For every engine with a wrong cell: the first row that shows it, and the command that gives its data. */
export function wrongAnswers({ arms, facts }: CaseResults, options: ReportOptions): string[] {
  return arms
    .filter(({ arm }) => arm === 'main')
    .flatMap((arm) => armLines(arm, escapeText(facts.dataset), options))
}

function armLines({ engine, cells }: ArmResults, dataset: string, options: ReportOptions): string[] {
  const wrong = cells.filter(({ status }) => status === 'wrong')
  const first = wrong[0]
  if (first === undefined || first.status !== 'wrong') return []
  const name = escapeText(engine)
  const lead = painter(options).alarm(`${name} is wrong`)
  const row = first.verification?.first_wrong
  const where = `in ${wrong.length} of ${cells.length} configurations, first at ${describeConfiguration(first.configuration)}`
  const line = (text: string) => hangingText('  ', text, options.width)
  if (row === undefined || row === null) return [line(`${lead} ${where}: ${escapeText(first.reason)}`)]
  return [
    line(`${lead} ${where}: row ${row.test_row}: ${escapeText(row.sentence)}`),
    line(
      `its data, row ${row.test_row} of X_test.npy: knnbench datasets prepare ${dataset} ${studyFlags(options)} --out ${dataset}`,
    ),
  ]
}
