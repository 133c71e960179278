import { z } from 'zod'
import { engineCount, expandEngine, MOST_ENGINES } from './expand-engine.ts'
import { ALPHA, EQUIVALENCE } from './limits.ts'
import { isMetricName, MINKOWSKI_PATTERN, metricProposals, metricRule } from './metric-name.ts'
import { NAME } from './name.ts'
import {
  between,
  choice,
  duration,
  flag,
  list,
  mapping,
  oneOrMore,
  seed,
  whole,
  wholeOrAll,
} from './schema-blocks.ts'
import { severalSplits, singleSplit } from './split-schema.ts'
import { type KnownNames, PREPARE_STEPS } from './study.ts'
import { publishedSchema, variantSchema } from './variant-schema.ts'

/**
 * The study file as users write it. What spans several keys, and the names of datasets and engines, is
 * checked in `check-study.ts`.
 */

const NAME_RULE = 'a name of at most 64 characters: a-z, 0-9, ".", "_", "-", a letter or digit first'
const TEXT_RULE = 'text'
const PATH_RULE = 'a path'

/** What is allowed where a number, true or false was meant as text and helps once it is in quotes. */
export const TEXT_RULES: readonly string[] = [NAME_RULE, TEXT_RULE, PATH_RULE]

const name = z.string({ error: NAME_RULE }).regex(NAME, { error: NAME_RULE })
const text = z.string({ error: TEXT_RULE }).min(1, { error: 'text that is not empty' })
const path = z.string({ error: PATH_RULE }).regex(/^[^\0]+$/, { error: PATH_RULE })

/** The schema of a study file, extended ones merged in; names of metrics come from `known`. */
export function studyFileSchema(known: KnownNames) {
  return mapping({
    name: name.describe('Name of the study; its results go to results/<name>.'),
    extends: text
      .exactOptional()
      .describe('A bundled study or the relative path of another one; keys given here win, lists replace.'),
    task: choice(['classification', 'regression']).default('classification').describe('What is predicted.'),
    datasets: list(datasetEntry(known)).describe('What the engines run on.'),
    engines: list(engineEntry(known)).describe('The implementations that are compared.'),
    baseline: name.exactOptional().describe('The engine that ratios are against; by default the first one.'),
    grid: gridSchema(known).prefault({}).describe('Every combination of these values is one configuration.'),
    split: singleSplit.exactOptional().describe('One split into training and test part.'),
    splits: list(severalSplits).exactOptional().describe('Several splits; instead of `split`.'),
    prepare: steps.exactOptional().describe('Preparation steps, in order, fitted on the training part.'),
    prepares: prepares.exactOptional().describe('Several named preparations; instead of `prepare`.'),
    variants: variants
      .exactOptional()
      .describe('Single changes under which the baseline is scored too: table `causes`.'),
    published: published
      .exactOptional()
      .describe('Score differences that somebody published, by dataset, for table `causes`.'),
    protocol: protocolSchema.prefault({}).describe('How time is measured.'),
    analysis: analysisSchema.prefault({}).describe('How measurements become verdicts.'),
  })
}
export type StudyFile = z.output<ReturnType<typeof studyFileSchema>>
export type DatasetFileEntry = StudyFile['datasets'][number]
export type EngineFileEntry = StudyFile['engines'][number]
export type ProtocolFile = StudyFile['protocol']

/** The names of the engines that an entry stands for; its own where they are too many. */
export function engineNames(entry: EngineFileEntry): string[] {
  if (typeof entry === 'string' || engineCount(entry.params) > MOST_ENGINES) return [nameOf(entry)]
  return expandEngine(entry.name, entry.params).map(({ name }) => name)
}

/** The name of an entry, whichever way it is written. */
export function nameOf(entry: string | { readonly name: string }): string {
  return typeof entry === 'string' ? entry : entry.name
}

const synthetic = mapping({
  n: oneOrMore(whole(2), 'a whole number from 2, or a list of them').describe(
    'Rows; a list gives one dataset per pair of n and d.',
  ),
  d: oneOrMore(whole(1), 'a whole number from 1, or a list of them').describe('Features.'),
  classes: whole(2, 1000)
    .default(2)
    .describe('Classes; a regression has a number instead, smooth in the features with noise.'),
  seed: seed.default(1).describe('Seed of the generator.'),
})

/** Keys that say how a table is read; the same for files and as overrides of a known dataset. */
const table = {
  target: text.exactOptional().describe('Column to predict.'),
  drop: list(text).exactOptional().describe('Columns to leave out.'),
  categorical: list(text).exactOptional().describe('Columns to read as text although they look numeric.'),
  missing: list(text)
    .exactOptional()
    .describe('Cells that mean "missing", beside the empty cell, NA, NaN and null.'),
  positive: text.exactOptional().describe('Label of the positive class; by default the last label in order.'),
  delimiter: choice([',', ';', '\t'], '",", ";", "\\t"')
    .exactOptional()
    .describe('Between cells; by default found out.'),
  decimal: choice(['.', ','], '".", ","').exactOptional().describe('Decimal mark; by default a point.'),
  encoding: choice(['utf-8', 'latin1', 'utf-16le', 'utf-16be'])
    .exactOptional()
    .describe('Of the bytes; by default UTF-8.'),
}

