import { z } from 'zod'
import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'

const text = z.string().min(1).max(1000).nullish()
const size = z.int().nonnegative().nullish()
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a sha256 of 64 hexadecimal digits')
  .nullish()

/** What may be said once for a whole file, beside it or in a map: every key may be left out. */
export const FACTS = {
  dataset: text,
  engine: text,
  library: text,
  version: text,
  task: z.enum(['classification', 'regression']).nullish(),
  rows: size,
  features: size,
  rows_sha256: sha256,
  complete_numbers: z.boolean().nullish(),
  classes: z.array(z.string()).nullish(),
  split: text,
  split_entry: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  prepare: z.array(z.string().min(1)).nullish(),
  algorithm: text,
  dtype: text,
  threads: size,
  ties: text,
  average: text,
  /** What a column named `score` holds. */
  score: text,
  n_neighbors: z.int().positive().nullish(),
  metric: text,
  weights: text,
  target: text,
  path: text,
  folds: z
    .array(z.object({ n_train: size, n_test: size, test_sha256: sha256, X_train_sha256: sha256 }))
    .nullish(),
} as const

const schema = z.looseObject({ ...FACTS, knnbench_export: z.literal(1) })

export type Metadata = Partial<z.infer<z.ZodObject<typeof FACTS>>>

/** The JSON that `scripts/export_sklearn.py` writes beside a CSV; keys that nobody knows are left alone. */
export function parseMetadata(file: string, json: string): Metadata {
  const refused = (found: string) =>
    new InputError({
      where: { file },
      found,
      fix: 'Write it with scripts/export_sklearn.py, or delete it: then nothing is known beside the CSV.',
    })
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw refused('this is no JSON.')
  }
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  const [{ path, message }] = checked.error.issues
  throw refused(`${printable(path.join('.'))}: ${printable(message)}.`)
}
