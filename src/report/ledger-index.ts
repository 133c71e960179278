import { Descriptions } from '../ledger/descriptions.ts'
import { underPresentNames } from '../ledger/present-names.ts'
import type { LedgerRecord, RecordOf, RecordType } from '../ledger/record.ts'
import { standingRecords } from '../ledger/standing-records.ts'
import { type ArmIdentity, armKey } from './arm-identity.ts'
import { type CellRecords, cellRecords } from './cell-records.ts'
import { groupBy } from './group-by.ts'

export type Study = RecordOf<'study'>
export type Plan = RecordOf<'plan'>
export type PlannedArm = Plan['arms'][number]
export type Verification = RecordOf<'verification'>

/**
 * What a ledger says of the plan in force, its last: the study, data and engines that were described with it or
 * before, and the grades and failures of its content. What a later run said before it was cut off is not joined to it.
 */
export interface LedgerIndex extends CellRecords {
  readonly study: Study
  /** Undefined where the plan in force has no rounds: its run only answered. */
  readonly plan: Plan | undefined
  /** The part of the study that the ledger holds, where it is not all of it. */
  readonly shard: Plan['shard']
  /** Of a merged ledger, into how many parts its study was divided, 0 if it was not; undefined for others. */
  readonly shards: number | undefined
  readonly environment: RecordOf<'environment'> | undefined
  readonly data: readonly RecordOf<'data'>[]
  readonly engines: ReadonlyMap<string, RecordOf<'engine'>>
  readonly leftOut: readonly RecordOf<'left-out'>[]
  /** Those of the plan in force, folds too. */
  readonly arms: readonly PlannedArm[]
  plannedArm(arm: ArmIdentity): PlannedArm | undefined
  /** All records of one type, in ledger order. */
  all<T extends RecordType>(type: T): readonly RecordOf<T>[]
}

/** Undefined for a ledger in which no run has got as far as its plan. */
export function indexLedger(written: readonly LedgerRecord[]): LedgerIndex | undefined {
  const records = standingRecords(underPresentNames(written, latestPlan(written)?.arms ?? []))
  const byType = groupBy(records, ({ type }) => type)
  const all = <T extends RecordType>(type: T) =>
    (byType.get(type) ?? []).filter((record): record is RecordOf<T> => record.type === type)
  const inForce = all('plan').at(-1)
  if (inForce === undefined) return undefined
  const described = new Descriptions(records.slice(0, records.lastIndexOf(inForce)))
  const { study, engines } = described
  if (study === undefined) return undefined
  const planned = new Map(inForce.arms.map((arm) => [armKey(arm), arm]))
  const cells = cellRecords(records, inForce, described)
  return {
    study,
    engines,
    plan: inForce.rounds === 0 ? undefined : inForce,
    shard: inForce.shard,
    shards: inForce.merged?.shards,
    arms: inForce.arms,
    environment: all('environment').at(-1),
    data: plannedCases(study, inForce, described.data),
    leftOut: study.engines.flatMap(({ name }) => described.missing(name) ?? []),
    plannedArm: (arm) => planned.get(armKey(arm)),
    verification: cells.verification,
    failure: cells.failure,
    all,
  }
}

function latestPlan(records: readonly LedgerRecord[]): Plan | undefined {
  return records.findLast((record): record is Plan => record.type === 'plan')
}

/** The facts of each case of the plan, in the study's order of datasets. */
function plannedCases(study: Study, plan: Plan, data: readonly RecordOf<'data'>[]): RecordOf<'data'>[] {
  const planned = new Set(plan.arms.map(({ case_id }) => case_id))
  const order = (dataset: string) => study.datasets.indexOf(dataset)
  const changed = ({ variant }: RecordOf<'data'>) =>
    study.variants?.findIndex(({ name }) => name === variant?.name) ?? -1
  return data
    .filter(({ case_id }) => planned.has(case_id))
    .sort(
      (a, b) =>
        order(a.variant?.of ?? a.dataset) - order(b.variant?.of ?? b.dataset) ||
        changed(a) - changed(b) ||
        compareText(inOrder(a.case_id), inOrder(b.case_id)),
    )
}

/** A case id in which fold 10 comes after fold 9. */
function inOrder(case_id: string): string {
  return case_id.replace(/(?<=-(?:repeat|fold)-)\d+/g, (digits) => digits.padStart(4, '0'))
}

/** Order of code units, the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
