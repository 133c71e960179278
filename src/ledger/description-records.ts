import { z } from 'zod'
import { ALPHA, EQUIVALENCE } from '../config/limits.ts'
import { PREPARE_STEPS } from '../config/study.ts'
import { calibration } from './calibration-fields.ts'
import { count, id, name, nanoseconds, sha256, share, version } from './record-fields.ts'

const NARROWING_FLAG = /^(--(dataset|engine) [a-z0-9][a-z0-9._-]{0,63}|--rounds \d{1,15}|--allow-outside)$/

/** A report prints it for the user to type, and a ledger may come from a stranger. */
const SETUP_COMMAND =
  /^(knnbench engines setup [a-z0-9][a-z0-9._-]{0,63}|npm install (@[a-z0-9][\w.-]{0,99}\/)?[A-Za-z0-9][\w.-]{0,99})$/

const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('prepare'), steps: z.array(z.enum(PREPARE_STEPS)).readonly() }),
  z.strictObject({
    kind: z.literal('split'),
    test_size: share,
    stratify: z.boolean(),
    seeds: z.array(count).readonly(),
  }),
  z.strictObject({ kind: z.literal('keep'), columns: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('sample'), rows: count, seed: count }),
])

const variant = z.strictObject({ name, change, n_neighbors: z.array(count).readonly().optional() })

const difference = z.number().gt(-1).lt(1)

export const study = z.strictObject({
  ...version,
  type: z.literal('study'),
  study_hash: sha256,
  tool_version: z.string(),
  name,
  task: z.enum(['classification', 'regression']),
  datasets: z.array(name),
  engines: z.array(
    z.strictObject({
      name,
      use: name,
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
  baseline: name,
  grid: z.strictObject({
    n_neighbors: z.array(z.int()),
    metric: z.array(z.string()),
    weights: z.array(z.enum(['uniform', 'distance'])),
  }),
  variants: z
    .array(variant.readonly())
    .readonly()
    .optional()
    .describe('single changes under which the baseline was scored too'),
  published: z
    .record(name, z.strictObject({ accuracy: difference.optional(), recall: difference.optional() }))
    .optional()
    .describe('score differences that somebody published, by dataset'),
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
  analysis: z.strictObject({
    alpha: z.number().gt(ALPHA.above).lt(ALPHA.below),
    equivalence: z.number().gt(EQUIVALENCE.above).lt(EQUIVALENCE.below),
    family: z.enum(['study', 'dataset']),
  }),
  invoked: z
    .strictObject({
      study: z.string().optional().describe('as typed, if that was no absolute path'),
      table: z
        .strictObject({
          data: z.string().optional().describe('as typed, if that was no absolute path'),
          target: z.string(),
        })
        .optional()
        .describe('instead of a study, the table that was run without one'),
      flags: z
        .array(z.string().regex(NARROWING_FLAG))
        .describe('what narrowed the study or changed its rounds'),
    })
    .optional()
    .describe('how the study was named, so that a report can name the command that goes on with it'),
  study_file: z
    .string()
    .optional()
    .describe(
      'the study as it was run, as the text of a study file with nothing left to default: what `knnbench reproduce` runs. Of a path outside the working directory only the last part',
    ),
})

export const environment = z.strictObject({
  ...version,
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
  calibration: calibration.optional().describe('where this machine was calibrated before the run'),
})

export const session = z.strictObject({
  ...version,
  type: z.literal('session'),
  session_id: id,
  environment_id: sha256,
  boot: z.string().describe('hash of the boot identifier; pairs never cross it'),
  started_at: z.iso.datetime(),
  /** Cores engines are pinned to; null where pinning is not to be had. */
  engine_cores: z.array(count).nullable(),
  host_cores: z.array(count).nullable(),
})

export const data = z.strictObject({
  ...version,
  type: z.literal('data'),
  case_id: id,
  dataset: name,
  split_label: z.string(),
  split_seed: z.int().nullable().describe('null: the rows were not shuffled'),
  fold: count.nullable().describe('of a cross-validation, from 1: scored and never timed'),
  repeat: count.optional().describe('of a repeated cross-validation, from 1'),
  prepare: z.string(),
  variant: z
    .strictObject({ of: name, name, n_neighbors: z.array(count).optional() })
    .optional()
    .describe(
      'what a case changes of the dataset that it is of: scored by the baseline alone and never timed',
    ),
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

export const engine = z.strictObject({
  ...version,
  type: z.literal('engine'),
  engine: name,
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
export const leftOut = z.strictObject({
  ...version,
  type: z.literal('left-out'),
  engine: name,
  missing: z.string().describe('what is missing'),
  fix: z.string().regex(SETUP_COMMAND).describe('the command that sets it up'),
})
