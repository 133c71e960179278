import { randomUUID } from 'node:crypto'
import { canonicalJson } from '../config/canonical-json.ts'
import { studyHash } from '../config/study-hash.ts'
import { LEDGER_SCHEMA_VERSION, type LedgerRecord, type RecordOf, recordSchema } from '../ledger/record.ts'
import { dataRecord } from './data-record.ts'
import { commandFlags } from './hello-fault.ts'
import type { MissingEngine, ReadyEngine } from './ready-engine.ts'
import type { StudyRun } from './study-run.ts'

/** Where this run takes place, as far as the latest records of the ledger say something else. */
export function placeRecords(run: StudyRun, session: RecordOf<'session'>): LedgerRecord[] {
  return changedRecords(run, [
    run.environment.calibration === undefined ? knownEnvironment(run) : run.environment,
    session,
  ])
}

/** The ledger's own record of this environment, which may hold a calibration that the cache has lost. */
function knownEnvironment({ environment, records }: StudyRun): RecordOf<'environment'> {
  const known = records.findLast((record) => record.type === 'environment')
  return known?.environment_id === environment.environment_id ? known : environment
}

/** What this run is about, as far as the latest records of the ledger say something else. */
export function studyRecords(run: StudyRun): LedgerRecord[] {
  return changedRecords(run, [
    studyRecord(run),
    ...run.cases.map((studyCase) => dataRecord(studyCase, run.effects.putAnswer)),
    ...run.engines.map(engineRecord),
    ...run.missing.map(leftOutRecord),
  ])
}

function changedRecords({ records }: StudyRun, described: readonly LedgerRecord[]): LedgerRecord[] {
  const latest = new Map(records.map((record) => [identity(record), canonicalJson(record)]))
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

function studyRecord({ study, tool_version, invoked, study_file }: StudyRun): RecordOf<'study'> {
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
    ...variantsOf(study),
    protocol: study.protocol,
    analysis: study.analysis,
    ...(invoked === undefined ? {} : { invoked }),
    ...(study_file === undefined ? {} : { study_file }),
  }
}

function variantsOf({
  variants,
  published,
}: StudyRun['study']): Pick<RecordOf<'study'>, 'variants' | 'published'> {
  return {
    ...(variants === undefined ? {} : { variants }),
    ...(published === undefined ? {} : { published }),
  }
}

/** One session is one boot of one machine in one environment, on the same cores: the ledger's own, if it is the same. */
export function sessionRecord(run: StudyRun): RecordOf<'session'> {
  const { environment_id } = run.environment
  const place = canonicalJson({ environment_id, boot: run.boot, ...run.pinned })
  for (const record of run.records) {
    if (record.type !== 'session') continue
    const { boot, engine_cores, host_cores } = record
    const known = { environment_id: record.environment_id, boot, engine_cores, host_cores }
    if (canonicalJson(known) === place) return record
  }
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

/** What a ledger says of an engine that is ready. */
export function engineRecord({
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
    flags: commandFlags(manifest),
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
