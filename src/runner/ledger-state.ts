import type { Configuration } from '../config/study.ts'
import { isWithinPlan } from '../ledger/planned-block.ts'
import type { LedgerRecord, RecordOf } from '../ledger/record.ts'
import { standingRecords } from '../ledger/standing-records.ts'
import { configurationKey } from '../plan/grid.ts'
import { type Arm, type RecordIds, recordIds } from './arm.ts'

type Part = RecordOf<'fallback'>['part']
export type ArmRole = 'main' | 'null'
/** `ts-brute/main/<content key>`: one arm of one case, in whatever run it was measured. */
type ArmName = string

/** The measured block of each arm, by attempt. */
type Attempts = Map<number, Map<ArmName, RecordOf<'block'>>>

/** A block that a group should have. */
export interface WantedBlock {
  readonly arm: Arm
  readonly role: ArmRole
  readonly configurations: readonly Configuration[]
}

/**
 * What a ledger already holds, so that nothing finished is done again. Kept up to date by passing it
 * every record that is appended.
 */
export class LedgerState {
  readonly #verified = new Map<string, RecordOf<'verification'>>()
  readonly #failures = new Map<string, RecordOf<'failure'>>()
  readonly #fallbacks = new Set<string>()
  readonly #probes = new Map<string, RecordOf<'probe'>>()
  readonly #groups = new Map<string, Attempts>()
  readonly #blocks = new Map<string, RecordOf<'block'>>()
  readonly #labels = new Map<string, string>()
  readonly #pending = new Map<string, Map<string, string>>()
  /** The highest attempt of a group whose block was asked for again. */
  readonly #superseded = new Map<string, number>()
  readonly #plans = new Map<string, RecordOf<'plan'>>()
  #planInForce: RecordOf<'plan'> | undefined

  constructor(records: readonly LedgerRecord[]) {
    const standing = standingRecords(records)
    const kept = new Set(standing)
    for (const record of records) if (record.type === 'block' && !kept.has(record)) this.#supersede(record)
    for (const record of standing) this.add(record)
  }

  add(record: LedgerRecord): void {
    if (record.type === 'verification') this.#verified.set(cellName(record, record.configuration), record)
    else if (record.type === 'failure') this.#addFailure(record)
    else if (record.type === 'fallback') this.#addFallback(record)
    else if (record.type === 'probe') this.#probes.set(record.case_id + record.key, record)
    else if (record.type === 'plan') this.#addPlan(record)
    else if (record.type === 'block') this.#blocks.set(record.block_id, record)
    else if (record.type === 'measurement') this.#addMeasurement(record)
    else if (record.type === 'block-end') this.#endBlock(record)
    else if (record.type === 'again') this.#forgetPlans(record)
  }

  /** The plan that was made for these arms. */
  plan(plan_key: string): RecordOf<'plan'> | undefined {
    return this.#plans.get(plan_key)
  }

  /** The latest plan: the one that a report shows. */
  get planInForce(): RecordOf<'plan'> | undefined {
    return this.#planInForce
  }

  probe(arm: Arm): RecordOf<'probe'> | undefined {
    return this.#probes.get(arm.studyCase.prepared.case_id + arm.key)
  }

  verification(arm: Arm, configuration: Configuration): RecordOf<'verification'> | undefined {
    return this.#verified.get(cellName(recordIds(arm), configuration))
  }

