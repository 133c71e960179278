import { mean } from 'simple-statistics'
import { holm } from '../stats/holm.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import type { ConfigurationFolds, CrossValidation, FoldGroup } from './cross-validation.ts'
import { foldInference, isInTimeOrder, whyNoInference } from './fold-score.ts'
import { groupBy } from './group-by.ts'
import type { Results } from './results.ts'
import { scoreDifference } from './score-difference.ts'

/** The main score of one configuration less that of the reference, fold by fold. */
export type ConfigurationContrast = {
  readonly folds: ConfigurationFolds
  /** Those of `folds` that answered the reference too, where there is a difference. */
  readonly engines: readonly string[]
} & (
  | {
      readonly kind: 'tested'
      readonly difference: number
      readonly low: number
      readonly high: number
      readonly p: number
      /** Holm's, over the family. */
      readonly p_adjusted: number
    }
  | { readonly kind: 'described'; readonly difference: number; readonly reason: string }
  | { readonly kind: 'not-compared'; readonly reason: string }
)

/** Every configuration but the reference, for engines that agree on one cross-validation. */
export interface GroupContrasts {
  readonly one: CrossValidation
  readonly group: FoldGroup
  readonly contrasts: readonly ConfigurationContrast[]
}

/** scikit-learn's default, where the grid has it, or else the first of the grid: fixed before anything is scored. */
export function referenceConfiguration(grid: readonly Configuration[]): Configuration {
  const isDefault = ({ n_neighbors, metric, weights }: Configuration) =>
    n_neighbors === 5 && metric === 'euclidean' && weights === 'uniform'
  return grid.find(isDefault) ?? grid[0]
}

/** Comparisons that Holm's p is over: those of the whole study, or of one dataset. */
export interface ContrastFamily {
  readonly validations: readonly CrossValidation[]
  /**
   * m: every configuration but the reference on every cross-validation that has a test, as the study plans them; no
   * answer changes it, and neither does the number of engines.
   */
  readonly size: number
}

/** The families of a study by name, its verdicts' scope; none where only time runs on, which has no test. */
export function contrastFamilies(
  { configurations, study }: Pick<Results, 'configurations' | 'study'>,
  validations: readonly CrossValidation[],
): Map<string, ContrastFamily> {
  const testable = validations.filter(({ folds }) => !isInTimeOrder(folds))
  const families = groupBy(testable, ({ facts }) => (study.analysis.family === 'study' ? '' : facts.dataset))
  return new Map(
    [...families].map(([name, of]) => [
      name,
      { validations: of, size: of.length * (configurations.length - 1) },
    ]),
  )
}

/**
 * All contrasts of a study. Where labels of engines differ, each group of them has a p of its own, and the largest
 * stands for the comparison in Holm's family: a difference is shown only where every group shows it (an
 * intersection–union test, Berger 1982, Technometrics 24:295–300), so that groups need no share of α.
 */
export function configurationContrasts(
  results: Pick<Results, 'configurations' | 'study'>,
  validations: readonly CrossValidation[],
): GroupContrasts[] {
  const reference = configurationKey(referenceConfiguration(results.configurations))
  const groups = validations.flatMap((one) =>
    one.groups.map((group) => ({ one, group, contrasts: groupContrasts(one, group, reference) })),
  )
  const adjusted = new Map<ConfigurationContrast, number>()
  for (const { validations: of, size } of contrastFamilies(results, validations).values()) {
    const comparisons = testedComparisons(groups.filter(({ one }) => of.includes(one)))
    const largest = comparisons.map((alike) => Math.max(...alike.map(({ p }) => p)))
    const values = holm(largest, size)
    for (const [i, alike] of comparisons.entries())
      for (const contrast of alike) adjusted.set(contrast, values[i])
  }
  return groups.map((group) => ({
    ...group,
    contrasts: group.contrasts.map((contrast) =>
      contrast.kind === 'tested'
        ? { ...contrast, p_adjusted: adjusted.get(contrast) ?? contrast.p }
        : contrast,
    ),
  }))
}

/** The comparisons that have a test: of one configuration on one cross-validation, by whatever engines. */
export function testedComparisons(groups: readonly GroupContrasts[]): Tested[][] {
  return [...groupBy(groups, ({ one }) => one).values()].flatMap((ofOne) => {
    const tested = ofOne.flatMap(({ contrasts }) => contrasts.filter((found) => found.kind === 'tested'))
    return [...groupBy(tested, ({ folds }) => configurationKey(folds.configuration)).values()]
  })
}

/** `m = 78`, or `m = 39 on wine, 39 on iris`. */
export function contrastFamilyWords(families: ReadonlyMap<string, ContrastFamily>): string {
  const sizes = [...families].map(([dataset, { size }]) =>
    dataset === '' ? `${size}` : `${size} on ${dataset}`,
  )
  return `m = ${sizes.join(', ')}`
}

type Tested = Extract<ConfigurationContrast, { kind: 'tested' }>

/** Whether Holm's p shows a difference at α. */
export function isShown({ p_adjusted }: Pick<Tested, 'p_adjusted'>, alpha: number): boolean {
  return p_adjusted <= alpha
}

export function isHigher({ difference }: Pick<Tested, 'difference'>): boolean {
  return difference > 0
}

function groupContrasts(one: CrossValidation, group: FoldGroup, reference: string): ConfigurationContrast[] {
  const isReference = ({ configuration }: ConfigurationFolds) => configurationKey(configuration) === reference
  const base = group.configurations.find(isReference)
  return group.configurations
    .filter((folds) => !isReference(folds))
    .map((folds) => {
      const outcome = contrast(one, folds, base)
      const both = folds.engines.filter((engine) => base?.engines.includes(engine))
      return { folds, engines: outcome.kind === 'not-compared' ? folds.engines : both, ...outcome }
    })
}

type Outcome = ConfigurationContrast extends infer C
  ? C extends unknown
    ? Omit<C, 'folds' | 'engines'>
    : never
  : never

function contrast(
  { folds }: CrossValidation,
  { score }: ConfigurationFolds,
  base: ConfigurationFolds | undefined,
): Outcome {
  if (score.kind === 'incomplete') return { kind: 'not-compared', reason: score.reason }
  if (base?.score.kind !== 'whole')
    return { kind: 'not-compared', reason: 'the reference was not answered right in every fold' }
  const { values } = base.score
  const differences = score.values.map((value, fold) => scoreDifference(value, values[fold]))
  const difference = mean(differences)
  const inference = foldInference(folds, differences)
  if (inference === undefined || !inference.defined)
    return { kind: 'described', difference, reason: whyNoInference(inference) }
  const { low, high, p } = inference.value
  return { kind: 'tested', difference, low, high, p, p_adjusted: p }
}
