import { createHash } from 'node:crypto'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { LedgerRecord, RecordOf } from '../../src/ledger/record.ts'
import type { Answer } from '../../src/report/answer.ts'
import {
  type Configuration,
  configurationKey,
  gridConfigurations,
} from '../../src/report/configuration-key.ts'

type Verification = RecordOf<'verification'>
type NoSchema<T> = T extends LedgerRecord ? Omit<T, 'schema'> : never

/** A ledger and its answer files, as the runner would have left them. */
export interface FixtureLedger {
  readonly records: LedgerRecord[]
  readAnswer(sha256: string): Answer
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** One case of a fixture, or one fold of it: its size, how hard it is, and how noisy the machine is while it runs. */
export interface CaseSpec {
  readonly dataset: string
  /** From 1, of a stratified 5-fold cross-validation, which is scored and not timed. */
  readonly fold?: number
  readonly classes: readonly string[]
  readonly positive: string
  readonly n_train: number
  readonly n_test: number
  readonly n_features: number
  readonly rows_timed: number
  /** Positions in the test part that are scored, in the order of the answers; by default all. */
  readonly score_rows?: readonly number[]
  /** Share of test rows that the best configuration labels right. */
  readonly accuracy: number
  /** Round-to-round standard deviation of ln t within one arm. */
  readonly noise: number
  readonly warnings: RecordOf<'data'>['warnings']
}

export interface EngineSpec {
  readonly engine: string
  readonly library: string
  readonly version: string
  /** ln(t / t of the baseline) on a dataset. */
  readonly speed: (dataset: string) => number
  readonly growth_bytes: number
  readonly grade?: (dataset: string, configuration: Configuration) => Verification['grade']
  /** An engine that returns labels alone is graded by them and has no search; by default there are neighbors. */
  readonly returns?: 'neighbors' | 'labels'
  /** Of an approximate engine: the share of true neighbors that it finds at k = 1; less at larger k. */
  readonly recall?: number
  /** The entry of the study, where it is not the engine's own name. */
  readonly entry?: { readonly use: string; readonly params: Readonly<Record<string, number>> }
  /** Its declared vote; labels of another vote than scikit-learn's differ in three rows. */
  readonly vote?: 'smallest-label' | 'first-to-reach'
  readonly failure?: (
    dataset: string,
    configuration: Configuration,
  ) => Pick<RecordOf<'failure'>, 'kind' | 'message' | 'stage'> | undefined
}

export interface FixtureSpec {
  readonly seed: number
  readonly mode: 'batch' | 'single'
  readonly family?: RecordOf<'study'>['analysis']['family']
  readonly cases: readonly CaseSpec[]
  readonly engines: readonly EngineSpec[]
  readonly S: number
  readonly P: number
  readonly grid: RecordOf<'study'>['grid']
}

/** A case's own id, in the form that `data/` gives it. */
function caseId({ dataset, fold }: CaseSpec): string {
  const split = fold === undefined ? 'holdout-0.2-stratified-42' : `stratified-kfold-5-42-fold-${fold}`
  return `${dataset}/${split}/default`
}

/** What answers and contents of a case are told apart by. */
function caseName({ dataset, fold }: CaseSpec): string {
  return fold === undefined ? dataset : `${dataset} fold ${fold}`
}

function timedCases({ cases }: FixtureSpec): CaseSpec[] {
  return cases.filter(({ fold }) => fold === undefined)
}

/** Answers, grades, failures and (where S × P > 0) timed blocks of a whole study. */
export function buildLedger(spec: FixtureSpec): FixtureLedger {
  const answers = new Map<string, Answer>()
  const context: Context = {
    spec,
    random: randomSource(spec.seed),
    answers,
    configurations: gridConfigurations(spec.grid),
  }
  const records = [
    studyRecord(spec),
    environmentRecord(),
    sessionRecord(),
    ...spec.cases.map((c) => dataRecord(c, context)),
    ...spec.engines.map(engineRecord),
    leftOutRecord(),
    planRecord(context),
    ...failureRecords(context),
    ...verificationRecords(context),
    ...(spec.S === 0 ? [] : blockRecords(context)),
  ]
  return {
    records: records.map((record) => ({ schema: 1, ...record }) as LedgerRecord),
    readAnswer(sha256) {
      const answer = answers.get(sha256)
      if (answer === undefined) throw new Error(`no answer file ${sha256}`)
      return answer
    },
  }
}

interface Context {
  readonly spec: FixtureSpec
  readonly random: () => number
  readonly answers: Map<string, Answer>
  readonly configurations: readonly Configuration[]
}

type Draft = NoSchema<LedgerRecord>

function randomSource(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}

/** A standard normal deviate (Box and Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function armContent(engine: string, dataset: string): string {
  return sha(`content of ${engine} on ${dataset}`)
}

function studyRecord({ cases, engines, S, P, grid, mode, family = 'study', seed }: FixtureSpec): Draft {
  return {
    type: 'study',
    study_hash: sha('study'),
    tool_version: '0.1.0',
    name: 'quick',
    task: 'classification',
    datasets: [...new Set(cases.map(({ dataset }) => dataset))],
    engines: [
      ...engines.map(({ engine, entry }) => ({
        name: engine,
        use: entry?.use ?? engine,
        params: { ...entry?.params },
      })),
      { name: 'sklearn-brute', use: 'sklearn-brute', params: {} },
    ],
    baseline: engines[0].engine,
    grid,
    protocol: {
      rounds: Math.max(1, S * P),
      configurations_per_round: S === 0 ? 'all' : Math.ceil(gridConfigurations(grid).length / S),
      rows: 100,
      score_rows: 'all',
      warmup: { time_ns: 2e8 },
      repeats: 1,
      min_time_ns: 2e7,
      mode,
      time_proba: false,
      seed,
      threads: 1,
      timeout_ns: 6e10,
      max_arm_ns: 2e10,
      budget_ns: 9e10,
    },
    analysis: { alpha: 0.05, equivalence: 0.05, family },
    invoked: { study: 'quick', flags: [] },
  }
}

function environmentRecord(): Draft {
  return {
    type: 'environment',
    environment_id: sha('environment'),
    platform: 'linux',
    kernel: '6.1',
    arch: 'x64',
    cpu: 'Example CPU',
    cores: 4,
    memory_bytes: 16e9,
    virtual: true,
    node: 'v20.20.2',
  }
}

function sessionRecord(): Draft {
  return {
    type: 'session',
    session_id: 'session-1',
    environment_id: sha('environment'),
    boot: sha('boot'),
    started_at: '2026-01-01T00:00:00.000Z',
    engine_cores: [1],
    host_cores: [0],
  }
}

function dataRecord(c: CaseSpec, { answers, random }: Context): Draft {
  const y_test = Int32Array.from({ length: c.n_test }, () => Math.floor(random() * c.classes.length))
  const store = (name: string, data: Int32Array): string => {
    answers.set(sha(`${name} of ${caseName(c)}`), { shape: [data.length], data })
    return sha(`${name} of ${caseName(c)}`)
  }
  return {
    type: 'data',
    case_id: caseId(c),
    dataset: c.dataset,
    split_label: c.fold === undefined ? 'holdout-0.2-stratified' : 'stratified-kfold-5',
    split_seed: 42,
    fold: c.fold ?? null,
    prepare: 'default',
    key: sha(`key of ${caseName(c)}`),
    n_train: c.n_train,
    n_test: c.n_test,
    n_features: c.n_features,
    classes: [...c.classes],
    positive: c.positive,
    warnings: c.warnings,
    rows_timed: c.rows_timed,
    rows_scored: scoredRows(c).length,
    source_sha256: sha(`source of ${c.dataset}`),
    X_train_sha256: sha(`X_train of ${caseName(c)}`),
    X_test_sha256: sha(`X_test of ${caseName(c)}`),
    y_test: store('y_test', y_test),
    test_index: store(
      'test_index',
      Int32Array.from({ length: c.n_test }, (_, i) => i * 5),
    ),
    timed_rows: store(
      'timed_rows',
      Int32Array.from({ length: c.rows_timed }, (_, i) => i),
    ),
    score_rows: store('score_rows', Int32Array.from(scoredRows(c))),
  }
}

function scoredRows({ score_rows, n_test }: CaseSpec): readonly number[] {
  return score_rows ?? Array.from({ length: n_test }, (_, i) => i)
}

function engineRecord({ engine, library, version, recall, vote = 'smallest-label' }: EngineSpec): Draft {
  return {
    type: 'engine',
    engine,
    ecosystem: 'npm',
    library,
    version,
    runtime: 'node v20.20.2',
    flags: [],
    exact: recall === undefined,
    dtype: 'float64',
    form: 'difference',
    vote,
    manifest_sha256: sha(`manifest of ${engine}`),
  }
}

/** `sklearn-brute` of the study is not ready here. */
function leftOutRecord(): Draft {
  return {
    type: 'left-out',
    engine: 'sklearn-brute',
    missing: 'scikit-learn is not installed',
    fix: 'knnbench engines setup sklearn',
  }
}

function subsetsOf({ spec, configurations }: Context): Configuration[][] {
  return Array.from({ length: spec.S }, (_, s) => configurations.filter((_, i) => i % spec.S === s))
}

function planRecord(context: Context): Draft {
  const { spec } = context
  const mains = spec.cases.flatMap((c) =>
    spec.engines.map(({ engine }) => ({ c, engine, arm: 'main' as const })),
  )
  const nulls = (spec.S === 0 ? [] : timedCases(spec)).map((c) => ({
    c,
    engine: spec.engines[0].engine,
    arm: 'null' as const,
  }))
  return {
    type: 'plan',
    plan_key: sha('plan'),
    rounds: spec.S * spec.P, // 0: only answers
    subsets: subsetsOf(context),
    passes: spec.P,
    family_size: timedCases(spec).length * contrastsOf(spec),
    dataset_families: timedCases(spec).map(({ dataset }) => ({
      dataset,
      family_size: contrastsOf(spec),
    })),
    arms: [...mains, ...nulls].map(({ c, engine, arm }) => ({
      case_id: caseId(c),
      engine,
      arm,
      threads: 1,
      key: armContent(engine, caseName(c)),
      decision: c.fold === undefined ? 'run' : 'score',
      estimate_ns: c.fold === undefined ? 2e9 : 0,
    })),
    estimate_ns: 6e10,
  }
}

function failureRecords({ spec, configurations }: Context): Draft[] {
  return spec.cases.flatMap((c) =>
    spec.engines.flatMap(({ engine, failure }) =>
      configurations.flatMap((configuration): Draft[] => {
        const found = failure?.(c.dataset, configuration)
        const key = armContent(engine, caseName(c))
        return found === undefined
          ? []
          : [{ type: 'failure', case_id: caseId(c), engine, arm: 'main', key, configuration, ...found }]
      }),
    ),
  )
}

function verificationRecords(context: Context): Draft[] {
  const { spec, configurations } = context
  return spec.cases.flatMap((c) => {
    const truths = new Map(
      configurations.map((cf, i) => [configurationKey(cf), answersFor(c, cf, i, context)]),
    )
    return spec.engines.flatMap((engine) =>
      configurations.flatMap((configuration): Draft[] => {
        if (engine.failure?.(c.dataset, configuration) !== undefined) return []
        return [
          verificationRecord(
            c,
            engine,
            configuration,
            truths.get(configurationKey(configuration)) ?? { labels: '', probabilities: '' },
          ),
        ]
      }),
    )
  })
}

interface AnswerFiles {
  readonly labels: string
  readonly probabilities: string
}

/** Labels and probabilities that are right for the case's share of rows, worse for larger k. */
function answersFor(
  c: CaseSpec,
  configuration: Configuration,
  position: number,
  { answers, random }: Context,
): AnswerFiles {
  const all = answers.get(sha(`y_test of ${caseName(c)}`))?.data ?? new Int32Array(c.n_test)
  const y = Int32Array.from(scoredRows(c), (row) => all[row])
  const n_classes = c.classes.length
  const right = c.accuracy - 0.004 * (position % 7)
  const labels = Int32Array.from(y, (truth) => (random() < right ? truth : (truth + 1) % n_classes))
  const probabilities = new Float64Array(y.length * n_classes).fill(0.25 / (n_classes - 1))
  for (const [row, label] of labels.entries()) probabilities[row * n_classes + label] = 0.75
  const name = `${caseName(c)} ${configurationKey(configuration)}`
  answers.set(sha(`labels ${name}`), { shape: [y.length], data: labels })
  answers.set(sha(`probabilities ${name}`), { shape: [y.length, n_classes], data: probabilities })
  return { labels: sha(`labels ${name}`), probabilities: sha(`probabilities ${name}`) }
}

function verificationRecord(
  c: CaseSpec,
  engine: EngineSpec,
  configuration: Configuration,
  files: AnswerFiles,
): Draft {
  const honest = engine.recall === undefined ? 'identical' : 'approximate'
  const grade = engine.grade?.(c.dataset, configuration) ?? honest
  const tied = grade === 'tie-equivalent' ? 2 : 0
  const ambiguous = grade === 'undecidable' ? [3, 11, 27] : canTie(configuration) ? [11, 27] : []
  return {
    type: 'verification',
    case_id: caseId(c),
    engine: engine.engine,
    key: armContent(engine.engine, caseName(c)),
    configuration,
    grade,
    basis: engine.returns === 'labels' ? 'labels' : 'neighbors',
    rows_graded: scoredRows(c).length,
    rows_ambiguous: ambiguous.length,
    ambiguous,
    rows_tied: tied,
    rows_other_vote: engine.vote === 'first-to-reach' && canTie(configuration) ? 3 : 0,
    ...(grade === 'approximate' ? { quality: qualityOf(engine, configuration) } : {}),
    wrong_share_upper: grade === 'labels-agree' ? 0.02 + 0.001 * configuration.n_neighbors : null,
    rows_wrong: grade === 'wrong' ? 3 : 0,
    first_wrong:
      grade === 'wrong'
        ? {
            test_row: 17,
            sentence: 'neighbor 3 of 5 is training row 402 at 1.2180, but row 88 at 1.2079 is nearer',
          }
        : null,
    score_rows: sha(`score_rows of ${caseName(c)}`),
    ...files,
  }
}

function qualityOf(
  { recall = 1 }: EngineSpec,
  { n_neighbors }: Configuration,
): NonNullable<Verification['quality']> {
  const missed = (1 - recall) * (1 + n_neighbors / 10)
  return {
    recall: 1 - missed,
    distance_ratio: 1 + missed / 8,
    distance_ratio_rows: 114,
    label_agreement: 1 - missed / 20,
  }
}

/** Exact engines but the baseline. */
function contrastsOf({ engines }: FixtureSpec): number {
  return engines.filter(({ recall }) => recall === undefined).length - 1
}

/** Whether two classes can have as many votes. */
function canTie({ n_neighbors, weights }: Configuration): boolean {
  return weights === 'uniform' && n_neighbors > 1
}

function blockRecords(context: Context): Draft[] {
  const { spec } = context
  const rounds = Array.from({ length: spec.S * spec.P }, (_, round) => round)
  return rounds.flatMap((round) => timedCases(spec).flatMap((c) => groupRecords(c, round, 1, context)))
}

/** All blocks of one case in one round, as one attempt. */
function groupRecords(c: CaseSpec, round: number, group_attempt: number, context: Context): Draft[] {
  const { spec } = context
  const arms = [
    ...spec.engines.map((engine) => ({ engine, arm: 'main' as const })),
    { engine: spec.engines[0], arm: 'null' as const },
  ]
  const drift = 0.02 * normal(context.random)
  return arms.flatMap(({ engine, arm }, position) =>
    blockOf({ c, round, group_attempt, engine, arm, position, drift }, context),
  )
}

interface BlockSpec {
  readonly c: CaseSpec
  readonly round: number
  readonly group_attempt: number
  readonly engine: EngineSpec
  readonly arm: 'main' | 'null'
  readonly position: number
  /** What the whole machine does in this round, in ln t. */
  readonly drift: number
}

function blockOf(
  { c, round, group_attempt, engine, arm, position, drift }: BlockSpec,
  context: Context,
): Draft[] {
  const { spec, random } = context
  const block_id = `${c.dataset}-${round}-${group_attempt}-${engine.engine}-${arm}`
  const subset = subsetsOf(context)[round % spec.S]
  const configurations = subset.filter(
    (configuration) => engine.failure?.(c.dataset, configuration) === undefined,
  )
  const shift = drift + engine.speed(c.dataset) + c.noise * normal(random)
  const events = blockEvents(c, engine, configurations, shift, context)
  return [
    {
      type: 'block',
      block_id,
      group_id: `${caseId(c)}#${round}`,
      group_attempt,
      supersedes: group_attempt === 1 ? null : group_attempt - 1,
      session_id: 'session-1',
      round,
      subset: round % spec.S,
      position,
      case_id: caseId(c),
      engine: engine.engine,
      arm,
      threads: 1,
      key: armContent(engine.engine, caseName(c)),
      seed: 1,
      configurations,
      started_at: '2026-01-01T00:00:00.000Z',
      load_1m: 0.5,
    },
    ...events.map((value): Draft => ({ type: 'measurement', block_id, value })),
    {
      type: 'block-end',
      block_id,
      outcome: 'measured',
      message: null,
      wall_ns: 1.2e9,
      steal_share: 0.001,
      cpu_series: [],
    },
  ]
}

type Event = RecordOf<'measurement'>['value']

function blockEvents(
  c: CaseSpec,
  engine: EngineSpec,
  configurations: readonly Configuration[],
  shift: number,
  context: Context,
): Event[] {
  const events: Event[] = [
    memory('hello', null, 40e6, 41e6),
    { event: 'loaded', load_ns: 1_200_000, convert_ns: 300_000 },
    memory('load', null, 42e6, 43e6),
  ]
  for (const metric of new Set(configurations.map((configuration) => configuration.metric))) {
    events.push({ event: 'fit', metric, fit_ns: 400_000, cpu_ns: 390_000 }, memory('fit', metric, 44e6, 45e6))
    events.push({ event: 'first', metric, first_ns: whole(2e6 * Math.exp(shift)), cpu_ns: 1_900_000 })
    const ofMetric = configurations.filter((configuration) => configuration.metric === metric)
    for (const configuration of ofMetric) events.push(sample(c, configuration, shift, context))
    const searched = engine.returns === 'labels' ? [] : ofMetric
    for (const n_neighbors of new Set(searched.map((configuration) => configuration.n_neighbors))) {
      events.push({
        event: 'search',
        metric,
        n_neighbors,
        search_ns: whole(7e5 * Math.exp(shift)),
        count: 4,
        cpu_ns: 690_000,
      })
    }
    events.push(memory('predict', metric, 44e6, 44e6 + engine.growth_bytes))
  }
  return events
}

function memory(
  phase: 'hello' | 'load' | 'fit' | 'predict',
  metric: string | null,
  size_bytes: number,
  peak_bytes: number,
): Event {
  return { event: 'memory', phase, metric, size_bytes, peak_bytes, method: 'clear-refs' }
}

/** Nanoseconds of one call: more rows and features, a larger k and the manhattan metric take longer. */
function sample(c: CaseSpec, configuration: Configuration, shift: number, { spec, random }: Context): Event {
  const work = c.n_train * c.n_features * (spec.mode === 'batch' ? c.rows_timed : 1)
  const kind = (configuration.metric === 'manhattan' ? 0.1 : 0) + 0.002 * configuration.n_neighbors
  const predict_ns = whole(0.7 * work * Math.exp(kind + shift + 0.004 * normal(random)))
  const percentiles = { p50_ns: predict_ns, p95_ns: whole(1.3 * predict_ns), p99_ns: whole(1.9 * predict_ns) }
  return {
    event: 'sample',
    configuration,
    kind: 'predict',
    predict_ns,
    count: spec.mode === 'batch' ? 20 : 1000,
    cpu_ns: whole(0.98 * predict_ns),
    ...(spec.mode === 'single' ? { percentiles } : {}),
  }
}

function whole(value: number): number {
  return Math.round(value)
}
