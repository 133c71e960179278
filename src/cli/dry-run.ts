import type { Shard } from '../config/shard.ts'
import { balancedSubsets, configurationKey, expandGrid } from '../plan/grid.ts'
import { type Group, schedule } from '../plan/schedule.ts'
import { shareOf } from '../plan/shards.ts'
import { groupBy } from '../report/group-by.ts'
import type { SettingFact } from '../report/reproduction/setting.ts'
import { isTimedCase, type StudyCase, shardedCase } from '../runner/study-case.ts'
import { reasonsAgainst } from './baseline.ts'
import { EXIT, type Io } from './io.ts'
import { type PlannedStudy, plural } from './plan-text.ts'

export interface DryRun {
  readonly planned: PlannedStudy
  readonly cases: readonly StudyCase[]
  readonly heading: readonly string[]
  /** Only this part of the study. */
  readonly shard?: Shard | undefined
}

/** What `run` would do, in full and in order, without starting an engine. */
export function dryRun(
  { planned, cases, heading, shard }: DryRun,
  { json, environment }: { readonly json?: true; readonly environment?: readonly SettingFact[] },
  io: Io,
): number {
  const share = shareOf(
    {
      cases: cases.map(shardedCase),
      rounds: planned.until === 'rounds' ? planned.study.protocol.rounds : 0,
    },
    shard,
  )
  const all = planned.until === 'rounds' ? plannedGroups(planned, cases) : []
  const groups = all.filter(({ case_id, round }) => share.measures(case_id, round))
  const own = cases.filter(({ prepared }) => share.answers(prepared.case_id))
  io.stdout.write(
    json === true
      ? `${JSON.stringify({ ...asJson(planned, cases, groups), shard, environment }, null, 2)}\n`
      : [...heading, ...asText(planned, { cases, own }, groups), ''].join('\n'),
  )
  return EXIT.ok
}

function plannedGroups(planned: PlannedStudy, cases: readonly StudyCase[]): Group<string>[] {
  const { study } = planned
  return schedule({
    seed: study.protocol.seed,
    rounds: study.protocol.rounds,
    subsets: balancedSubsets(expandGrid(study.grid), study.protocol.configurations_per_round),
    cases: cases
      .filter(isTimedCase)
      .map((one) => ({ case_id: one.prepared.case_id, arms: armNames(planned, one) })),
  })
}

/** Engines that can answer something of a case; the baseline a second time, as null arm. */
function armNames(planned: PlannedStudy, one: StudyCase): string[] {
  const { baseline } = planned.study
  const names = ableEngines(planned, one)
  return names.includes(baseline) ? [...names, `${baseline} (null arm)`] : names
}

function ableEngines({ study, ready }: PlannedStudy, { prepared, variant }: StudyCase): string[] {
  return ready
    .filter(({ entry }) => variant === undefined || entry.name === study.baseline)
    .filter((engine) => reasonsAgainst(engine, study, [prepared.n_train]).length === 0)
    .map(({ entry }) => entry.name)
}

function asJson(planned: PlannedStudy, cases: readonly StudyCase[], groups: readonly Group<string>[]) {
  const { study, ready, missing, until } = planned
  return {
    study: study.name,
    until,
    engines: ready.map(({ entry, version }) => ({ name: entry.name, version })),
    left_out: missing.map(({ entry, missing: what, fix }) => ({ name: entry.name, missing: what, fix })),
    comparisons_at_most: comparisons(planned, cases),
    cases: cases.map(({ prepared, timed, score }) => ({
      case_id: prepared.case_id,
      n_train: prepared.n_train,
      n_test: prepared.n_test,
      n_features: prepared.n_features,
      rows_timed: until === 'rounds' ? timed.positions.length : 0,
      rows_scored: score.positions.length,
      hashes: prepared.hashes,
    })),
    order: groups.map(({ round, case_id, arms, metric_runs }) => ({
      round: round + 1,
      case_id,
      arms,
      configurations: metric_runs.flatMap(({ configurations }) => configurations.map(configurationKey)),
    })),
  }
}

function comparisons(planned: PlannedStudy, cases: readonly StudyCase[]): number {
  if (planned.until === 'answers') return 0
  const exact = planned.ready.filter(({ manifest }) => manifest.capabilities.exact)
  return cases.filter(isTimedCase).reduce((sum, one) => {
    const names = ableEngines({ ...planned, ready: exact }, one)
    return names.includes(planned.study.baseline) ? sum + names.length - 1 : sum
  }, 0)
}

interface Cases {
  readonly cases: readonly StudyCase[]
  /** Those of the shard. */
  readonly own: readonly StudyCase[]
}

function asText(planned: PlannedStudy, { cases, own }: Cases, groups: readonly Group<string>[]): string[] {
  return [
    ...[...groupBy(cases, oneLine)].map(([name, group]) => `  ${name}: ${sizeWords(group)}`),
    ...(planned.until === 'answers'
      ? answersText(planned, own)
      : roundsText(planned, { cases, own }, groups)),
  ]
}

/** What shares a line: a case id without its fold, or the splits of a variant without their seeds. */
function oneLine({ prepared: { case_id, dataset, split_label, prepare }, variant }: StudyCase): string {
  if (variant !== undefined) return `${dataset}/${split_label}/${prepare}`
  return case_id.replace(/(-repeat-\d+)?-fold-\d+(?=\/[^/]*$)/, '')
}

function sizeWords(cases: readonly StudyCase[]): string {
  const range = (sizeOf: (prepared: StudyCase['prepared']) => number) => {
    const sizes = cases.map(({ prepared }) => sizeOf(prepared))
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
    return least === most ? `${least}` : `${least}–${most}`
  }
  const features = range(({ n_features }) => n_features)
  const sizes = `${range(({ n_train }) => n_train)} train, ${range(({ n_test }) => n_test)} test, ${features} feature${features === '1' ? '' : 's'}`
  if (isTimedCase(cases[0])) return sizes
  const noun = cases[0].variant === undefined ? 'fold' : 'case'
  return `${plural(cases.length, noun)}, scored and not timed; each ${sizes}`
}

function answersText(planned: PlannedStudy, cases: readonly StudyCase[]): string[] {
  const processes = answering(planned, cases)
  const isSampled = cases.some(({ prepared, score }) => score.positions.length < prepared.n_test)
  const rows = isSampled ? 'the test rows that are scored' : 'every test row'
  return [
    `  ${plural(processes, 'untimed process', 'untimed processes')}; every answer to ${rows} is graded, nothing is timed`,
    '  Nothing was started.',
  ]
}

/** Untimed processes: one for each engine that can answer something of a case. */
function answering(planned: PlannedStudy, cases: readonly StudyCase[]): number {
  return cases.reduce((sum, one) => sum + ableEngines(planned, one).length, 0)
}

function roundsText(
  planned: PlannedStudy,
  { cases, own }: Cases,
  groups: readonly Group<string>[],
): string[] {
  const blocks = groups.reduce((sum, { arms }) => sum + arms.length, 0)
  const folds = own.filter((one) => !isTimedCase(one))
  return [
    `  ${plural(blocks, 'block')}, each a fresh process; ${plural(comparisons(planned, cases), 'comparison')} with ${planned.study.baseline}`,
    ...(folds.length === 0
      ? []
      : [
          `  ${plural(answering(planned, folds), 'untimed process', 'untimed processes')} for ${plural(folds.length, folds.every(({ variant }) => variant === undefined) ? 'fold' : 'case')}`,
        ]),
    '  Nothing was started. The duration is measured by a short probe when the study runs. The whole order: --json',
  ]
}
