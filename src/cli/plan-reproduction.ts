import { InputError } from '../config/input-error.ts'
import type { Study } from '../config/study.ts'
import { studyHash } from '../config/study-hash.ts'
import { toolVersion } from '../engine/package-version.ts'
import { expandGrid } from '../plan/grid.ts'
import type { Purpose } from '../report/reproduction/reproduction.ts'
import {
  recordedSetting,
  type Setting,
  type SettingFact,
  settingFacts,
} from '../report/reproduction/setting.ts'
import type { Results } from '../report/results.ts'
import type { TableName } from '../report/tables/index.ts'
import { readEnvironment } from '../runner/machine.ts'
import { machinePinning } from '../runner/pinning.ts'
import { engineRecord } from '../runner/run-records.ts'
import type { StudyCase } from '../runner/study-case.ts'
import { requireExactBaseline, requireReadyBaseline, requireSupport } from './baseline.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { ledgerStudy, requireKnownEngines } from './ledger-study.ts'
import type { PlannedStudy } from './plan-text.ts'
import { narrowed, type StudyFlags } from './read-study.ts'
import { showReading } from './reading-progress.ts'
import { type DataFlags, requireRecordedData, withGivenFiles } from './recorded-data.ts'
import { tableName } from './report.ts'
import { requirePulled, studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'

export interface ReproductionFlags
  extends Pick<StudyFlags, 'dataset' | 'engine' | 'allowOutside'>,
    DataFlags {
  readonly table?: string
  readonly dryRun?: true
}

export interface PlannedReproduction {
  readonly planned: PlannedStudy
  readonly purpose: Purpose
  readonly cases: readonly StudyCase[]
  readonly notes: readonly string[]
  /** What the ledger recorded of its environment, and how that is here. */
  readonly facts: readonly SettingFact[]
}

/** Tables that need no time; every other one needs the rounds. */
const UNTIMED: readonly TableName[] = [
  ...(['answers', 'accuracy', 'accuracy-intervals', 'configurations', 'scores', 'confusion', 'roc'] as const),
  ...(['disagreements', 'folds', 'cross-validation', 'configuration-comparisons', 'data'] as const),
]

/** The part of a ledger's study that is asked for, on the same data, with the engines that are here. Starts none of them. */
export function planReproduction(old: Results, flags: ReproductionFlags, io: Io): PlannedReproduction {
  const purpose = purposeOf(old, flags)
  const located = ledgerStudy(old.study, { allow_outside: flags.allowOutside === true }, io)
  const { places } = located
  const whole = withGivenFiles(located.study, flags, io)
  const { study, notes } = narrowed(whole, { dataset: flags.dataset ?? [], engine: flags.engine ?? [] })
  requireKnownEngines(study)
  const cache = cacheRoot(io)
  requirePulled(study, places, cache)
  requireRecordedData(study, old.index.data, io)
  const engines = studyEngines(study, places, cache)
  const planned = { study, ...engines, configurations: expandGrid(study.grid).length, until: purpose.until }
  requireReadyBaseline(planned, places.baseline)
  requireExactBaseline(planned, places.baseline)
  const cases = showReading(io.stderr, (onRead) => studyCases(study, places, { cacheRoot: cache, onRead }))
  const n_trains = cases.map(({ prepared }) => prepared.n_train)
  requireSupport(planned, n_trains, places.baseline)
  const now = {
    ...presentSetting(planned, cases, studyHash(whole)),
    pinned: flags.dryRun === true ? undefined : presentPinning(study), // to find out starts a program
  }
  return { planned, purpose, cases, notes, facts: settingFacts(recordedSetting(old), now, scopeOf(study)) }
}

function purposeOf({ plan, study }: Results, flags: ReproductionFlags): Purpose {
  if (flags.table === undefined) return { until: plan === undefined ? 'answers' : 'rounds' }
  const table = tableName(flags.table)
  if (UNTIMED.includes(table)) return { until: 'answers', table }
  if (plan !== undefined) return { until: 'rounds', table }
  throw new InputError({
    found: `table ${table} needs times, and ${study.name} was only answered in this ledger.`,
    fix: `What it can be asked for: --table ${UNTIMED.join(', --table ')}`,
  })
}

function scopeOf({ engines, datasets }: Study) {
  return { engines: engines.map(({ name }) => name), datasets: datasets.map(({ name }) => name) }
}

function presentSetting(
  { ready }: PlannedStudy,
  cases: readonly StudyCase[],
  study_hash: string,
): Omit<Setting, 'pinned'> {
  return {
    tool_version: toolVersion(),
    study_hash,
    environment: readEnvironment(),
    engines: new Map(ready.map((engine) => [engine.entry.name, engineRecord(engine)])),
    cases: cases.map(({ prepared: { case_id, hashes } }) => ({
      case_id,
      source_sha256: hashes.source,
      X_train_sha256: hashes.X_train,
      X_test_sha256: hashes.X_test,
    })),
  }
}

function presentPinning({ protocol }: Study): NonNullable<Setting['pinned']> {
  const pinning = machinePinning(protocol.threads)
  return {
    engine_cores: pinning === undefined ? null : [...pinning.engine_cores],
    host_cores: pinning === undefined ? null : [...pinning.host_cores],
  }
}
