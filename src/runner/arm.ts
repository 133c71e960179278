import type { Configuration, Protocol, Task } from '../config/study.ts'
import type { RecordOf } from '../ledger/record.ts'
import { type ArmContent, contentKey } from '../plan/content-key.ts'
import { unsupportedReason } from '../plan/support.ts'
import type { ReadyEngine } from './ready-engine.ts'
import type { SampledRows, StudyCase } from './study-case.ts'

/** Engine × case × threads: what is probed, graded and timed. The null arm shares the baseline's. */
export interface Arm {
  readonly studyCase: StudyCase
  readonly engine: ReadyEngine
  readonly threads: number
  readonly key: string
  /** The rows of its untimed pass. */
  readonly scored: SampledRows
  readonly supported: readonly Configuration[]
  readonly unsupported: readonly { readonly configuration: Configuration; readonly reason: string }[]
}

export interface ArmSetting {
  readonly task: Task
  readonly grid: readonly Configuration[]
  readonly protocol: Protocol
  readonly tool_version: string
  readonly protocol_version: number
  readonly environment_id: string
}

export function makeArm(studyCase: StudyCase, engine: ReadyEngine, setting: ArmSetting): Arm {
  const { task, grid, protocol } = setting
  const asked = { task, threads: protocol.threads, n_train: studyCase.prepared.n_train }
  const k = studyCase.variant?.n_neighbors
  const cells = k === undefined ? grid : grid.filter(({ n_neighbors }) => k.includes(n_neighbors))
  const judged = cells.map((configuration) => ({
    configuration,
    reason: unsupportedReason(configuration, asked, engine.manifest.capabilities),
  }))
  return {
    studyCase,
    engine,
    threads: protocol.threads,
    key: contentKey(armContent(studyCase, engine, setting)),
    scored: studyCase.score,
    supported: judged.filter(({ reason }) => reason === undefined).map(({ configuration }) => configuration),
    unsupported: judged.flatMap(({ configuration, reason }) =>
      reason === undefined ? [] : [{ configuration, reason }],
    ),
  }
}

/** The arm with the rows that the plan has it scored on. */
export function scoredAsPlanned(arm: Arm, { arms }: RecordOf<'plan'>): Arm {
  const { case_id, engine, key } = recordIds(arm)
  const planned = arms.find(
    (one) => one.case_id === case_id && one.engine === engine && one.key === key && one.arm === 'main',
  )
  return planned?.score_rows === undefined ? arm : { ...arm, scored: arm.studyCase.timed }
}

/** What records name an arm by. */
export interface RecordIds {
  readonly case_id: string
  readonly engine: string
  readonly key: string
}

export function recordIds({ studyCase, engine, key }: Pick<Arm, 'studyCase' | 'engine' | 'key'>): RecordIds {
  return { case_id: studyCase.prepared.case_id, engine: engine.entry.name, key }
}

function armContent(studyCase: StudyCase, engine: ReadyEngine, setting: ArmSetting): ArmContent {
  const { task, protocol, tool_version, protocol_version, environment_id } = setting
  return {
    task,
    protocol,
    tool_version,
    protocol_version,
    environment_id,
    case_key: studyCase.prepared.key,
    engine: engine.manifest.name,
    params: engine.entry.params,
    library: engine.manifest.library,
    version: engine.version,
    build: engine.manifest_sha256,
    runtime: engine.runtime,
    threads: protocol.threads,
  }
}
