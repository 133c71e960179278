import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../config/canonical-json.ts'
import { CASE_FILES, type PreparedCase } from './case.ts'
import { makeFolder } from './make-folder.ts'
import { namingFile } from './naming-file.ts'
import { sha256File } from './npy.ts'
import { removeLeft, temporaryName } from './temporary.ts'

const CASE_JSON = 'case.json'

/** The part of a case that follows from its content; names and folder belong to whoever asks for it. */
export type StoredCase = Omit<PreparedCase, 'case_id' | 'dataset' | 'prepare' | 'directory'>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().nonnegative()

const fold = { n_splits: count, fold: count, repeat: count.nullable() }

const storedCaseSchema = z.strictObject({
  split: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('holdout'),
      test_size: z.number(),
      stratify: z.boolean(),
      seed: count,
    }),
    z.strictObject({ kind: z.enum(['kfold', 'stratified-kfold']), seed: count.nullable(), ...fold }),
    z.strictObject({
      kind: z.literal('repeated-stratified-kfold'),
      n_repeats: count,
      seed: count,
      ...fold,
    }),
    z.strictObject({ kind: z.literal('time-series'), gap: count, seed: z.null(), ...fold }),
  ]),
  split_label: z.string(),
  key: sha256,
  n_train: count,
  n_test: count,
  n_features: count,
  classes: z.array(z.string()),
  positive: z.string(),
  features: z.array(z.string()),
  warnings: z.array(
    z.discriminatedUnion('code', [
      z.strictObject({ code: z.literal('constant-column'), column: z.string() }),
      z.strictObject({ code: z.literal('unseen-level'), column: z.string(), level: z.string(), rows: count }),
      z.strictObject({ code: z.literal('positive-guessed'), positive: z.string() }),
      z.strictObject({ code: z.literal('synthetic') }),
    ]),
  ),
  hashes: z.strictObject({
    source: sha256,
    X_train: sha256,
    X_test: sha256,
    y_train: sha256,
    y_test: sha256,
    train_index: sha256,
    test_index: sha256,
  }),
}) satisfies z.ZodType<StoredCase>

const sealedSchema = z.strictObject({ seal: sha256, case: storedCaseSchema })

/** The case in this folder, which bears its key, if it is whole: all that was written is still as it was. */
export function readStoredCase(directory: string): StoredCase | undefined {
  const path = join(directory, CASE_JSON)
  if (!existsSync(path)) return undefined
  const sealed = sealedSchema.safeParse(parseJson(readFileSync(path, 'utf8'))).data
  if (sealed === undefined || !existsSync(join(directory, CASE_FILES.features))) return undefined
  const stored = sealed.case
  if (stored.key !== basename(directory) || sealOf(stored, directory) !== sealed.seal) return undefined
  const { source, ...files } = stored.hashes
  return Object.entries(files).every(([file, hash]) => hasHash(join(directory, `${file}.npy`), hash))
    ? stored
    : undefined
}

/** Lets `write` fill a temporary folder and renames it into place: others see the whole case or none. */
export function storeCase(directory: string, write: (folder: string) => StoredCase): StoredCase {
  const parent = dirname(directory)
  makeFolder(parent)
  removeLeft(parent)
  const folder = join(parent, temporaryName())
  return namingFile(directory, () => {
    mkdirSync(folder)
    try {
      const stored = write(folder)
      const sealed = { seal: sealOf(stored, folder), case: stored }
      writeFileSync(join(folder, CASE_JSON), `${JSON.stringify(sealed, null, 2)}\n`)
      moveInto(folder, directory)
      return stored
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

/** Another process may have stored the same case meanwhile: its folder is kept, unless it is damaged. */
function moveInto(folder: string, directory: string): void {
  if (existsSync(directory)) {
    if (readStoredCase(directory) !== undefined) return
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    renameSync(folder, directory)
  } catch (error) {
    if (readStoredCase(directory) === undefined) throw error
  }
}

/** Over what no hash of the arrays covers: classes, sizes, warnings and the features. */
function sealOf(stored: StoredCase, folder: string): string {
  const features = sha256File(join(folder, CASE_FILES.features))
  return createHash('sha256').update(canonicalJson({ stored, features })).digest('hex')
}

function hasHash(path: string, hash: string): boolean {
  return existsSync(path) && sha256File(path) === hash
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
