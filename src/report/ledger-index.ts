import type { LedgerRecord, RecordOf, RecordType } from '../ledger/record.ts'
import { type ArmIdentity, armKey } from './arm-identity.ts'
import { type Configuration, configurationKey } from './configuration-key.ts'
import { Descriptions } from './descriptions.ts'

export type Study = RecordOf<'study'>
export type Plan = RecordOf<'plan'>
export type PlannedArm = Plan['arms'][number]
export type Verification = RecordOf<'verification'>
export type Failure = RecordOf<'failure'>

/**
 * What a ledger says of the plan in force, its last: the study, data and engines that were described with it or
 * before, and the grades and failures of its content. What a later run said before it was cut off is not joined to it.
 */
export interface LedgerIndex {
  readonly study: Study
  /** Undefined where the plan in force has no rounds: its run only answered. */
  readonly plan: Plan | undefined
  readonly environment: RecordOf<'environment'> | undefined
  readonly data: readonly RecordOf<'data'>[]
  readonly engines: ReadonlyMap<string, RecordOf<'engine'>>
  readonly leftOut: readonly RecordOf<'left-out'>[]
  plannedArm(arm: ArmIdentity): PlannedArm | undefined
  /** The grade of a cell; the null arm shares its engine's, as it shares failures. */
  verification(arm: ArmIdentity, configuration: Configuration): Verification | undefined
  /** What ended a cell, or (configuration null) a whole arm. */
  failure(arm: ArmIdentity, configuration: Configuration | null): Failure | undefined
  /** All records of one type, in ledger order. */
  all<T extends RecordType>(type: T): readonly RecordOf<T>[]
}

/** Undefined for a ledger in which no run has got as far as its plan. */
export function indexLedger(records: readonly LedgerRecord[]): LedgerIndex | undefined {
  const all = <T extends RecordType>(type: T) =>
    records.filter((record): record is RecordOf<T> => record.type === type)
  const inForce = all('plan').at(-1)
  if (inForce === undefined) return undefined
  const described = new Descriptions(records.slice(0, records.lastIndexOf(inForce)))
  const { study, engines } = described
  if (study === undefined) return undefined
  const planned = new Map(inForce.arms.map((arm) => [armKey(arm), arm]))
  const isCurrent = currentContent(planned)
  const verifications = currentGrades(records, isCurrent)
  // An arm that a later plan lets run is no longer over budget.
  const isLifted = (record: Failure) =>
    record.kind === 'over-budget' && planned.get(armKey(record))?.decision === 'run'
  const failures = latest(
    all('failure').filter((record) => isCurrent(record) && !isLifted(record)),
    (record) => cellKey(record, record.configuration),
  )
  return {
    study,
    engines,
    plan: inForce.rounds === 0 ? undefined : inForce,
    environment: all('environment').at(-1),
    data: plannedCases(study, inForce, described.data),
    leftOut: study.engines.flatMap(({ name }) => described.missing(name) ?? []),
    plannedArm: (arm) => planned.get(armKey(arm)),
    verification: (arm, configuration) => verifications.get(cellKey(arm, configuration)),
    failure: (arm, configuration) => failures.get(cellKey(arm, configuration)),
    all,
  }
}

/** The null arm is its engine once more: what holds for one holds for the other. */
function cellKey({ case_id, engine }: Omit<ArmIdentity, 'arm'>, configuration: Configuration | null): string {
  return JSON.stringify([case_id, engine, configuration === null ? null : configurationKey(configuration)])
}

function latest<R>(records: readonly R[], keyOf: (record: R) => string): Map<string, R> {
  return new Map(records.map((record) => [keyOf(record), record]))
}

/**
 * Whether a record is about the content now planned: after an engine changed its version, grades and
 * failures of the old one say nothing. The null arm has its engine's key; arms outside the plan have none.
 */
function currentContent(planned: ReadonlyMap<string, PlannedArm>) {
  return (record: Pick<Failure, 'case_id' | 'engine' | 'key'>): boolean => {
    const arm = planned.get(armKey({ ...record, arm: 'main' }))
    return arm === undefined || arm.key === record.key
  }
}

/**
 * The latest grade of each cell among those of the planned content. A later wrong answer of the same engine to
 * other rows (`run --answers-only`) comes before it: it is no less wrong.
 */
function currentGrades(
  records: readonly LedgerRecord[],
  isCurrent: ReturnType<typeof currentContent>,
): Map<string, Verification> {
  const grades = new Map<string, Verification>()
  const wrong = new Map<string, Verification>()
  for (const record of records) {
    if (record.type === 'engine') {
      for (const [key, { engine }] of wrong) if (engine === record.engine) wrong.delete(key)
    } else if (record.type === 'verification') {
      const key = cellKey(record, record.configuration)
      if (isCurrent(record)) grades.set(key, record)
      if (record.grade === 'wrong') wrong.set(key, record)
      else wrong.delete(key)
    }
  }
  return new Map([...grades, ...wrong])
}

/** The facts of each case of the plan, in the study's order of datasets. */
function plannedCases(study: Study, plan: Plan, data: readonly RecordOf<'data'>[]): RecordOf<'data'>[] {
  const planned = new Set(plan.arms.map(({ case_id }) => case_id))
  const order = (dataset: string) => study.datasets.indexOf(dataset)
  return data
    .filter(({ case_id }) => planned.has(case_id))
    .sort((a, b) => order(a.dataset) - order(b.dataset) || compareText(a.case_id, b.case_id))
}

/** Order of code units, the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
