import { InputError } from '../config/input-error.ts'
import { isTimed, type Study } from '../config/study.ts'
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
import { type CaseKind, isAmong, TABLE_NEEDS, type TableNeeds } from '../report/table-needs.ts'
import { TABLE_NAMES } from '../report/tables/index.ts'
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

/** The part of a ledger's study that is asked for, on the same data, with the engines that are here. Starts none of them. */
export function planReproduction(old: Results, flags: ReproductionFlags, io: Io): PlannedReproduction {
  const located = ledgerStudy(old.study, { allow_outside: flags.allowOutside === true }, io)
  const { places } = located
  const whole = withGivenFiles(located.study, flags, io)
  const purpose = purposeOf(old, whole, flags)
  const { study, notes } = narrowed(ofCases(whole, purpose.cases), {
    dataset: flags.dataset ?? [],
    engine: flags.engine ?? [],
  })
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

function purposeOf({ plan }: Results, study: Study, flags: ReproductionFlags): Purpose {
  const done = plan === undefined ? 'answers' : 'rounds'
  if (flags.table === undefined) return { until: done, cases: 'all' }
  const table = tableName(flags.table)
  const needs: TableNeeds = TABLE_NEEDS[table]
  const found = shortfall(needs, { study, done })
  if (found === undefined) return { ...needs, table }
  const others = TABLE_NAMES.filter((name) => shortfall(TABLE_NEEDS[name], { study, done }) === undefined)
  throw new InputError({
    found: `table ${table} needs ${found}.`,
    fix: `What it can be asked for: --table ${others.join(', --table ')}`,
  })
}

/** What a table needs and a ledger has not; undefined where nothing is short. */
function shortfall(
  { cases, until }: TableNeeds,
  { study, done }: { readonly study: Study; readonly done: Purpose['until'] },
): string | undefined {
  if (until === 'rounds' && done === 'answers')
    return `times, and ${study.name} was only answered in this ledger`
  if (ofCases(study, cases).splits.length > 0) return undefined
  return cases === 'folds'
    ? `folds, and ${study.name} has no cross-validation`
    : `a holdout, and ${study.name} has folds alone`
}

/** The study with only the splits whose cases are asked for. */
function ofCases(study: Study, cases: CaseKind): Study {
  return { ...study, splits: study.splits.filter((split) => isAmong(cases, { isFold: !isTimed(split) })) }
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
