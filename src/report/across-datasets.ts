import { mean } from 'simple-statistics'
import type { Compared, Contrast } from './contrast.ts'
import { groupBy } from './group-by.ts'
import { isRanked } from './ranked-arms.ts'
import type { CaseResults, Results } from './results.ts'
import { undefinedWords } from './statistic-cell.ts'

/** One engine against the baseline on one dataset: the mean log ratio over the dataset's cases. */
export interface DatasetValue {
  readonly dataset: string
  readonly value: number
  /** The fewest configurations that a case's ratio is over. */
  readonly configurations: number
  /** Of each case. */
  readonly verdicts: readonly Compared['verdict'][]
}

/** An engine over all datasets on which it is complete: a ratio in every timed case. */
export interface EngineAcross {
  readonly engine: string
  readonly complete: readonly DatasetValue[]
  readonly incomplete: readonly { readonly dataset: string; readonly reason: string }[]
}

/** Every exact engine but the baseline, in the study's order; the unit is the dataset. */
export function enginesAcross(results: Results): EngineAcross[] {
  const datasets = timedDatasets(results)
  return comparedEngines(results).map((engine) => {
    const found = [...datasets].map(([dataset, cases]) => datasetValue(engine, dataset, cases))
    return {
      engine,
      complete: found.flatMap((one) => ('value' in one ? [one] : [])),
      incomplete: found.flatMap((one) => ('reason' in one ? [one] : [])),
    }
  })
}

/** The cases of each dataset that are timed; folds are only scored. */
export function timedDatasets({ cases }: Results): Map<string, CaseResults[]> {
  return groupBy(
    cases.filter(({ facts }) => facts.fold === null),
    ({ facts }) => facts.dataset,
  )
}

/** Exact engines that are compared with the baseline: those of the family. */
export function comparedEngines({ study, left_out, index }: Results): string[] {
  const gone = new Set([study.baseline, ...left_out.map(({ engine }) => engine)])
  return study.engines
    .map(({ name }) => name)
    .filter((name) => !gone.has(name) && isRanked({ info: index.engines.get(name) }))
}

function datasetValue(
  engine: string,
  dataset: string,
  cases: readonly CaseResults[],
): DatasetValue | EngineAcross['incomplete'][number] {
  const contrasts = cases.map(({ contrasts }) => contrasts.engines.find((one) => one.engine === engine))
  const reason = contrasts.map(whyIncomplete).find((why) => why !== undefined)
  if (reason !== undefined) return { dataset, reason }
  const compared = contrasts.flatMap((one) => (one?.kind === 'compared' ? [one] : []))
  return {
    dataset,
    value: mean(compared.map(({ ratio }) => Math.log(ratio))),
    configurations: Math.min(...compared.map(({ measured }) => measured.ratios.configurations)),
    verdicts: compared.map(({ verdict }) => verdict),
  }
}

function whyIncomplete(contrast: Contrast | undefined): string | undefined {
  if (contrast === undefined) return 'not compared'
  if (contrast.kind === 'not-compared') return contrast.reason
  const { fault } = contrast.measured.ratios
  return fault === undefined ? undefined : undefinedWords(fault, 'rounds')
}
