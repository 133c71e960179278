import { npyBytes } from '../../src/data/npy.ts'
import { openAnswerStore } from '../../src/ledger/answer-store.ts'
import { openLedgerWriter } from '../../src/ledger/append-ledger.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Answer } from '../../src/report/answer.ts'
import type { FixtureLedger } from './fixture-ledger.ts'

/** Writes a ledger and its answer files into an existing folder as a run would; the files then bear their own hashes. */
export function storeLedger(folder: string, { records, readAnswer }: FixtureLedger): void {
  const store = openAnswerStore(folder)
  const stored = new Map<string, string>()
  const put = (name: string): string => {
    const sha256 = stored.get(name) ?? store.put(npyBytes(contentOf(readAnswer(name))))
    stored.set(name, sha256)
    return sha256
  }
  const writer = openLedgerWriter(folder, { records: [], whole_bytes: 0, torn_bytes: 0 })
  writer.append(records.map((record) => withFiles(record, put)))
  writer.close()
}

function contentOf({ shape, data }: Answer) {
  return { shape, data: data instanceof Int32Array ? data : Float64Array.from(data) }
}

function withFiles(record: LedgerRecord, put: (name: string) => string): LedgerRecord {
  if (record.type === 'data') {
    const { y_test, test_index, timed_rows, score_rows } = record
    return {
      ...record,
      y_test: put(y_test),
      test_index: put(test_index),
      timed_rows: put(timed_rows),
      score_rows: put(score_rows),
    }
  }
  if (record.type !== 'verification') return record
  const { score_rows, labels, probabilities } = record
  return {
    ...record,
    score_rows: put(score_rows),
    labels: put(labels),
    probabilities: probabilities === null ? null : put(probabilities),
  }
}
