import { z } from 'zod'
import { between, flag, list, mapping, seed, whole } from './schema-blocks.ts'

/** How a study file writes what it changes one at a time; that there is one change is checked in `check-variants.ts`. */

const split = mapping({
  test_size: between(0, 1)
    .exactOptional()
    .describe("Share of the rows in the test part; by default the study's."),
  stratify: flag.exactOptional().describe("Keep the class shares in both parts; by default the study's."),
  seeds: list(seed).exactOptional().describe("One split a seed; by default the study's."),
})

const sample = mapping({
  rows: whole(2).describe('Rows that are drawn before the split, at random and without replacement.'),
  seed: seed.default(1).describe('Seed of that draw.'),
})

export function variantSchema<S extends z.ZodType>(steps: S) {
  return mapping({
    prepare: steps.exactOptional().describe('Other preparation steps.'),
    split: split.exactOptional().describe('Another holdout.'),
    keep: list(z.string({ error: 'text' }).min(1, { error: 'text that is not empty' }))
      .exactOptional()
      .describe('Columns that are features, although the dataset leaves them out.'),
    sample: sample.exactOptional().describe('Fewer rows of the dataset.'),
    n_neighbors: list(whole(1))
      .exactOptional()
      .describe('Of the grid, where its other numbers of neighbors are too dear.'),
  })
}

const difference = between(-1, 1)

export const publishedSchema = mapping({
  accuracy: difference.exactOptional().describe('One accuracy less the other, -1 … 1.'),
  recall: difference.exactOptional().describe('One recall less the other, -1 … 1.'),
})
