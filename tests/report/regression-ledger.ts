import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Answer } from '../../src/report/answer.ts'
import type { FixtureLedger } from './fixture-ledger.ts'
import { FOLDED, fixtureLedger } from './fixtures.ts'

const LEVELS = Array.from({ length: 10 }, (_, code) => String(code))

/** One holdout and its five folds, of which every answer is a number: three engines and four configurations. */
export function regressionLedger(): FixtureLedger {
  const cases = FOLDED.cases
    .slice(0, 6)
    .map((one) => ({ ...one, dataset: 'diabetes-progression', classes: LEVELS, positive: '', warnings: [] }))
  const { records, readAnswer } = fixtureLedger({ ...FOLDED, cases })
  const numbers = new Set(records.flatMap(numbersOf))
  return {
    records: records.map(ofRegression),
    readAnswer: (sha256) => (numbers.has(sha256) ? valuesOf(readAnswer(sha256)) : readAnswer(sha256)),
  }
}

/** The files that hold classes in a classification and numbers here. */
function numbersOf(record: LedgerRecord): string[] {
  if (record.type === 'data') return [record.y_test]
  return record.type === 'verification' ? [record.labels] : []
}

function ofRegression(record: LedgerRecord): LedgerRecord {
  switch (record.type) {
    case 'study':
      return { ...record, task: 'regression' }
    case 'data':
      return { ...record, classes: [] }
    case 'verification':
      return { ...record, probabilities: null, rows_ambiguous: 0, ambiguous: [] }
    default:
      return record
  }
}

/** A number for each class, and a little beside it that depends on the row and on the class. */
function valuesOf({ shape, data }: Answer): Answer {
  return {
    shape,
    data: Float64Array.from(data, (code, row) => 60 + 25 * Math.abs(code - 5) + ((row * (code + 3)) % 11)),
  }
}
