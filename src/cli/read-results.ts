import { join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { decodeNpy } from '../data/npy.ts'
import { type AnswerStore, openAnswerStore } from '../ledger/answer-store.ts'
import { LEDGER_FILE, readLedger } from '../ledger/read-ledger.ts'
import type { Answer, ReadAnswer } from '../report/answer.ts'
import { buildResults, type Results } from '../report/results.ts'

/** Everything a report says about the ledger in `folder`. */
export function readResults(folder: string): Results {
  const { records } = readLedger(folder)
  const results = buildResults(records, answerReader(folder))
  if (results !== undefined) return results
  throw new InputError({
    where: { file: join(folder, LEDGER_FILE) },
    found: 'this ledger holds no plan: no run has got that far.',
    fix: 'Go on with the same knnbench run.',
  })
}

/** Reads the answer files beside the ledger in `folder`. */
export function answerReader(folder: string): ReadAnswer {
  const answers = openAnswerStore(folder)
  return (sha256) => readAnswer(answers, sha256)
}

function readAnswer(answers: AnswerStore, sha256: string): Answer {
  const file = answers.path(sha256)
  const { shape, data } = decodeNpy(answers.read(sha256), file)
  if (data instanceof Int32Array || data instanceof Float64Array) return { shape, data }
  throw new InputError({
    where: { file },
    found: 'an answer file holds int32 codes or float64 numbers, not this.',
    fix: 'Restore it from a copy.',
  })
}
