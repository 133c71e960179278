import { mean } from 'simple-statistics'
import { type RankBlocks, rankBlocks } from '../stats/rank-blocks.ts'
import type { Statistic } from '../stats/statistic.ts'
import { comparedEngines, timedDatasets } from './across-datasets.ts'
import type { ArmResults } from './arm-results.ts'
import { shownConfigurations } from './arm-times.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import { roundLogRatios } from './log-ratios.ts'
import type { CaseResults, Results } from './results.ts'

/** Engines ranked within each dataset by their time, on the configurations that all of them share there. */
export interface DatasetRanks {
  /** The baseline, then the others in the study's order; those complete on no dataset are left out. */
  readonly engines: readonly string[]
  readonly datasets: readonly string[]
  /** One list a dataset: the mean log ratio of each engine's time to the baseline's, which is 0 itself. */
  readonly values: readonly (readonly number[])[]
  readonly ranks: Statistic<RankBlocks>
  /** What is not ranked and why, a sentence each. */
  readonly exclusions: readonly string[]
}

/** Ranks over the datasets on which every ranked engine has a time in every timed case. */
export function datasetRanks(results: Results): DatasetRanks {
  const others = comparedEngines(results)
  const datasets = [...timedDatasets(results)]
  const lacking = datasets.map(([dataset, cases]) => ({
    dataset,
    cases,
    engines: others.filter((engine) => cases.some((one) => !isTimed(one, engine, results))),
  }))
  const gone = others.filter((engine) => lacking.every(({ engines }) => engines.includes(engine)))
  const engines = others.filter((engine) => !gone.includes(engine))
  const blocks = lacking.map(({ dataset, cases, engines: without }) => {
    const missing = without.filter((engine) => engines.includes(engine))
    return {
      dataset,
      missing,
      values: missing.length === 0 ? blockValues(cases, engines, results) : undefined,
    }
  })
  const complete = blocks.flatMap(({ dataset, values }) =>
    values === undefined ? [] : [{ dataset, values }],
  )
  const values = complete.map((block) => block.values)
  return {
    engines: [results.study.baseline, ...engines],
    datasets: complete.map(({ dataset }) => dataset),
    values,
    ranks: rankBlocks(values),
    exclusions: [
      ...(gone.length === 0 ? [] : [`Without ${gone.join(', ')}: no dataset has a time of it.`]),
      ...blocks.flatMap(({ dataset, missing, values: found }) =>
        found === undefined ? [`Without ${dataset}: ${whyWithout(missing)}.`] : [],
      ),
    ],
  }
}

function whyWithout(missing: readonly string[]): string {
  return missing.length === 0
    ? 'no configuration has a time of every engine'
    : `no time of ${missing.join(', ')} in every case`
}

function armOf({ arms }: CaseResults, name: string): ArmResults | undefined {
  return arms.find(({ engine, arm }) => engine === name && arm === 'main')
}

/** Whether a case compares the engine with the baseline, each round with a value. */
function isTimed({ contrasts }: CaseResults, engine: string, { study }: Results): boolean {
  if (engine === study.baseline) return true
  const contrast = contrasts.engines.find((one) => one.engine === engine)
  return contrast?.kind === 'compared' && contrast.measured.ratios.fault === undefined
}

/** One value an engine: the mean over the cases; undefined where a case has no configuration common to all. */
function blockValues(
  cases: readonly CaseResults[],
  engines: readonly string[],
  results: Results,
): number[] | undefined {
  const byCase = cases.map((one) => caseValues(one, engines, results))
  const values = engines.map((_, i) => byCase.flatMap((ofCase) => ofCase?.[i] ?? []))
  return values.every((ofEngine) => ofEngine.length === cases.length)
    ? [0, ...values.map((ofEngine) => mean(ofEngine))]
    : undefined
}

function caseValues(
  one: CaseResults,
  engines: readonly string[],
  { study, plan }: Results,
): number[] | undefined {
  const baseline = armOf(one, study.baseline)
  if (baseline === undefined || plan === undefined) return undefined
  const arms = engines.flatMap((engine) => armOf(one, engine) ?? [])
  const subsets = commonSubsets([baseline, ...arms], plan.subsets)
  const values = arms.map((arm) => roundLogRatios(arm, baseline, subsets).by_subset)
  if (values.some((by_subset) => by_subset.length === 0)) return undefined
  return values.map((by_subset) => mean(by_subset.map((rounds) => mean([...rounds]))))
}

/** Every subset without the configurations that some arm does not show; a subset may become empty. */
function commonSubsets(
  arms: readonly ArmResults[],
  subsets: readonly (readonly Configuration[])[],
): Configuration[][] {
  const shown = arms.map((arm) => new Set(shownConfigurations(arm).map(configurationKey)))
  return subsets.map((subset) =>
    subset.filter((configuration) => shown.every((keys) => keys.has(configurationKey(configuration)))),
  )
}