  /** The failure of a cell, or of its whole arm. */
  failure(arm: Arm, configuration: Configuration | null): RecordOf<'failure'> | undefined {
    const ids = recordIds(arm)
    return (
      this.#failures.get(cellName(ids, null)) ??
      (configuration === null ? undefined : this.#failures.get(cellName(ids, configuration)))
    )
  }

  /** Whether an arm failed at what is asked beside labels before: neighbors of a metric, or timed searches. */
  goesWithout(arm: Arm, part: 'search'): boolean
  goesWithout(arm: Arm, part: 'neighbors', metric: string): boolean
  goesWithout(arm: Arm, part: Part, metric?: string): boolean {
    return this.#fallbacks.has(fallbackName(recordIds(arm), part, metric))
  }

  /** Right answers, and nothing went wrong so far: may be timed. */
  timable(arm: Arm): Configuration[] {
    return arm.supported.filter((configuration) => {
      const grade = this.verification(arm, configuration)?.grade
      const right = grade !== undefined && grade !== 'wrong' && grade !== 'undecidable'
      return right && this.failure(arm, configuration) === undefined
    })
  }

  /** The highest attempt of a group so far, −1 before the first. */
  lastAttempt(group_id: string): number {
    const superseded = this.#superseded.get(group_id) ?? -1
    return Math.max(superseded, ...(this.#groups.get(group_id)?.keys() ?? []))
  }

  /**
   * Whether the latest attempt of a group that holds all of these blocks timed all that they should, and nothing
   * outside the plan. Pairs never cross attempts, so an arm is asked for together with its baseline.
   */
  isMeasured(group_id: string, wanted: readonly WantedBlock[], plan: RecordOf<'plan'>): boolean {
    const attempts = [...(this.#groups.get(group_id) ?? [])].sort(([a], [b]) => b - a)
    for (const [, measured] of attempts) {
      const blocks = wanted.map(({ arm, role }) => measured.get(armName(arm, role)))
      if (!blocks.every((block) => block !== undefined && isWithinPlan(block, plan))) continue
      return wanted.every(({ configurations }, i) => hasTimed(blocks[i], configurations))
    }
    return false
  }

  /** The hash of the labels that earlier rounds gave for a cell; rounds must agree. */
  labelsOf(arm: Arm, configuration: Configuration): string | undefined {
    return this.#labels.get(cellName(recordIds(arm), configuration))
  }

  /** What a budget ruled out is in the plan that ruled it out; another plan may have it run. */
  #addFailure(failure: RecordOf<'failure'>): void {
    if (failure.kind !== 'over-budget') this.#failures.set(cellName(failure, failure.configuration), failure)
  }

  #addFallback(fallback: RecordOf<'fallback'>): void {
    const metric = fallback.part === 'neighbors' ? fallback.configuration.metric : undefined
    this.#fallbacks.add(fallbackName(fallback, fallback.part, metric))
  }

  #addPlan(plan: RecordOf<'plan'>): void {
    this.#plans.set(plan.plan_key, plan)
    this.#planInForce = plan
  }

  #supersede({ group_id, group_attempt }: RecordOf<'block'>): void {
    this.#superseded.set(group_id, Math.max(group_attempt, this.#superseded.get(group_id) ?? -1))
  }

  /** What a plan decided of this arm rests on a probe that counts no more: another of the same key is news. */
  #forgetPlans({ case_id, engine, key, until }: RecordOf<'again'>): void {
    if (until === 'answers') return
    const holds = ({ arms }: RecordOf<'plan'>): boolean =>
      arms.some((arm) => arm.case_id === case_id && arm.engine === engine && arm.key === key)
    for (const [plan_key, plan] of this.#plans) if (holds(plan)) this.#plans.delete(plan_key)
    if (this.#planInForce !== undefined && holds(this.#planInForce)) this.#planInForce = undefined
  }

  #addMeasurement({ block_id, value }: RecordOf<'measurement'>): void {
    if (value.event !== 'sample' || value.labels_sha256 === undefined) return
    const labels = this.#pending.get(block_id) ?? new Map<string, string>()
    this.#pending.set(block_id, labels.set(configurationKey(value.configuration), value.labels_sha256))
  }

  #endBlock({ block_id, outcome }: RecordOf<'block-end'>): void {
    const block = this.#blocks.get(block_id)
    const labels = this.#pending.get(block_id)
    this.#pending.delete(block_id)
    if (block === undefined || outcome !== 'measured') return
    const attempts: Attempts = this.#groups.get(block.group_id) ?? new Map()
    const measured = attempts.get(block.group_attempt) ?? new Map<ArmName, RecordOf<'block'>>()
    measured.set(`${block.engine}/${block.arm}/${block.key}`, block)
    this.#groups.set(block.group_id, attempts.set(block.group_attempt, measured))
    for (const configuration of block.configurations) {
      const hash = labels?.get(configurationKey(configuration))
      const name = cellName(block, configuration)
      if (hash !== undefined && !this.#labels.has(name)) this.#labels.set(name, hash)
    }
  }
}

function hasTimed(block: RecordOf<'block'> | undefined, wanted: readonly Configuration[]): boolean {
  const timed = new Set(block?.configurations.map(configurationKey))
  return wanted.every((configuration) => timed.has(configurationKey(configuration)))
}

function cellName({ case_id, engine, key }: RecordIds, configuration: Configuration | null): string {
  return [case_id, engine, key, configuration === null ? 'arm' : configurationKey(configuration)].join(' ')
}

function fallbackName({ case_id, engine, key }: RecordIds, part: Part, metric = 'any'): string {
  return [case_id, engine, key, part, metric].join(' ')
}

function armName(arm: Arm, role: ArmRole): ArmName {
  return `${arm.engine.entry.name}/${role}/${arm.key}`
}
