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
  return arms.filter(({ arm }) => arm === 'main').flatMap((arm) => armLines(arm, facts.dataset, options))
}

function armLines({ engine, cells }: ArmResults, dataset: string, options: ReportOptions): string[] {
  const wrong = cells.filter(({ status }) => status === 'wrong')
  const first = wrong[0]
  if (first === undefined || first.status !== 'wrong') return []
  const row = first.verification?.first_wrong
  const where = `in ${wrong.length} of ${cells.length} configurations, first at ${describeConfiguration(first.configuration)}`
  const what = row === undefined || row === null ? first.reason : `row ${row.test_row}: ${row.sentence}`
  const lead = painter(options).alarm(escapeText(`${engine} is wrong`))
  const line = (text: string) => hangingText('  ', text, options.width)
  const sentence = line(`${lead} ${escapeText(`${where}: ${what}`)}`)
  if (row === undefined || row === null) return [sentence]
  const command = `knnbench datasets prepare ${dataset} ${studyFlags(options)} --out ${dataset}`
  return [sentence, line(escapeText(`its data, row ${row.test_row} of X_test.npy: ${command}`))]
}
