import type { Study } from '../config/study.ts'
import type { RecordOf } from '../ledger/record.ts'
import { expandGrid } from '../plan/grid.ts'
import { answersStage } from '../runner/answers-stage.ts'
import type { Arm } from '../runner/arm.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import { type Graded, type GradedValues, type Host, listeningEffects } from './host.ts'
import { suiteArm, suiteStudy, taskOf } from './suite-arm.ts'
import type { SuiteData, ValueSuiteData } from './suite-case.ts'

/** Data and the configurations that are asked of them. */
export interface Asked {
  readonly name: string
  readonly data: SuiteData | ValueSuiteData
  readonly grid: Study['grid']
}

/** What became of every configuration. */
export interface CaseAnswers {
  /** One entry a metric, of classes or of numbers. */
  readonly graded: readonly Graded[]
  readonly values: readonly GradedValues[]
  /** Of one configuration, or of all where it has none. */
  readonly failures: readonly RecordOf<'failure'>[]
  /** Neighbors that were promised and not told. */
  readonly fallbacks: readonly RecordOf<'fallback'>[]
  readonly unsupported: Arm['unsupported']
}

/** Asks an engine as the untimed pass of a run does: a fresh process, its events, its files, their grades. */
export async function askCase(engine: ReadyEngine, asked: Asked, host: Host): Promise<CaseAnswers> {
  const study = suiteStudy(engine, asked.grid, taskOf(asked.data))
  const { effects, heard } = listeningEffects(host)
  const folder = host.createFolder()
  try {
    const arm = suiteArm(engine, study, asked, folder)
    const context = { study, grid: expandGrid(asked.grid), effects, cancel: host.cancel }
    await answersStage({ cases: [[arm]], jobs: 1 }, heard.state, context)
    return {
      graded: heard.graded,
      values: heard.values,
      failures: heard.records.filter((record) => record.type === 'failure'),
      fallbacks: heard.records.filter((record) => record.type === 'fallback'),
      unsupported: arm.unsupported,
    }
  } finally {
    host.discard(folder)
  }
}
