import { z } from 'zod'
import { configurationSchema, eventSchema } from '../engine/protocol.ts'

/** Version of every record; raised when a field changes its meaning. */
export const LEDGER_SCHEMA_VERSION = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const nanoseconds = z.number().nonnegative()
const count = z.int().nonnegative()
const id = z.string().min(1)
const arm = z.enum(['main', 'null'])
const share = z.number().min(0).max(1)

const base = { schema: z.literal(LEDGER_SCHEMA_VERSION) }

const study = z.strictObject({
  ...base,
  type: z.literal('study'),
  study_hash: sha256,
  tool_version: z.string(),
  name: z.string(),
  task: z.enum(['classification', 'regression']),
  datasets: z.array(z.string()),
  engines: z.array(
    z.strictObject({
      name: z.string(),
      use: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  baseline: z.string(),
  grid: z.strictObject({
    n_neighbors: z.array(z.int()),
    metric: z.array(z.string()),
    weights: z.array(z.enum(['uniform', 'distance'])),
  }),
  protocol: z.strictObject({
    rounds: count,
    configurations_per_round: z.union([count, z.literal('all')]),
    rows: z.union([count, z.literal('all')]),
    score_rows: z.union([count, z.literal('all')]),
    warmup: z.union([z.strictObject({ calls: count }), z.strictObject({ time_ns: nanoseconds })]),
    repeats: count,
    min_time_ns: nanoseconds,
    mode: z.enum(['batch', 'single']),
    time_proba: z.boolean(),
    seed: z.int(),
    threads: count,
    timeout_ns: nanoseconds,
    max_arm_ns: nanoseconds.optional(),
    budget_ns: nanoseconds.optional(),
  }),
  analysis: z.strictObject({ alpha: share, equivalence: z.number(), family: z.enum(['study', 'dataset']) }),
})

const environment = z.strictObject({
  ...base,
  type: z.literal('environment'),
  environment_id: sha256,
  platform: z.string(),
  kernel: z.string(),
  arch: z.string(),
  cpu: z.string(),
  cores: count,
  memory_bytes: count,
  virtual: z.boolean(),
  node: z.string(),
})

const session = z.strictObject({
  ...base,
  type: z.literal('session'),
  session_id: id,
  environment_id: sha256,
  boot: z.string().describe('hash of the boot identifier; pairs never cross it'),
  started_at: z.iso.datetime(),
  /** Cores engines are pinned to; null where pinning is not to be had. */
  engine_cores: z.array(count).nullable(),
  host_cores: z.array(count).nullable(),
})

const data = z.strictObject({
  ...base,
  type: z.literal('data'),
  case_id: id,
  dataset: z.string(),
  split_label: z.string(),
  split_seed: z.int(),
  fold: count.nullable(),
  prepare: z.string(),
  key: sha256,
  n_train: count,
  n_test: count,
  n_features: count,
  classes: z.array(z.string()),
  positive: z.string(),
  warnings: z.array(z.looseObject({ code: z.string() })),
  rows_timed: count,
  rows_scored: count,
  source_sha256: sha256,
  X_train_sha256: sha256,
  X_test_sha256: sha256,
  /** The next four name files in `answers/`. */
  y_test: sha256,
  test_index: sha256,
  timed_rows: sha256.describe('positions in the test part'),
  score_rows: sha256.describe('positions in the test part'),
})

const engine = z.strictObject({
  ...base,
  type: z.literal('engine'),
  engine: z.string(),
  ecosystem: z.string(),
  library: z.string(),
  version: z.string(),
  runtime: z.string(),
  flags: z.array(z.string()),
  exact: z.boolean(),
  dtype: z.enum(['float64', 'float32']),
  form: z.enum(['difference', 'norm']),
  vote: z.string(),
  manifest_sha256: sha256,
})

/** An engine of the study that is not ready on this machine: a row, never silence. */
const leftOut = z.strictObject({
  ...base,
  type: z.literal('left-out'),
  engine: z.string(),
  missing: z.string().describe('what is missing'),
  fix: z.string().describe('the command that sets it up'),
})

const plannedArm = z.strictObject({
  case_id: id,
  engine: z.string(),
  arm,
  threads: count,
  key: sha256.describe('content key without the configurations'),
  decision: z.enum(['run', 'over-budget']),
  estimate_ns: nanoseconds.describe('of all rounds and the untimed pass'),
})

const plan = z.strictObject({
  ...base,
  type: z.literal('plan'),
  plan_key: sha256,
  rounds: count,
  subsets: z
    .array(z.array(configurationSchema))
    .describe('the S fixed subsets; round r (from 0) times subset r mod S'),
  passes: count,
  family_size: count.describe('m: engine × case contrasts with the baseline'),
  arms: z.array(plannedArm),
  estimate_ns: nanoseconds,
})

const probe = z.strictObject({
  ...base,
  type: z.literal('probe'),
  case_id: id,
  engine: z.string(),
  key: sha256,
  startup_ns: nanoseconds,
  fit_ns: nanoseconds,
  predict_row_ns: nanoseconds.describe('one row, mean over the metrics probed'),
})

const block = z.strictObject({
  ...base,
  type: z.literal('block'),
  block_id: id,
  group_id: id.describe('case × round'),
  group_attempt: count,
  supersedes: count.nullable().describe('the earlier attempt of this group, which no longer counts'),
  session_id: id,
  round: count,
  subset: count,
  position: count,
  case_id: id,
  engine: z.string(),
  arm,
  threads: count,
  key: sha256,
  seed: z.int(),
  configurations: z.array(configurationSchema).describe('in the order they were timed'),
  started_at: z.iso.datetime(),
  load_1m: z.number(),
})

const measurement = z.strictObject({
  ...base,
  type: z.literal('measurement'),
  block_id: id,
  value: eventSchema.describe(
    'an event of the engine protocol: memory, loaded, fit, first, sample or search',
  ),
})

export const FAILURE_KINDS = [
  'timeout',
  'out-of-memory',
  'crashed',
  'unsupported',
  'over-budget',
  'changed-answers',
  'error',
] as const

const blockEnd = z.strictObject({
  ...base,
  type: z.literal('block-end'),
  block_id: id,
  outcome: z.enum(['measured', 'timeout', 'out-of-memory', 'crashed', 'changed-answers', 'interrupted']),
  message: z.string().nullable(),
  wall_ns: nanoseconds,
  /** Share of this machine's CPU time that the hypervisor took while the block ran. */
  steal_share: share.nullable(),
  cpu_series: z.array(
    z.strictObject({ at_ms: z.number(), cpu_percent: z.number(), memory_bytes: z.number() }),
  ),
})

const cell = { case_id: id, engine: z.string(), key: sha256, configuration: configurationSchema }

const verification = z.strictObject({
  ...base,
  type: z.literal('verification'),
  ...cell,
  grade: z.enum([
    'identical',
    'tie-equivalent',
    'epsilon-equivalent',
    'labels-agree',
    'undecidable',
    'wrong',
  ]),
  basis: z.enum(['neighbors', 'labels']),
  rows_graded: count,
  rows_ambiguous: count,
  ambiguous: z.array(count).describe('positions in the test part, at most the first 1,000'),
  rows_tied: count,
  rows_other_vote: count,
  wrong_share_upper: share.nullable(),
  rows_wrong: count,
  /** For grade wrong: position in the test part and a sentence. */
  first_wrong: z.strictObject({ test_row: count, sentence: z.string() }).nullable(),
  /** Files in `answers/`; rows are those of `data.score_rows`. */
  labels: sha256,
  probabilities: sha256.nullable(),
})

const failure = z.strictObject({
  ...base,
  type: z.literal('failure'),
  case_id: id,
  engine: z.string(),
  arm,
  key: sha256,
  /** null: the whole arm. */
  configuration: configurationSchema.nullable(),
  stage: z.enum(['plan', 'answers', 'round']),
  kind: z.enum(FAILURE_KINDS),
  message: z.string(),
})

export const recordSchema = z.discriminatedUnion('type', [
  study,
  environment,
  session,
  data,
  engine,
  leftOut,
  plan,
  probe,
  block,
  measurement,
  blockEnd,
  verification,
  failure,
])
export type LedgerRecord = z.infer<typeof recordSchema>
export type RecordType = LedgerRecord['type']
export type RecordOf<T extends RecordType> = Extract<LedgerRecord, { type: T }>
