import { randomUUID } from 'node:crypto'
import { canonicalJson } from '../config/canonical-json.ts'
import type { Study } from '../config/study.ts'
import { studyHash } from '../config/study-hash.ts'
import { PROTOCOL_VERSION } from '../engine/protocol.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord, type RecordOf, recordSchema } from '../ledger/record.ts'
import { answersStage, recordUnsupported } from './answers-stage.ts'
import { type Arm, makeArm } from './arm.ts'
import { dataRecord } from './data-record.ts'
import type { Effects } from './effects.ts'
import { LedgerState } from './ledger-state.ts'
import { planStage } from './plan-stage.ts'
import type { MissingEngine, ReadyEngine } from './ready-engine.ts'
import { type RoundCase, roundsStage } from './rounds-stage.ts'
import type { RunContext } from './run-context.ts'
import type { StudyCase } from './study-case.ts'

export interface StudyRun {
  readonly study: Study
  readonly grid: RunContext['grid']
  readonly cases: readonly StudyCase[]
  readonly engines: readonly ReadyEngine[]
  readonly missing: readonly MissingEngine[]
  readonly environment: RecordOf<'environment'>
  readonly boot: string
  readonly pinned: Pick<RecordOf<'session'>, 'engine_cores' | 'host_cores'>
  readonly tool_version: string
  /** What the ledger already holds. */
  readonly records: readonly LedgerRecord[]
  /** Processes side by side in the untimed pass. */
  readonly jobs: number
  /** Stop after the answers: nothing is timed. */
  readonly until: 'answers' | 'rounds'
  readonly effects: Effects
  readonly cancel: AbortSignal
  /** Called once the plan stands, before answers and rounds. */
  readonly onPlan: (plan: RecordOf<'plan'>) => void
}

/** Runs a study from whatever its ledger holds to its end: plan, answers, grades, rounds. */
export async function runStudy(run: StudyRun): Promise<void> {
  const state = new LedgerState(run.records)
  const append = (records: readonly LedgerRecord[]): void => {
    run.effects.append(records)
    for (const record of records) state.add(record)
  }
  const context: RunContext = {
    study: run.study,
    grid: run.grid,
    effects: { ...run.effects, append },
    cancel: run.cancel,
  }
  const session = sessionRecord(run)
  append(news(run, session))
  const cases = armsOf(run)
  recordUnsupported(cases.flat(), state, context)
  const plan = run.until === 'rounds' ? await planStage(cases, state, context) : undefined
  if (plan !== undefined) run.onPlan(plan)
  const chosen = cases.map((arms) => arms.filter((arm) => plan === undefined || isPlanned(plan, arm)))
  await answersStage(chosen, state, run.jobs, context)
  if (plan !== undefined)
    await roundsStage(roundCases(chosen, plan, run.study.baseline), plan, session.session_id, state, context)
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
  return run.cases.map((studyCase) => run.engines.map((engine) => makeArm(studyCase, engine, setting)))
}

function isPlanned(plan: RecordOf<'plan'>, arm: Arm): boolean {
  return plannedArms(plan, arm).length > 0
}

function plannedArms({ arms }: RecordOf<'plan'>, arm: Arm): RecordOf<'plan'>['arms'] {
  const { case_id } = arm.studyCase.prepared
  return arms.filter(
    (planned) =>
      planned.case_id === case_id &&
      planned.engine === arm.engine.entry.name &&
      planned.key === arm.key &&
      planned.decision === 'run',
  )
}

function roundCases(
  cases: readonly (readonly Arm[])[],
  plan: RecordOf<'plan'>,
  baseline: string,
): RoundCase[] {
  return cases.flatMap((arms) => {
    const base = arms.find(({ engine }) => engine.entry.name === baseline)
    if (base === undefined) return []
    const roundArms = arms.flatMap((arm) =>
      plannedArms(plan, arm).map((planned) => ({
        arm,
        role: planned.arm,
        estimate_ns: planned.estimate_ns / plan.rounds,
      })),
    )
    return [{ case_id: base.studyCase.prepared.case_id, baseline: base, arms: roundArms }]
  })
}

/** The records that describe this run, as far as the latest of their kind in the ledger say something else. */
function news(run: StudyRun, session: RecordOf<'session'>): LedgerRecord[] {
  const latest = new Map(run.records.map((record) => [identity(record), canonicalJson(record)]))
  const described: LedgerRecord[] = [
    studyRecord(run),
    run.environment,
    session,
    ...run.cases.map((studyCase) => dataRecord(studyCase, run.effects.putAnswer)),
    ...run.engines.map(engineRecord),
    ...run.missing.map(leftOutRecord),
  ]
  return described.filter(
    (record) => latest.get(identity(record)) !== canonicalJson(recordSchema.parse(record)),
  )
}

/** Records with the same identity replace each other; an engine is either ready or left out. */
function identity(record: LedgerRecord): string {
  if (record.type === 'data') return `data ${record.case_id}`
  if (record.type === 'engine' || record.type === 'left-out') return `engine ${record.engine}`
  return record.type
}

function studyRecord({ study, tool_version }: StudyRun): RecordOf<'study'> {
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'study',
    study_hash: studyHash(study),
    tool_version,
    name: study.name,
    task: study.task,
    datasets: study.datasets.map(({ name }) => name),
    engines: study.engines.map(({ name, use, params }) => ({ name, use, params: { ...params } })),
    baseline: study.baseline,
    grid: {
      n_neighbors: [...study.grid.n_neighbors],
      metric: [...study.grid.metric],
      weights: [...study.grid.weights],
    },
    protocol: study.protocol,
    analysis: study.analysis,
  }
}

/** One session is one boot of one machine in one environment: the ledger's own, if it is the same. */
function sessionRecord(run: StudyRun): RecordOf<'session'> {
  const { environment_id } = run.environment
  const same = run.records.find(
    (record): record is RecordOf<'session'> =>
      record.type === 'session' && record.boot === run.boot && record.environment_id === environment_id,
  )
  if (same !== undefined) return same
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'session',
    session_id: randomUUID(),
    environment_id,
    boot: run.boot,
    started_at: run.effects.timestamp(),
    ...run.pinned,
  }
}

function engineRecord({
  entry,
  manifest,
  manifest_sha256,
  version,
  runtime,
}: ReadyEngine): RecordOf<'engine'> {
  const { exact, dtype, form } = manifest.capabilities
  return {
    schema: LEDGER_SCHEMA_VERSION,
    type: 'engine',
    engine: entry.name,
    ecosystem: manifest.ecosystem,
    library: manifest.library,
    version,
    runtime,
    flags: manifest.command.filter((word) => word.startsWith('--')),
    exact,
    dtype,
    form,
    vote: manifest.vote,
    manifest_sha256,
  }
}

function leftOutRecord({ entry, missing, fix }: MissingEngine): RecordOf<'left-out'> {
  return { schema: LEDGER_SCHEMA_VERSION, type: 'left-out', engine: entry.name, missing, fix }
}
