import { createHash } from 'node:crypto'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import type { Answer } from '../../src/report/answer.ts'
import type { FixtureLedger } from './fixture-ledger.ts'
import { fixtureLedger, TINY, TWO_CASES } from './fixtures.ts'

type Variant = NonNullable<RecordOf<'study'>['variants']>[number]

/** One case of a variant: a copy of what the baseline answered on a dataset, with other labels in some places. */
interface Changed {
  readonly of: string
  readonly variant: Variant
  readonly split_seed: number
  /** Places of the answers whose label is of the next class. */
  readonly places: readonly number[]
  readonly grade?: RecordOf<'verification'>['grade']
}

const UNSCALED: Variant = {
  name: 'unscaled',
  change: { kind: 'prepare', steps: ['impute-median', 'one-hot'] },
}
const IDENTIFIER: Variant = { name: 'identifier', change: { kind: 'keep', columns: ['id', '<b>'] } }
const SAMPLE: Variant = { name: 'few', change: { kind: 'sample', rows: 200, seed: 1 } }
const SEEDS = [1, 2, 3]
const SPLITS: Variant = {
  name: 'seeds',
  change: { kind: 'split', test_size: 0.2, stratify: true, seeds: SEEDS },
  n_neighbors: [5],
}

/**
 * Two datasets, one of three classes, and four changes: one moves the scores, one leaves every label or all data as they
 * are, one is answered on other rows or wrong, and three splits.
 */
export function causesLedger(): FixtureLedger {
  const ledger = fixtureLedger({ ...TINY, cases: TWO_CASES.cases, S: 0, P: 0 })
  const cases: Changed[] = [
    { of: 'breast-cancer', variant: UNSCALED, split_seed: 42, places: [0, 3, 8, 21, 34, 55, 89] },
    { of: 'wine', variant: UNSCALED, split_seed: 42, places: [2, 3, 5, 7] },
    { of: 'breast-cancer', variant: IDENTIFIER, split_seed: 42, places: [] },
    { of: 'breast-cancer', variant: SAMPLE, split_seed: 42, places: [1, 4, 9, 16, 25, 36, 49, 64, 81] },
    { of: 'wine', variant: SAMPLE, split_seed: 42, places: [1], grade: 'wrong' },
    ...SEEDS.flatMap((split_seed) =>
      ['breast-cancer', 'wine'].map((of) => ({
        ...{ of, variant: SPLITS, split_seed },
        places: Array.from({ length: 4 * split_seed }, (_, i) => 2 * i),
      })),
    ),
  ]
  return cases.reduce(withCase, { ...ledger, records: ledger.records.map(withStar) })
}

function withStar(record: LedgerRecord): LedgerRecord {
  if (record.type !== 'study') return record
  const published = { 'breast-cancer': { accuracy: 0.0078, recall: -0.0354 } }
  return { ...record, variants: [UNSCALED, IDENTIFIER, SAMPLE, SPLITS], published }
}

function withCase({ records, readAnswer }: FixtureLedger, one: Changed): FixtureLedger {
  const content = sha(`${one.variant.name} of ${one.of} ${one.split_seed}`)
  const case_id = `${one.of}.${one.variant.name}/holdout-0.2-stratified-${one.split_seed}/default`
  const answers = new Map<string, Answer>()
  const otherLabels = (labels: string): string => {
    const { shape, data } = readAnswer(labels)
    const others = data.map((code, at) => (one.places.includes(at) ? 1 - Math.min(code, 1) : code))
    answers.set(sha(labels + content), { shape, data: others })
    return sha(labels + content)
  }
  const copied = records.flatMap((record): LedgerRecord[] => {
    if (!isBase(record, one)) return []
    return record.type === 'data'
      ? [{ ...record, ...changedData(one, content), case_id }]
      : [
          {
            ...record,
            case_id,
            key: content,
            labels: otherLabels(record.labels),
            grade: one.grade ?? record.grade,
          },
        ]
  })
  const described = copied.filter(({ type }) => type === 'data')
  const graded = copied.filter(({ type }) => type === 'verification')
  const planned = records.flatMap((record): LedgerRecord[] => {
    if (record.type !== 'plan') return [record]
    const [base] = record.arms.filter((arm) => isOfBaseline(arm, one))
    return [...described, { ...record, arms: [...record.arms, { ...base, case_id, key: content }] }]
  })
  return {
    records: [...planned, ...graded],
    readAnswer: (sha256) => answers.get(sha256) ?? readAnswer(sha256),
  }
}

type OfDataset = RecordOf<'data'> | RecordOf<'verification'>

function isBase(record: LedgerRecord, one: Changed): record is OfDataset {
  if (record.type === 'data') return record.dataset === one.of
  return record.type === 'verification' && isOfBaseline(record, one)
}

function isOfBaseline(arm: { readonly case_id: string; readonly engine: string }, { of }: Changed): boolean {
  return arm.engine === TINY.engines[0].engine && arm.case_id.startsWith(`${of}/`)
}

/** Test rows are others where the split is, or the rows of the data. */
function changedData({ of, variant, split_seed }: Changed, content: string): Partial<RecordOf<'data'>> {
  const { name, n_neighbors, change } = variant
  const hasOtherRows = change.kind === 'sample' || change.kind === 'split'
  return {
    dataset: `${of}.${name}`,
    variant: { of, name, ...(n_neighbors === undefined ? {} : { n_neighbors: [...n_neighbors] }) },
    split_seed,
    ...(hasOtherRows ? { test_index: content } : {}),
  }
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
