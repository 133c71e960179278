import { createHash } from 'node:crypto'
import { decodeTargets } from '../data/npy.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Effects } from '../runner/effects.ts'
import { LedgerState } from '../runner/ledger-state.ts'
import type { CellGrade, EngineAnswers, GradingCase, ValueCase } from '../verify/grade.ts'
import { gradeAnswers } from '../verify/grade-answers.ts'
import { gradeValues } from '../verify/grade-values.ts'

/** What the suite does to the world: it starts engines. */
export type Host = Pick<Effects, 'runEngine' | 'createFolder' | 'discard'> & {
  /** Aborted by Ctrl-C. */
  readonly cancel: AbortSignal
}

/** What was graded together, and how. */
export interface Graded {
  readonly gradingCase: GradingCase
  readonly answers: EngineAnswers
  readonly grades: readonly CellGrade[]
}

/** The same of numbers. */
export interface GradedValues {
  readonly gradingCase: ValueCase
  readonly answers: EngineAnswers<Float64Array>
  readonly grades: readonly CellGrade[]
}

/** Everything that the runner would have written to a ledger. */
export interface Heard {
  readonly records: LedgerRecord[]
  readonly graded: Graded[]
  readonly values: GradedValues[]
  /** Answer files by their hash. */
  readonly answers: Map<string, Buffer>
  readonly state: LedgerState
}

/** The runner's effects with a ledger that is only remembered; what is graded is kept for the explanations. */
export function listeningEffects(host: Host): { readonly effects: Effects; readonly heard: Heard } {
  const heard: Heard = { records: [], graded: [], values: [], answers: new Map(), state: new LedgerState([]) }
  const effects: Effects = {
    runEngine: host.runEngine,
    createFolder: host.createFolder,
    discard: host.discard,
    append(records) {
      heard.records.push(...records)
      for (const record of records) heard.state.add(record)
    },
    putAnswer(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      heard.answers.set(sha256, Buffer.from(bytes))
      return sha256
    },
    readTargets: (sha256) => decodeTargets(answerOf(heard, sha256), sha256),
    async gradeAnswers(gradingCase, engines) {
      const grades = gradeAnswers(gradingCase, engines)
      for (const answers of engines)
        heard.graded.push({ gradingCase, answers, grades: grades.get(answers.engine) ?? [] })
      return grades
    },
    async gradeValues(gradingCase, engines) {
      const grades = gradeValues(gradingCase, engines)
      for (const answers of engines)
        heard.values.push({ gradingCase, answers, grades: grades.get(answers.engine) ?? [] })
      return grades
    },
    now_ns: () => 0,
    asleep_ns: () => 0,
    timestamp: () => '',
    load_1m: () => 0,
    cpuTicks: () => undefined,
    progress: () => undefined,
  }
  return { effects, heard }
}

/** The bytes of an answer file that was put. */
export function answerOf({ answers }: Pick<Heard, 'answers'>, sha256: string): Buffer {
  const bytes = answers.get(sha256)
  if (bytes === undefined) throw new Error(`no answer ${sha256} was put`)
  return bytes
}
