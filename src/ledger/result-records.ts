import { z } from 'zod'
import { MAX_FAMILY } from '../config/limits.ts'
import { configurationSchema, eventSchema, partSchema } from '../engine/protocol.ts'
import { count, id, name, nanoseconds, sha256, shard, share, version } from './record-fields.ts'

const arm = z.enum(['main', 'null'])

const familySize = count.max(MAX_FAMILY)

const plannedArm = z.strictObject({
  case_id: id,
  engine: name,
  arm,
  threads: count,
  key: sha256.describe('content key without the configurations'),
  other_keys: z
    .array(sha256)
    .optional()
    .describe('of a merged ledger: the keys of the same arm in its other environments'),
  decision: z
    .enum(['run', 'score', 'over-budget', 'failed', 'unsupported'])
    .describe(
      'score: a fold, which is graded and never timed; failed: it could not be probed; unsupported: it offers no configuration of the grid',
    ),
  estimate_ns: nanoseconds.describe('of all rounds and the untimed pass; 0 for a fold'),
  score_rows: count
    .optional()
    .describe('rows of the untimed pass, the timed ones: all that the study asks would exceed max_arm'),
})

export const plan = z.strictObject({
  ...version,
  type: z.literal('plan'),
  plan_key: sha256,
  rounds: count.describe('0: a run that only answers'),
  subsets: z
    .array(z.array(configurationSchema))
    .describe('the S fixed subsets; round r (from 0) times subset r mod S'),
  passes: count,
  shard: shard
    .optional()
    .describe('the part of the study whose blocks this ledger holds; the plan is of all of it'),
  merged: z
    .strictObject({ shards: count.describe('how many parts the study was divided into; 0 if it was not') })
    .optional()
    .describe('united from the plans before it by knnbench merge'),
  family_size: familySize.describe('m: engine × case contrasts with the baseline'),
  dataset_families: z
    .array(z.strictObject({ dataset: name, family_size: familySize }))
    .describe('m of each dataset, for `family: dataset`'),
  arms: z.array(plannedArm),
  estimate_ns: nanoseconds,
})

export const probe = z.strictObject({
  ...version,
  type: z.literal('probe'),
  case_id: id,
  engine: name,
  key: sha256,
  startup_ns: nanoseconds,
  fit_ns: nanoseconds,
  predict_row_ns: nanoseconds.describe('one row, mean over the metrics probed'),
})

export const block = z.strictObject({
  ...version,
  type: z.literal('block'),
  block_id: id,
  group_id: id.describe('case × round'),
  group_attempt: count,
  supersedes: count
    .nullable()
    .describe(
      'the attempt before this one; an arm counts in its last attempt, and pairs never cross attempts',
    ),
  session_id: id,
  round: count,
  subset: count,
  position: count,
  case_id: id,
  engine: name,
  arm,
  threads: count,
  key: sha256,
  seed: z.int(),
  configurations: z.array(configurationSchema).describe('in the order they were timed'),
  started_at: z.iso.datetime(),
  load_1m: z.number(),
})

export const measurement = z.strictObject({
  ...version,
  type: z.literal('measurement'),
  block_id: id,
  value: eventSchema.describe(
    'an event of the engine protocol: memory, loaded, fit, first, sample or search',
  ),
})

const FAILURE_KINDS = [
  'timeout',
  'out-of-memory',
  'crashed',
  'unsupported',
  'over-budget',
  'changed-answers',
  'error',
] as const

export const blockEnd = z.strictObject({
  ...version,
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

const cell = { case_id: id, engine: name, key: sha256, configuration: configurationSchema }

const answerQuality = z.strictObject({
  recall: share.describe('of the returned neighbors, those within ε of the k-th true distance'),
  distance_ratio: z
    .number()
    .min(1)
    .nullable()
    .describe('mean over rows of Σ distances returned / Σ true distances'),
  distance_ratio_rows: count.describe('rows that have one'),
  label_agreement: share.describe('rows whose label an exact engine could give'),
})

export const verification = z.strictObject({
  ...version,
  type: z.literal('verification'),
  ...cell,
  grade: z.enum([
    'identical',
    'tie-equivalent',
    'epsilon-equivalent',
    'labels-agree',
    'approximate',
    'undecidable',
    'wrong',
  ]),
  basis: z.enum(['neighbors', 'labels']),
  rows_graded: count,
  rows_ambiguous: count,
  ambiguous: z.array(count).describe('positions in the test part, at most the first 1,000'),
  rows_tied: count,
  rows_other_vote: count,
  quality: answerQuality.optional().describe('for grade approximate only'),
  wrong_share_upper: share.nullable(),
  rows_wrong: count,
  /** For grade wrong: position in the test part and a sentence. */
  first_wrong: z.strictObject({ test_row: count, sentence: z.string() }).nullable(),
  /** The next three name files in `answers/`. */
  score_rows: sha256.describe('the rows graded: positions in the test part, in the order of the answers'),
  labels: sha256,
  probabilities: sha256.nullable(),
})

export const failure = z.strictObject({
  ...version,
  type: z.literal('failure'),
  case_id: id,
  engine: name,
  arm,
  key: sha256,
  /** null: the whole arm. */
  configuration: configurationSchema.nullable(),
  stage: z.enum(['plan', 'answers', 'round']),
  kind: z.enum(FAILURE_KINDS),
  message: z.string(),
})

/** What an engine could not do beside its labels: the arm goes on without it, and its cells stand. */
export const fallback = z.strictObject({
  ...version,
  type: z.literal('fallback'),
  ...cell,
  part: partSchema.describe(
    'neighbors: cells of this distance metric are graded by their labels; search: the arm times none',
  ),
  kind: z.enum(FAILURE_KINDS),
  message: z.string(),
})

/** Processes that still ran when their engine had ended by itself; they were killed. */
export const leftover = z.strictObject({
  ...version,
  type: z.literal('leftover'),
  case_id: id,
  engine: name,
  key: sha256,
  processes: count,
})

export const again = z.strictObject({
  ...version,
  type: z.literal('again'),
  case_id: id,
  engine: name,
  key: sha256,
  until: z
    .enum(['answers', 'rounds'])
    .describe(
      'what was asked for again: grades only, or times too; what came before of this arm counts no more',
    ),
})
