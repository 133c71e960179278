import type { HoldoutSplit, Split, Variant, VariantChange } from './study.ts'
import type { StudyFile } from './study-schema.ts'

export type VariantFileEntry = NonNullable<StudyFile['variants']>[string]

/** The variants of a checked study file, with what they leave to the study filled in. */
export function resolveVariants(
  variants: Readonly<Record<string, VariantFileEntry>>,
  splits: readonly Split[],
): Variant[] {
  const holdout = splits.find((split): split is HoldoutSplit => split.kind === 'holdout')
  return Object.entries(variants).flatMap(([name, { n_neighbors, ...entry }]) =>
    changesOf(entry, holdout).map((change) => ({
      name,
      change,
      ...(n_neighbors === undefined ? {} : { n_neighbors }),
    })),
  )
}

/** Every change that an entry writes; one, in a study without mistakes. */
export function changesOf(
  { prepare, split, keep, sample }: Omit<VariantFileEntry, 'n_neighbors'>,
  holdout: HoldoutSplit | undefined,
): VariantChange[] {
  return [
    ...(prepare === undefined ? [] : [{ kind: 'prepare', steps: prepare } as const]),
    ...(split === undefined || holdout === undefined ? [] : [otherSplit(split, holdout)]),
    ...(keep === undefined ? [] : [{ kind: 'keep', columns: keep } as const]),
    ...(sample === undefined ? [] : [{ kind: 'sample', ...sample } as const]),
  ]
}

function otherSplit(
  written: NonNullable<VariantFileEntry['split']>,
  { test_size, stratify, seed }: HoldoutSplit,
): VariantChange {
  return { kind: 'split', test_size, stratify, seeds: [seed], ...written }
}
