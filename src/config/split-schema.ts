import { z } from 'zod'
import { between, choice, flag, list, mapping, seed, whole } from './schema-blocks.ts'

/** How a study file writes its splits: scikit-learn's names, and its defaults but for the seed, which is 42. */

const SEED = 42
/** A fold is a case with files of its own. */
const MAX_FOLDS = 1000

const holdout = {
  kind: choice(['holdout']).default('holdout').describe('One random test part.'),
  test_size: between(0, 1).default(0.2).describe('Share of the rows in the test part.'),
  stratify: flag
    .exactOptional()
    .describe('Keep the class shares in both parts; by default true for classification.'),
}

const n_splits = whole(2, MAX_FOLDS).default(5).describe('Folds.')

const folds = [
  mapping({
    kind: choice(['kfold', 'stratified-kfold']).describe('Cross-validation: scored, not timed.'),
    n_splits,
    shuffle: flag.default(false).describe('Deal the rows out in random order.'),
    seed: seed.exactOptional().describe(`Seed of that order; by default ${SEED}.`),
  }),
  mapping({
    kind: choice(['repeated-stratified-kfold']).describe('Cross-validation, repeated: scored, not timed.'),
    n_splits,
    n_repeats: whole(1, MAX_FOLDS).default(10).describe('Repeats, each in another random order.'),
    seed: seed.default(SEED).describe('Seed of all orders.'),
  }),
  mapping({
    kind: choice(['time-series']).describe('Folds that follow their training rows: scored, not timed.'),
    n_splits,
    gap: whole(0).default(0).describe('Rows left out between training and test part.'),
  }),
] as const

const KINDS = ['holdout', 'kfold', 'stratified-kfold', 'repeated-stratified-kfold', 'time-series']

function byKind<S extends z.ZodRawShape & { kind: typeof holdout.kind }>(shape: S) {
  return z.discriminatedUnion('kind', [mapping(shape), ...folds], {
    error: ({ input }) =>
      isMapping(input) ? KINDS.join(', ') : `a mapping with a kind: ${KINDS.join(', ')}`,
  })
}

function isMapping(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

export const singleSplit = byKind({
  ...holdout,
  seed: seed.default(SEED).describe('Seed, as random_state of scikit-learn.'),
})

export const severalSplits = byKind({
  ...holdout,
  seeds: list(seed).default([SEED]).describe('One split per seed.'),
})

/** The split of a study that names none. */
export const DEFAULT_SPLIT = singleSplit.parse({})
export { SEED as DEFAULT_SEED }
