import type { ArmResults } from '../arm-results.ts'
import { armMemory, armPredict_ns } from '../arm-times.ts'
import type { CaseResults, Results } from '../results.ts'
import { ENTRY_VERSION, type EntryArm, type HistoryEntry } from './entry.ts'

/** What a history keeps of a ledger; undefined where the ledger knows no environment, since nothing ran. */
export function entryOfResults(results: Results, commit: string): HistoryEntry | undefined {
  const { study, environment } = results
  if (environment === undefined) return undefined
  const { cpu, cores, platform, arch, node } = environment
  return {
    history: ENTRY_VERSION,
    commit,
    study: study.name,
    study_hash: study.study_hash,
    baseline: study.baseline,
    environment_id: environment.environment_id,
    environment: `${cpu}, ${cores} cores, ${platform} ${arch}, Node ${node}`,
    rounds: Math.max(0, ...results.cases.map(({ rounds }) => rounds)),
    arms: results.cases.flatMap((one) =>
      one.arms.filter(({ arm }) => arm === 'main').map((arm) => entryArm(arm, one)),
    ),
  }
}

function entryArm(arm: ArmResults, { facts, contrasts }: CaseResults): EntryArm {
  const contrast = contrasts.engines.find(({ engine }) => engine === arm.engine)
  const compared = contrast?.kind === 'compared' ? contrast : undefined
  return {
    dataset: facts.dataset,
    split: facts.split_label,
    split_seed: facts.split_seed,
    prepare: facts.prepare,
    threads: arm.threads,
    engine: arm.engine,
    engine_version: arm.info?.version ?? '',
    predict_ns: above0(armPredict_ns(arm)),
    peak_bytes: above0(armMemory(arm).peak_bytes),
    ratio: above0(compared?.ratio),
    ratio_low: above0(compared?.ratio_95?.low),
    ratio_high: above0(compared?.ratio_95?.high),
  }
}

function above0(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : null
}
