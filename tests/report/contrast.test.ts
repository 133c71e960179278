import { describe, expect, test } from 'vitest'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Compared, NullContrast } from '../../src/report/contrast.ts'
import { noteTexts } from '../../src/report/table.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import { fixtureLedger, resultsOf, TINY, TWO_CASES } from './fixtures.ts'
import { withTimes } from './ledger-edits.ts'

/**
 * y of rounds 0 to 3; rounds 0 and 2 time one subset, 1 and 3 the other. By hand: subset means −0.11 and −0.22,
 * mean −0.165; squares within subsets 2·0.01² + 2·0.02² = 0.001, df 2, SE² = 0.0005/4 = 0.000125.
 */
const ENGINE_Y = [-0.1, -0.2, -0.12, -0.24]
const SE = Math.sqrt(0.000125)
const T_975_DF_2 = 4.302652729911275
/** The same spread around 0: N = t·SE = 0.0481, just below δ = ln 1.05 = 0.0488. */
const NULL_Y = [0.01, 0.02, -0.01, -0.02]

const ledger = fixtureLedger(TINY)

function contrastsWith(null_y: readonly number[], records: readonly LedgerRecord[] = ledger.records) {
  const edited = withTimes(records, ({ engine, arm, round }) => {
    if (arm === 'null') return 1000 * Math.exp(null_y[round])
    return engine === 'ts-brute' ? 1000 : 1000 * Math.exp(ENGINE_Y[round])
  })
  return resultsOf({ ...ledger, records: edited }).cases[0].contrasts
}

function compared(one: object | undefined): Compared {
  expect(one).toMatchObject({ kind: 'compared' })
  return one as Compared
}

describe('four rounds over two subsets, computed by hand', () => {
  const { engines, null_arm } = contrastsWith(NULL_Y)
  const contrast = compared(engines[0])

  test('the ratio is exp of the mean of the subset means', () => {
    expect(contrast.ratio).toBeCloseTo(Math.exp(-0.165), 12)
  })

  test('the 95 % interval has the spread within subsets and S(P − 1) degrees of freedom', () => {
    expect(contrast.ratio_95?.low).toBeCloseTo(Math.exp(-0.165 - T_975_DF_2 * SE), 10)
    expect(contrast.ratio_95?.high).toBeCloseTo(Math.exp(-0.165 + T_975_DF_2 * SE), 10)
  })

  test('p is that of t with two degrees of freedom, 1 − |t| / √(2 + t²)', () => {
    const t = 0.165 / SE
    expect(contrast.p).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 10)
    expect(contrast.p_adjusted).toBe(contrast.p)
  })

  test('the verdict is faster, because the interval is below −max(δ, N)', () => {
    expect(contrast).toMatchObject({
      verdict: 'faster',
      rounds: 4,
      reason: 'the 95 % interval 1.12 – 1.24 × as fast is clear of ±5 %',
    })
  })

  test('N is the largest absolute bound of the null arm', () => {
    expect((null_arm as Extract<NullContrast, { kind: 'compared' }>).noise_share).toBeCloseTo(
      Math.expm1(T_975_DF_2 * SE),
      10,
    )
  })
})

test('a time that is not above 0 leaves no interval, and is named as the reason', () => {
  const records = withTimes(ledger.records, ({ engine, arm, round }) =>
    engine === 'ts-kd-tree' && round === 1 ? 0 : arm === 'null' ? 1000 + round : 1000,
  )
  const contrast = compared(resultsOf({ ...ledger, records }).cases[0].contrasts.engines[0])
  expect(contrast).toMatchObject({
    verdict: 'inconclusive',
    reason: 'no interval: a time is not above 0',
    p: undefined,
    ratio_95: undefined,
    rounds: 3,
    rounds_needed: undefined, // more of them would not help
  })
})

test('noise above the difference makes a verdict inconclusive and names the noise', () => {
  const contrast = compared(contrastsWith(NULL_Y.map((y) => 4 * y)).engines[0])
  expect(contrast).toMatchObject({
    verdict: 'inconclusive',
    reason:
      'the 95 % interval 1.12 – 1.24 × as fast is not clear of the noise: the same code against itself differs by up to 21 %',
  })
})

test('Holm uses the family size of the plan, also for contrasts that have no p', () => {
  const records = ledger.records.map((record) =>
    record.type === 'plan' ? { ...record, family_size: 8 } : record,
  )
  const contrast = compared(contrastsWith(NULL_Y, records).engines[0])
  expect(contrast.p_adjusted).toBeCloseTo(8 * (contrast.p ?? 0), 12)
  expect(contrast.verdict).toBe('inconclusive')
})

test('family: dataset makes the comparisons of each dataset a family of their own', () => {
  const two = fixtureLedger({ ...TWO_CASES, engines: TWO_CASES.engines.slice(0, 2) })
  const narrowed = two.records.map((record) =>
    record.type === 'study'
      ? { ...record, analysis: { ...record.analysis, family: 'dataset' as const } }
      : record,
  )
  const [wide] = resultsOf(two).cases.map(({ contrasts }) => compared(contrasts.engines[0]))
  expect(wide.p_adjusted).toBeGreaterThan(wide.p ?? 1)
  expect(wide.reason).toContain('the 97.5 % interval')
  const results = resultsOf({ ...two, records: narrowed })
  for (const { contrasts } of results.cases) {
    const contrast = compared(contrasts.engines[0])
    expect(contrast.p_adjusted).toBe(contrast.p)
    expect(contrast.reason).toContain('the 95 % interval')
  }
  expect(noteTexts(TABLES.comparisons.make(results)).join(' ')).toContain(
    'm = 1 on breast-cancer, 1 on wine, family: dataset',
  )
  expect(terminalReport(results, { width: 400, color: 'plain', study: 'quick' })).toContain(
    'verdicts: 2 comparisons with ts-brute (1 on breast-cancer, 1 on wine), equivalence ±5 %, α = 0.05 for each dataset',
  )
})

test('a contrast uses only configurations valid for both arms', () => {
  const results = resultsOf(fixtureLedger(TWO_CASES))
  const mlKnn = results.cases[0].arms.find(({ engine }) => engine === 'ml-knn')
  const metrics = new Set(
    mlKnn?.cells.filter(({ status }) => status === 'measured').map((cell) => cell.configuration.metric),
  )
  expect([...metrics]).toEqual(['euclidean'])
  expect(compared(results.cases[0].contrasts.engines.find(({ engine }) => engine === 'ml-knn')).verdict).toBe(
    'slower',
  )
})

test('a wrong engine is not compared, whatever its speed', () => {
  const wine = resultsOf(fixtureLedger(TWO_CASES)).cases[1]
  expect(wine.contrasts.engines.find(({ engine }) => engine === 'mine')).toMatchObject({
    kind: 'not-compared',
  })
})

test('a wrong baseline leaves nothing to compare with', () => {
  const records = ledger.records.map((record) =>
    record.type === 'verification' && record.engine === 'ts-brute'
      ? { ...record, grade: 'wrong' as const }
      : record,
  )
  expect(contrastsWith(NULL_Y, records).engines[0]).toEqual({
    engine: 'ts-kd-tree',
    kind: 'not-compared',
    reason: 'the baseline shows no time',
  })
})
