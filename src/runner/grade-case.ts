import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from '../config/study.ts'
import { CASE_FILES } from '../data/case.ts'
import { integersOf, readFloats, readIntegers, readMatrix } from '../data/npy.ts'
import { LEDGER_SCHEMA_VERSION, type RecordOf } from '../ledger/record.ts'
import { describeWrong } from '../verify/describe-wrong.ts'
import type { AnswerQuality, CellGrade, EngineAnswers, NeighborAnswers, Targets } from '../verify/grade.ts'
import { type AnswerFiles, type LabelFile, type NeighborFiles, readAnswer } from './answer-files.ts'
import type { Arm } from './arm.ts'
import { positionsFile } from './data-record.ts'
import type { Effects } from './effects.ts'
import type { SampledRows, StudyCase } from './study-case.ts'

export interface AnsweredArm {
  readonly arm: Arm
  readonly files: AnswerFiles
}

/** What is graded together: answers to the same rows of one case, by one distance metric. */
interface Graded {
  readonly studyCase: StudyCase
  readonly task: Task
  readonly metric: string
  readonly rows: SampledRows
}

/** Grades what the engines answered; a `verification` record a cell. */
export async function gradeMetric(
  graded: Graded,
  answered: readonly AnsweredArm[],
  effects: Effects,
): Promise<RecordOf<'verification'>[]> {
  const grades = await gradesOf(graded, answered, effects)
  return answered.flatMap((one) => {
    const cells = labelFiles(one.files, graded.metric)
    return (grades.get(one.arm.engine.entry.name) ?? []).map((grade, index) =>
      verificationRecord(one.arm, cells[index], grade, effects),
    )
  })
}

function gradesOf(
  { studyCase: { prepared }, task, metric, rows }: Graded,
  answered: readonly AnsweredArm[],
  effects: Effects,
): Promise<ReadonlyMap<string, readonly CellGrade[]>> {
  const file = (name: 'X_train' | 'y_train') => join(prepared.directory, CASE_FILES[name])
  const common = { metric, X_train: readMatrix(file('X_train')), X_score: readMatrix(rows.path) }
  if (task === 'regression') {
    return effects.gradeValues(
      { ...common, y_train: readFloats(file('y_train')) },
      answered.map((one) => engineAnswers(one, metric, readFloats)),
    )
  }
  return effects.gradeAnswers(
    { ...common, y_train: readIntegers(file('y_train')), n_classes: prepared.classes.length },
    answered.map((one) => engineAnswers(one, metric, readIntegers)),
  )
}

function labelFiles(files: AnswerFiles, metric: string): readonly LabelFile[] {
  return files.labels.filter(({ configuration }) => configuration.metric === metric)
}

function engineAnswers<Y extends Targets>(
  { arm, files }: AnsweredArm,
  metric: string,
  read: (file: string) => Y,
): EngineAnswers<Y> {
  const { capabilities, vote } = arm.engine.manifest
  const found = files.neighbors
    .filter((neighbors) => neighbors.metric === metric)
    .map((neighbors) => readNeighbors(neighbors, arm.scored.positions.length))
  return {
    engine: arm.engine.entry.name,
    declared: { dtype: capabilities.dtype, form: capabilities.form, vote },
    cells: labelFiles(files, metric).map(({ configuration, file }) => ({
      n_neighbors: configuration.n_neighbors,
      weights: configuration.weights,
      labels: read(file),
    })),
    ...askedNeighbors(found, capabilities),
  }
}

/** One list serves every k of an exact engine; of an approximate one each k has its own. */
function askedNeighbors(
  found: readonly NeighborAnswers[],
  { exact }: { readonly exact: boolean },
): Pick<EngineAnswers, 'neighbors' | 'approximate'> {
  if (!exact) return { approximate: found }
  return found.length === 0 ? {} : { neighbors: found[0] }
}

/** Neighbors that cannot be read as what they should be are graded as none at all, which is wrong. */
function readNeighbors({ n_neighbors, indices, distances }: NeighborFiles, rows: number): NeighborAnswers {
  try {
    const { data } = readAnswer(distances, rows * n_neighbors)
    const found = integersOf(readAnswer(indices, rows * n_neighbors), indices)
    if (data instanceof Float64Array) return { n_neighbors, indices: found, distances: data }
  } catch {
    // graded as none below
  }
  return { n_neighbors, indices: new Int32Array(0), distances: new Float64Array(0) }
}

function verificationRecord(
  arm: Arm,
  cell: LabelFile,
  grade: CellGrade,
  effects: Effects,
): RecordOf<'verification'> {
  const { prepared } = arm.studyCase
  const { positions } = arm.scored
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'verification',
    case_id: prepared.case_id,
    engine: arm.engine.entry.name,
    key: arm.key,
    configuration: cell.configuration,
    grade: grade.grade,
    basis: grade.basis,
    rows_graded: grade.rows_graded,
    rows_ambiguous: grade.rows_ambiguous,
    ambiguous: grade.ambiguous.map((row) => positions[row]),
    rows_tied: grade.rows_tied,
    rows_other_vote: grade.rows_other_vote,
    ...(grade.grade === 'approximate' ? { quality: recordedQuality(grade.quality) } : {}),
    wrong_share_upper: grade.grade === 'labels-agree' ? grade.wrong_share_upper : null,
    rows_wrong: grade.grade === 'wrong' ? grade.rows_wrong : 0,
    first_wrong:
      grade.grade === 'wrong'
        ? { test_row: positions[grade.wrong.row], sentence: describeWrong(grade.wrong, prepared.classes) }
        : null,
    score_rows: effects.putAnswer(positionsFile(positions)),
    labels: effects.putAnswer(readFileSync(cell.file)),
    probabilities: cell.probabilities === null ? null : effects.putAnswer(readFileSync(cell.probabilities)),
  }
}

function recordedQuality(quality: AnswerQuality): NonNullable<RecordOf<'verification'>['quality']> {
  return { ...quality, distance_ratio: quality.distance_ratio ?? null }
}
