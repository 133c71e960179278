import { isError, type ScoreName } from '../metrics/scores.ts'
import { agreeingEngines, enginesOf } from './agreeing-engines.ts'
import type { ScoredCell } from './arm-results.ts'
import type { CaseFacts } from './case-facts.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import { type FoldScore, foldScore } from './fold-score.ts'
import { groupBy } from './group-by.ts'
import type { CaseResults, Results } from './results.ts'
import { rightCells } from './selected-configurations.ts'
import { taskScores } from './task-scores.ts'

/** All folds of one dataset × split × preparation. */
export interface CrossValidation {
  /** Of its first fold: what names the dataset, the split and the preparation is the same in all. */
  readonly facts: CaseFacts
  /** Repeat by repeat. */
  readonly folds: readonly CaseResults[]
  readonly groups: readonly FoldGroup[]
}

/** Engines that gave the same labels in every fold, as far as they answered right; not all of them answered everything. */
export interface FoldGroup {
  readonly engines: readonly string[]
  /** In the order of the grid. */
  readonly configurations: readonly ConfigurationFolds[]
  readonly selected: SelectedByFolds | undefined
}

export interface ConfigurationFolds {
  readonly configuration: Configuration
  /** Of the group: those that answered it in every fold that has a cell here. */
  readonly engines: readonly string[]
  /** All of one engine, in the order of the folds; undefined where no right answer is there. */
  readonly cells: readonly (ScoredCell | undefined)[]
  /** By the main score of the task. */
  readonly score: FoldScore
}

/** The configuration of the best mean score, chosen on the folds that score it. */
export interface SelectedByFolds {
  readonly folds: ConfigurationFolds
  readonly mean: number
  /** Configurations with the same mean; the first in grid order is selected. */
  readonly tied: number
  /** Configurations that were answered right in every fold. */
  readonly of: number
}

/** The cross-validations of a study, in its order. */
export function crossValidations({ folds, configurations, study }: Results): CrossValidation[] {
  const { main } = taskScores(study)
  return foldsBySplit(folds).map((of) => ({
    facts: of[0].facts,
    folds: of,
    groups: foldGroups(of, configurations, main),
  }))
}

/** Folds of the same dataset × split × preparation, without a look at their answers. */
export function foldsBySplit(folds: readonly CaseResults[]): CaseResults[][] {
  const split = ({ facts }: CaseResults) =>
    JSON.stringify([facts.dataset, facts.split_label, facts.split_seed, facts.prepare])
  return [...groupBy(folds, split).values()]
}

function foldGroups(
  folds: readonly CaseResults[],
  grid: readonly Configuration[],
  main: ScoreName,
): FoldGroup[] {
  const name = (fold: number, configuration: Configuration) => `${fold} ${configurationKey(configuration)}`
  const answered = folds[0].arms.map(({ engine }) => {
    const cells = folds.flatMap(({ arms }, fold) =>
      arms
        .filter((arm) => arm.engine === engine)
        .flatMap(rightCells)
        .map((cell): [string, ScoredCell] => [name(fold, cell.configuration), cell]),
    )
    return { engine, cells: new Map(cells) }
  })
  return agreeingEngines(answered, folds[0].scorer).map((agreeing) => {
    const configurations = grid.map((configuration) => {
      const names = folds.map((_, fold) => name(fold, configuration))
      const cells = names.map((one) => agreeing.leader.cells.get(one))
      const engines = enginesOf(agreeing, names)
      return { configuration, engines, cells, score: foldScore(folds, cells, main) }
    })
    const engines = agreeing.members.map(({ engine }) => engine)
    return { engines, configurations, selected: selectByFolds(configurations, main) }
  })
}

/** Means that differ by rounding alone are the same. */
const ROUNDING = 1e-12

function selectByFolds(
  configurations: readonly ConfigurationFolds[],
  main: ScoreName,
): SelectedByFolds | undefined {
  const whole = configurations.flatMap((folds) =>
    folds.score.kind === 'whole' ? [{ folds, mean: folds.score.mean }] : [],
  )
  if (whole.length === 0) return undefined
  const means = whole.map(({ mean }) => mean)
  const extreme = isError(main) ? Math.min(...means) : Math.max(...means)
  const best = whole.filter(
    ({ mean }) => Math.abs(extreme - mean) <= ROUNDING * Math.max(1, Math.abs(extreme)),
  )
  return { ...best[0], tied: best.length, of: whole.length }
}

/** Whether one selected configuration is that of all engines with an answer. */
export function isOfAllEngines({ groups }: CrossValidation): boolean {
  return (
    groups.length === 1 &&
    groups.every(({ engines, selected }) => (selected?.folds.engines ?? engines).length === engines.length)
  )
}