function datasetEntry(known: KnownNames) {
  const entry = mapping({
    name: name.describe('Name in tables; of a known dataset if there is neither path nor synthetic.'),
    path: path.exactOptional().describe('CSV file or .npy array, relative to this study file.'),
    synthetic: synthetic.exactOptional().describe('Seeded random data instead of a file.'),
    ...table,
  }).meta({ dependencies: { path: ['target'] }, not: { required: ['path', 'synthetic'] } })
  return z.union([z.string().meta({ enum: known.datasets }), entry], {
    error: 'a dataset name, or a mapping with at least a name',
  })
}

function engineEntry(known: KnownNames) {
  const value = z.union([z.string(), z.number(), z.boolean()], { error: 'text, a number, true or false' })
  const values = z.union([value, list(value)], {
    error: 'text, a number, true or false, or a list of such values',
  })
  const entry = mapping({
    name: name.describe('Name in tables.'),
    use: z
      .string({ error: 'an engine name' })
      .meta({ enum: known.engines })
      .exactOptional()
      .describe('The engine that runs, where the name is another.'),
    manifest: path
      .exactOptional()
      .describe('Manifest of an engine outside the installation, relative to this study file.'),
    params: z
      .record(
        z
          .string()
          .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, { error: 'letters, digits and "_", a letter first' }),
        values,
        {
          error: 'a mapping of parameters',
        },
      )
      .default({})
      .describe("The engine's own parameters; a list of values gives one engine a value."),
  }).meta({ not: { required: ['use', 'manifest'] } })
  return z.union([z.string().meta({ enum: known.engines }), entry], {
    error: 'an engine name, or a mapping with at least a name',
  })
}

function gridSchema(known: KnownNames) {
  return mapping({
    n_neighbors: list(whole(1))
      .default([1, 3, 5, 7, 9, 11, 15, 21, 31, 51])
      .describe('Numbers of neighbors.'),
    metric: list(metricSchema(known.metrics))
      .default(['euclidean', 'manhattan'])
      .describe("Distances; Minkowski's with its p: minkowski(3)."),
    weights: list(choice(['uniform', 'distance']))
      .default(['uniform', 'distance'])
      .describe('Votes.'),
  })
}

function metricSchema(known: readonly string[]) {
  const rule = metricRule(known)
  const names = z.string({ error: rule }).superRefine((written, context) => {
    if (isMetricName(written, known)) return
    context.addIssue({
      code: 'custom',
      message: rule,
      params: { proposals: metricProposals(written, known) },
    })
  })
  const plain = known.filter((one) => isMetricName(one, known))
  return names.meta({ anyOf: [{ enum: plain }, { pattern: MINKOWSKI_PATTERN }] })
}

const steps = list(choice(PREPARE_STEPS))
const prepares = named(steps, 'a mapping of names to lists of steps')
const variants = named(variantSchema(steps), 'a mapping of names to changes')
const published = named(publishedSchema, 'a mapping of datasets to differences')

function named<S extends z.ZodType>(value: S, error: string) {
  return z
    .record(z.string().regex(NAME, { error: NAME_RULE }), value, { error })
    .refine((entries) => Object.keys(entries).length > 0, { error: 'a mapping with at least one entry' })
    .meta({ minProperties: 1 })
}

const WARMUP_RULE = 'a number of calls, or a duration such as 200ms'
const calls = whole(0, Number.MAX_SAFE_INTEGER, WARMUP_RULE).transform((count) => ({ calls: count }))

const protocolSchema = mapping({
  rounds: whole(1)
    .default(15)
    .describe('Blocks of every engine, each in a fresh process; the unit of replication.'),
  configurations_per_round: wholeOrAll()
    .default('all')
    .describe('Configurations timed in one round; rounds must cover the grid in whole passes.'),
  rows: wholeOrAll().default('all').describe('Test rows that are timed.'),
  score_rows: wholeOrAll().default('all').describe('Test rows that are scored and graded.'),
  warmup: z
    .union([calls, duration('0ms').transform((time_ns) => ({ time_ns }))], { error: WARMUP_RULE })
    .prefault('200ms')
    .describe('Before each metric is timed: a number of calls or a duration.'),
  repeats: whole(1).default(1).describe('Samples per configuration and round.'),
  min_time: duration('0ms')
    .prefault('20ms')
    .describe('A sample is a batch of calls that lasts at least this.'),
  mode: choice(['batch', 'single']).default('batch').describe('All rows in one call, or one row a call.'),
  time_proba: flag.default(false).describe('Time probabilities too.'),
  seed: seed.default(1).describe('Seed of every random order.'),
  threads: whole(1, 4096).default(1).describe('Threads of every engine.'),
  timeout: duration('1ms').prefault('60s').describe('Limit of one fit or prediction.'),
  max_arm: duration('1ms')
    .exactOptional()
    .describe('An engine whose estimate for one case is longer is not run.'),
  budget: duration('1ms')
    .exactOptional()
    .describe('If the estimates exceed this, the slowest engines are left out.'),
})

const analysisSchema = mapping({
  alpha: between(ALPHA.above, ALPHA.below)
    .default(0.05)
    .describe('Level of the whole family of comparisons.'),
  equivalence: between(EQUIVALENCE.above, EQUIVALENCE.below)
    .default(0.05)
    .describe('Ratios within 1 + this count as equivalent.'),
  family: choice(['study', 'dataset']).default('study').describe('The comparisons corrected together.'),
})
