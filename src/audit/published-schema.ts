import { z } from 'zod'
import { NAME } from '../config/name.ts'
import { choice, list, mapping } from '../config/schema-blocks.ts'
import { PRINTED } from './printed.ts'

/** Every schema's error text is what is allowed there, as in the study file. */
const PRINTED_RULE = 'a number as it is printed, such as "0.7840", "<0.001", "1,845.2", "+0.64 %" or "4e-6"'
const NAME_RULE = 'a name of at most 64 characters: a-z, 0-9, ".", "_", "-", a letter or digit first'
const KEY_RULE = 'a name of letters, digits, "_" and "-", and none that every object has, such as constructor'
const TEXT_RULE = 'text that is not empty'
const MOST = 10_000_000
const COUNT_RULE = `a whole number from 1 to ${MOST}`
const CELLS_RULE = `a whole number from 0 to ${MOST}`
const LEVEL_RULE = 'a number between 0 and 1, such as 0.95'

/** More are no study, and would take a while: the time grows with their square. */
const MOST_DATASETS = 1000

const text = z.string({ error: TEXT_RULE }).min(1, { error: TEXT_RULE })
const number = z.string({ error: PRINTED_RULE }).regex(PRINTED, { error: PRINTED_RULE })
const key = z
  .string({ error: KEY_RULE })
  .regex(/^[A-Za-z0-9][\w-]{0,63}$/, { error: KEY_RULE })
  .refine((name) => !(name in {}), { error: KEY_RULE })
const count = z.int({ error: COUNT_RULE }).min(1, { error: COUNT_RULE }).max(MOST, { error: COUNT_RULE })
const cell = z.int({ error: CELLS_RULE }).min(0, { error: CELLS_RULE }).max(MOST, { error: CELLS_RULE })
const level = z.number({ error: LEVEL_RULE }).gt(0, { error: LEVEL_RULE }).lt(1, { error: LEVEL_RULE })

const interval = list(number).length(2, { error: 'a list of two numbers: low, high' })
const values = record(list(number)).describe('By system: the value on each dataset, in their order.')

const claimSchema = mapping({
  table: key.describe('The table of `tables` that it is about.'),
  ratio: list(key)
    .length(2, { error: 'a list of two systems: numerator, denominator' })
    .optional()
    .describe('Numerator and denominator of ratios; by default the two systems in their order.'),
  scale: choice(['difference', 'log-ratio'])
    .default('difference')
    .describe('What the test is of: differences, or logarithms of ratios.'),
  test: choice(['paired-t', 'wilcoxon', 'sign'])
    .default('paired-t')
    .describe('The test behind p, two-sided, with the datasets as pairs.'),
  mean: record(number).optional().describe('By system: the mean over the datasets.'),
  difference: number.optional().describe('Mean over the datasets of first system − second.'),
  t: number.optional(),
  p: number.optional(),
  cohen_d: number.optional(),
  ci: mapping({ level: level.default(0.95), ends: interval })
    .optional()
    .describe('Interval of the mean difference.'),
  geometric_mean_ratio: number.optional(),
  ratio_range: interval.optional().describe('Smallest and largest ratio over the datasets.'),
})

const intervalsSchema = mapping({
  table: key.describe('The table whose values they are of: shares of the test rows.'),
  level: level.default(0.95),
  resamples: count.default(1000).describe('Bootstrap resamples; fewer make wider limits.'),
  values: record(list(interval)).describe('By system: low and high on each dataset.'),
})

const foldsSchema = mapping({
  table: key.describe('The score: accuracy is a count over the rows of a fold.'),
  dataset: key,
  n_test: count.describe('Rows of one fold.'),
  values: record(list(number)).describe('By system: the value of each fold.'),
})

const seriesSchema = mapping({
  name: key,
  x: list(number).min(3, { error: 'a list of at least three numbers' }),
  y: record(list(number)),
  fit: record(
    mapping({ slope: number.optional(), intercept: number.optional(), r2: number.optional() }),
  ).describe('By system: the straight line that is printed for it.'),
})

const matrix = mapping({ tn: cell, fp: cell, fn: cell, tp: cell })

/** A published comparison of two systems on several datasets, as it is printed. */
export const publishedSchema = mapping({
  name: z.string({ error: NAME_RULE }).regex(NAME, { error: NAME_RULE }),
  source: text.describe('Where the figures are printed.'),
  systems: list(key)
    .length(2, { error: 'a list of two systems' })
    .describe('What is compared; differences are the first − the second.'),
  datasets: list(key).max(MOST_DATASETS, { error: `a list of at most ${MOST_DATASETS}` }),
  n_test: list(count).optional().describe('Test rows of each dataset, in their order.'),
  tables: record(values).describe(
    'By measure. accuracy, precision, recall and f1 are also checked against each other.',
  ),
  confusion: record(record(matrix))
    .optional()
    .describe('By dataset, then system: counts of the printed confusion matrix.'),
  intervals: list(intervalsSchema).optional().describe('Intervals of the values of a table.'),
  folds: list(foldsSchema).optional().describe('Values of cross-validation folds.'),
  series: list(seriesSchema).optional().describe('Values against a size, with the line fitted to them.'),
  claims: list(claimSchema).optional().describe('Statistics that are claimed of a table.'),
})

export type Published = z.output<typeof publishedSchema>
export type PublishedClaim = z.output<typeof claimSchema>
export type PublishedMatrix = z.output<typeof matrix>

/** JSON Schema (draft 7) of the file of a published study. */
export function publishedJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(publishedSchema, { target: 'draft-7', io: 'input', override: allowNumbers }),
    title: 'knnbench published study',
    description: 'Figures as a publication prints them, for knnbench claims audit.',
  }
}

/** A printed number needs no quotes: it is read as it is written. */
function allowNumbers({ jsonSchema }: { jsonSchema: { pattern?: string; type?: unknown } }): void {
  if (jsonSchema.pattern === PRINTED.source) Object.assign(jsonSchema, { type: ['string', 'number'] })
}

function record<Value extends z.ZodType>(value: Value) {
  return z.record(key, value, { error: 'a mapping' })
}
