import type { HoldoutSplit, PrepareStep, Study, Variant } from '../config/study.ts'

/** How one case of a variant is split and prepared. */
export interface VariantCase {
  readonly variant: Variant
  readonly split: HoldoutSplit
  readonly prepareName: string
  readonly steps: readonly PrepareStep[]
}

/**
 * The star around the study's one case of a dataset: one case a variant, and of a variant with several seeds one a seed.
 * Everything but the change is as the study has it.
 */
export function variantCases({ variants = [], splits, prepares }: Study): VariantCase[] {
  const split = splits.find((one): one is HoldoutSplit => one.kind === 'holdout')
  const [base] = Object.entries(prepares)
  if (split === undefined || base === undefined) return []
  return variants.flatMap((variant) =>
    splitsOf(variant, split).map((other) => ({ variant, split: other, ...prepared(variant, base) })),
  )
}

function splitsOf({ change }: Variant, split: HoldoutSplit): HoldoutSplit[] {
  if (change.kind !== 'split') return [split]
  const { test_size, stratify, seeds } = change
  return seeds.map((seed) => ({ kind: 'holdout', test_size, stratify, seed }))
}

function prepared(
  { name, change }: Variant,
  [prepareName, steps]: [string, readonly PrepareStep[]],
): Pick<VariantCase, 'prepareName' | 'steps'> {
  return change.kind === 'prepare' ? { prepareName: name, steps: change.steps } : { prepareName, steps }
}
