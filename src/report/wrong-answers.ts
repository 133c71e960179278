import type { ArmResults } from './arm-results.ts'
import { describeConfiguration } from './configuration-key.ts'
import type { Alarm } from './document.ts'
import { foldWords } from './fold-words.ts'
import { everyMainArm } from './ranked-arms.ts'
import type { CaseResults, Results } from './results.ts'
import { type StudyReference, studyFlags } from './run-command.ts'

/** For every engine with a wrong cell: the first row that shows it, and the command that gives its data. */
export function wrongAnswers(
  one: CaseResults,
  { cases, folds }: Pick<Results, 'cases' | 'folds'>,
  reference: StudyReference,
): Alarm[] {
  const { facts } = one
  const ofDataset = [...cases, ...folds].filter((other) => other.facts.dataset === facts.dataset)
  const place = ofDataset.length === 1 ? { dataset: facts.dataset, file: X_TEST } : placeOf(facts)
  return everyMainArm(one).flatMap((arm) => armAlarm(arm, place, reference))
}

const X_TEST = 'X_test.npy'

/** The same over the folds of one cross-validation, each engine once: at its first wrong fold. */
export function wrongFolds(folds: readonly CaseResults[], reference: StudyReference): Alarm[] {
  return everyMainArm(folds[0]).flatMap(({ engine }) => {
    const wrong = folds.flatMap((fold) => {
      const arm = everyMainArm(fold).find((one) => one.engine === engine)
      const alarms = arm === undefined ? [] : armAlarm(arm, placeOf(fold.facts), reference)
      return alarms.map((alarm) => ({ alarm, words: foldWords(fold.facts) }))
    })
    if (wrong.length === 0) return []
    const [{ alarm, words }] = wrong
    const where =
      wrong.length === 1 ? words : `in ${wrong.length} of ${folds.length} folds, first in ${words}`
    return [{ ...alarm, sentence: `${where}, ${alarm.sentence}` }]
  })
}

/** Where the data of a case lie once they are prepared. */
interface Place {
  readonly dataset: string
  readonly file: string
}

/** Of several cases of a dataset, each has a folder of its own. */
function placeOf({ dataset, case_id }: CaseResults['facts']): Place {
  return { dataset, file: `${case_id}/${X_TEST}` }
}

function armAlarm(
  { engine, cells }: ArmResults,
  { dataset, file }: Place,
  reference: StudyReference,
): Alarm[] {
  const wrong = cells.filter(({ status }) => status === 'wrong')
  const first = wrong[0]
  if (first === undefined || first.status !== 'wrong') return []
  const row = first.verification?.first_wrong
  const where = `in ${wrong.length} of ${cells.length} configurations, first at ${describeConfiguration(first.configuration)}`
  const what = row === undefined || row === null ? first.reason : `row ${row.test_row}: ${row.sentence}`
  const alarm = { lead: `${engine} is wrong`, sentence: `${where}: ${what}` }
  if (row === undefined || row === null) return [{ ...alarm, proof: undefined }]
  if (file === X_TEST && typeof reference.study === 'string')
    return [{ ...alarm, proof: `reproduce: ${verifyCommand(engine, dataset, row.test_row, reference)}` }]
  const command = `knnbench datasets prepare ${dataset} ${studyFlags(reference)} --out ${dataset}`
  return [{ ...alarm, proof: `its data, row ${row.test_row} of ${file}: ${command}` }]
}

/** Shows the row again, with the neighbors that the engine tells and the right ones. */
function verifyCommand(engine: string, dataset: string, row: number, reference: StudyReference): string {
  const outside = reference.flags?.includes('--allow-outside') === true ? ' --allow-outside' : ''
  return `knnbench engines verify ${engine} ${studyFlags(reference)}${outside} --dataset ${dataset} --row ${row}`
}
