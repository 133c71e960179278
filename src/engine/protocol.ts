import { z } from 'zod'

/** Engine protocol, version 1: one job file in, one JSON object a line out on file descriptor 3. */
export const PROTOCOL_VERSION = 1
export const MAX_LINE_BYTES = 1024 * 1024

const count = z.int().nonnegative()
const nanoseconds = z.number().nonnegative().describe('nanoseconds')
const bytes = z.number().describe('bytes')
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const configurationSchema = z.strictObject({
  n_neighbors: z.int().positive(),
  metric: z.string(),
  weights: z.enum(['uniform', 'distance']),
})

/** What an engine may tell beside labels. */
export const partSchema = z.enum(['neighbors', 'search'])

const metricBlock = z.strictObject({
  metric: z.string(),
  first: configurationSchema.describe('the fixed configuration of the first prediction and the warm-up'),
  configurations: z.array(configurationSchema).describe('timed, in this order'),
})

export const jobSchema = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  engine: z.string().describe("the manifest's name"),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  fit_depends_on: z.array(z.string()).describe('fit again when one of these changes (metric always does)'),
  task: z.enum(['classification', 'regression']),
  n_classes: count,
  threads: z.int().positive(),
  data: z.strictObject({
    X_train: z.string().describe('.npy float64 (n_train, n_features)'),
    y_train: z.string().describe('.npy (n_train,): class codes as int32; regression: numbers as float64'),
    X_timed: z.string().describe('.npy float64 (rows_timed, n_features)'),
    X_score: z.string().describe('.npy float64 (rows_scored, n_features)'),
  }),
  out: z.string().describe('folder for answer files'),
  protocol_options: z.strictObject({
    warmup: z.union([z.strictObject({ calls: count }), z.strictObject({ time_ns: nanoseconds })]),
    repeats: z.int().positive().describe('samples per configuration'),
    min_time_ns: nanoseconds.describe('a sample is a batch of calls lasting at least this'),
    mode: z.enum(['batch', 'single']),
    time_proba: z.boolean(),
    time_search: z.boolean(),
  }),
  timed: z.array(metricBlock),
  untimed: z
    .strictObject({
      configurations: z.array(configurationSchema),
      neighbors: z.array(z.strictObject({ metric: z.string(), n_neighbors: z.int().positive() })),
      sweep: z
        .literal(true)
        .exactOptional()
        .describe(
          'answer the whole grid of a metric from one search; asked only of engines whose manifest offers it',
        ),
    })
    .nullable()
    .describe('the pass that writes answers; null in later rounds'),
})
export type Job = z.infer<typeof jobSchema>

const timing = {
  count: z.int().positive().describe('calls in the batch'),
  cpu_ns: nanoseconds.describe('CPU time of one call'),
}
const percentiles = z.strictObject({ p50_ns: nanoseconds, p95_ns: nanoseconds, p99_ns: nanoseconds })

export const eventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('hello'),
    protocol: z.literal(PROTOCOL_VERSION),
    engine: z.string(),
    library: z.string(),
    version: z.string(),
    runtime: z.string(),
    flags: z.array(z.string()),
    dtype: z.enum(['float64', 'float32']).describe('of the distances it compares'),
    form: z.enum(['difference', 'norm']),
    threads: z.int().positive(),
  }),
  z.strictObject({
    event: z.literal('memory'),
    phase: z.enum(['hello', 'load', 'fit', 'predict', 'answers']),
    metric: z.string().nullable(),
    size_bytes: bytes.describe('resident size at the end of the phase'),
    peak_bytes: bytes.describe('resident peak within the phase'),
    method: z.enum(['clear-refs', 'sampled']),
  }),
  z.strictObject({ event: z.literal('loaded'), load_ns: nanoseconds, convert_ns: nanoseconds }),
  z.strictObject({
    event: z.literal('fit'),
    metric: z.string(),
    fit_ns: nanoseconds,
    cpu_ns: nanoseconds,
    detail: z.string().optional(),
  }),
  z.strictObject({
    event: z.literal('first'),
    metric: z.string(),
    first_ns: nanoseconds,
    cpu_ns: nanoseconds,
  }),
  z
    .strictObject({ event: z.literal('warm'), metric: z.string(), calls: count })
    .describe('the warm-up of a metric is over, and took so many calls'),
  z
    .strictObject({ event: z.literal('alive') })
    .describe(
      'a fit, a prediction or a search is over: told between them where no other event was told for 250 ms, outside every clock, since a silence longer than the timeout of one of them ends the engine',
    ),
  z.strictObject({
    event: z.literal('sample'),
    configuration: configurationSchema,
    kind: z.enum(['predict', 'proba']),
    predict_ns: nanoseconds.describe('one call of predict on all timed rows (mode single: on one row)'),
    ...timing,
    percentiles: percentiles.optional(),
    labels_sha256: sha256
      .optional()
      .describe(
        'of the little-endian bytes of the predictions of the timed rows, int32 class codes or float64 numbers; kind predict must tell it',
      ),
  }),
  z.strictObject({
    event: z.literal('search'),
    metric: z.string(),
    n_neighbors: z.int().positive(),
    search_ns: nanoseconds,
    ...timing,
  }),
  z.strictObject({
    event: z.literal('result'),
    configuration: configurationSchema,
    labels: z
      .string()
      .describe('.npy (rows_scored,), inside `out`: class codes as int32; regression: numbers as float64'),
    probabilities: z
      .string()
      .nullable()
      .describe('.npy float64 (rows_scored, n_classes), inside `out`; null for a regression'),
  }),
  z.strictObject({
    event: z.literal('neighbors'),
    metric: z.string(),
    n_neighbors: z.int().positive(),
    indices: z.string().describe('.npy int32 (rows_scored, n_neighbors)'),
    distances: z.string().describe('.npy float64 (rows_scored, n_neighbors): true, not squared'),
  }),
  z.strictObject({
    event: z.literal('failed'),
    kind: z.enum(['unsupported', 'out-of-memory', 'error']),
    message: z.string(),
    configuration: configurationSchema.optional(),
    part: partSchema.optional().describe('what failed beside the labels; those of the configuration stand'),
  }),
  z.strictObject({ event: z.literal('done') }),
])
export type EngineEvent = z.infer<typeof eventSchema>
export type EventOf<E extends EngineEvent['event']> = Extract<EngineEvent, { event: E }>
