import type { ArmResults } from './arm-results.ts'
import { describeConfiguration } from './configuration-key.ts'
import type { Alarm } from './document.ts'
import type { CaseResults } from './results.ts'
import { type StudyReference, studyFlags } from './run-command.ts'

/** For every engine with a wrong cell: the first row that shows it, and the command that gives its data. */
export function wrongAnswers({ arms, facts }: CaseResults, reference: StudyReference): Alarm[] {
  return arms.filter(({ arm }) => arm === 'main').flatMap((arm) => armAlarm(arm, facts.dataset, reference))
}

function armAlarm({ engine, cells }: ArmResults, dataset: string, reference: StudyReference): Alarm[] {
  const wrong = cells.filter(({ status }) => status === 'wrong')
  const first = wrong[0]
  if (first === undefined || first.status !== 'wrong') return []
  const row = first.verification?.first_wrong
  const where = `in ${wrong.length} of ${cells.length} configurations, first at ${describeConfiguration(first.configuration)}`
  const what = row === undefined || row === null ? first.reason : `row ${row.test_row}: ${row.sentence}`
  const alarm = { lead: `${engine} is wrong`, sentence: `${where}: ${what}` }
  if (row === undefined || row === null) return [{ ...alarm, proof: undefined }]
  const command = `knnbench datasets prepare ${dataset} ${studyFlags(reference)} --out ${dataset}`
  return [{ ...alarm, proof: `its data, row ${row.test_row} of X_test.npy: ${command}` }]
}
