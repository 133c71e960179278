import type { Study } from '../config/study.ts'
import { PROTOCOL_VERSION } from '../engine/protocol.ts'
import { expandGrid } from '../plan/grid.ts'
import { answersStage } from '../runner/answers-stage.ts'
import { makeArm } from '../runner/arm.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import type { StudyCase } from '../runner/study-case.ts'
import { type Graded, type Host, listeningEffects } from './host.ts'

/** What one engine answers to a case of a study, graded; and what it could not answer. */
export async function askStudyCase(
  engine: ReadyEngine,
  study: Study,
  studyCase: StudyCase,
  host: Host,
): Promise<{ readonly graded: readonly Graded[]; readonly failures: readonly string[] }> {
  const { effects, heard } = listeningEffects(host)
  const grid = expandGrid(study.grid)
  const { task, protocol } = study
  const of = {
    task,
    grid,
    protocol,
    tool_version: '',
    protocol_version: PROTOCOL_VERSION,
    environment_id: '',
  }
  const arm = makeArm(studyCase, engine, of)
  await answersStage({ cases: [[arm]], jobs: 1 }, heard.state, { study, grid, effects, cancel: host.cancel })
  const failures = heard.records.flatMap((record) => (record.type === 'failure' ? [record.message] : []))
  return { graded: heard.graded, failures: [...new Set(failures)] }
}
