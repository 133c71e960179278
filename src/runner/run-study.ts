import { PROTOCOL_VERSION } from '../engine/protocol.ts'
import { underPresentNames } from '../ledger/present-names.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord, type RecordOf } from '../ledger/record.ts'
import { type Share, shareOf } from '../plan/shards.ts'
import { answersPlan } from './answers-plan.ts'
import { answersStage, recordUnsupported } from './answers-stage.ts'
import { type Arm, makeArm, recordIds, scoredAsPlanned } from './arm.ts'
import { requireSameEnvironment } from './changed-environment.ts'
import { LedgerState } from './ledger-state.ts'
import { leftToDo } from './left-to-do.ts'
import { planStage } from './plan-stage.ts'
import { putInForce } from './put-in-force.ts'
import { type RoundCase, roundsStage } from './rounds-stage.ts'
import type { RunContext } from './run-context.ts'
import { placeRecords, sessionRecord, studyRecords } from './run-records.ts'
import { requireSameShard } from './same-shard.ts'
import { isTimedCase, shardedCase } from './study-case.ts'
import type { StudyRun } from './study-run.ts'

/** Runs a study from whatever its ledger holds to its end: plan, answers, grades, rounds, and the answers to folds. */
export async function runStudy(run: StudyRun): Promise<void> {
  requireDistinctCases(run)
  requireSameShard(run.records, run.shard)
  if (run.changed_environment === 'refuse') requireSameEnvironment(run.records, run.environment)
  const share = ownShare(run)
  const cases = armsOf(run)
  const again = againRecords(cases.flat(), run)
  const present = cases.flat().map(recordIds)
  const state = new LedgerState(underPresentNames([...run.records, ...again], present))
  const append = (records: readonly LedgerRecord[]): void => {
    run.effects.append(records)
    for (const record of records) state.add(record)
  }
  const context: RunContext = {
    study: run.study,
    grid: run.grid,
    ...(run.shard === undefined ? {} : { shard: run.shard }),
    effects: { ...run.effects, append },
    cancel: run.cancel,
  }
  const session = sessionRecord(run)
  run.effects.append(again) // the state knows them already
  append(placeRecords(run, session))
  recordUnsupported(cases.flat(), state, context)
  const isTimed = run.until === 'rounds'
  const plan = isTimed ? await planStage(cases, state, context) : answersPlan(cases.flat(), run.shard)
  append(putInForce(plan, studyRecords(run), state.planInForce))
  const scored = cases.map((arms) => arms.map((arm) => scoredAsPlanned(arm, plan)))
  const chosen = scored.map((arms) =>
    arms.filter(
      (arm) =>
        plannedArms(plan, arm, ['run', 'score']).length > 0 && share.answers(arm.studyCase.prepared.case_id),
    ),
  )
  const timed = isTimed ? roundCases(scored, plan, run.study.baseline) : []
  const isFold = (arms: readonly Arm[]): boolean => arms.some(({ studyCase }) => !isTimedCase(studyCase))
  const folds = chosen.filter(isFold)
  const answer = (some: readonly (readonly Arm[])[]): Promise<void> =>
    answersStage({ cases: some, jobs: run.jobs }, state, context)
  if (isTimed)
    run.onPlan(
      plan,
      leftToDo({ cases: timed, plan, share, folds: folds.flat() }, run.study.protocol.seed, state),
    )
  await answer(chosen.filter((arms) => !isFold(arms)))
  if (isTimed)
    await roundsStage({ cases: timed, plan, share, session_id: session.session_id }, state, context)
  await answer(folds) // last, since no time waits for them
}

function ownShare({ cases, study, until, shard }: StudyRun): Share {
  return shareOf(
    { cases: cases.map(shardedCase), rounds: until === 'rounds' ? study.protocol.rounds : 0 },
    shard,
  )
}

/** Everything is recorded by case: two of one name would share their groups, grades and times. */
function requireDistinctCases({ cases }: StudyRun): void {
  const ids = cases.map(({ prepared }) => prepared.case_id)
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i)
  if (repeated !== undefined) throw new Error(`two cases are named ${repeated}`)
}

/** What `--force` asks for, as records: a run that is cut off goes on with it without being told again. */
function againRecords(arms: readonly Arm[], { again, until }: StudyRun): RecordOf<'again'>[] {
  return arms
    .filter(({ engine }) => again.includes(engine.entry.name))
    .map(({ studyCase, engine, key }) => ({
      schema: LEDGER_SCHEMA_VERSION,
      type: 'again',
      case_id: studyCase.prepared.case_id,
      engine: engine.entry.name,
      key,
      until,
    }))
}

function armsOf(run: StudyRun): Arm[][] {
  const setting = {
    task: run.study.task,
    grid: run.grid,
    protocol: run.study.protocol,
    tool_version: run.tool_version,
    protocol_version: PROTOCOL_VERSION,
    environment_id: run.environment.environment_id,
  }
  return run.cases.map((studyCase) =>
    run.engines
      .filter(({ entry }) => studyCase.variant === undefined || entry.name === run.study.baseline)
      .map((engine) => makeArm(studyCase, engine, setting)),
  )
}

type PlannedArm = RecordOf<'plan'>['arms'][number]

function plannedArms(
  { arms }: RecordOf<'plan'>,
  arm: Arm,
  decisions: readonly PlannedArm['decision'][],
): PlannedArm[] {
  const { case_id } = arm.studyCase.prepared
  return arms.filter(
    (planned) =>
      planned.case_id === case_id &&
      planned.engine === arm.engine.entry.name &&
      planned.key === arm.key &&
      decisions.includes(planned.decision),
  )
}

/** The planned arms of each case that is timed; its baseline may have failed, and the rest is measured all the same. */
function roundCases(
  cases: readonly (readonly Arm[])[],
  plan: RecordOf<'plan'>,
  baseline: string,
): RoundCase[] {
  return cases.flatMap((arms) => {
    const base = arms.find(({ engine }) => engine.entry.name === baseline)
    if (base === undefined || !isTimedCase(base.studyCase)) return []
    const roundArms = arms.flatMap((arm) =>
      plannedArms(plan, arm, ['run']).map((planned) => ({
        arm,
        role: planned.arm,
        estimate_ns: planned.estimate_ns / plan.rounds,
      })),
    )
    return [{ case_id: base.studyCase.prepared.case_id, baseline: base, arms: roundArms }]
  })
}
