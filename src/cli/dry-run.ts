import { balancedSubsets, configurationKey, expandGrid } from '../plan/grid.ts'
import { type Group, schedule } from '../plan/schedule.ts'
import type { StudyCase } from '../runner/study-case.ts'
import { EXIT, type Io } from './io.ts'
import { headline, leftOut, type PlannedStudy } from './plan-text.ts'

/** What `run` would do, in full and in order, without starting an engine. */
export function dryRun(
  planned: PlannedStudy,
  cases: readonly StudyCase[],
  { json }: { readonly json?: true },
  io: Io,
): number {
  const groups = plannedGroups(planned, cases)
  io.stdout.write(
    json === true
      ? `${JSON.stringify(asJson(planned, cases, groups), null, 2)}\n`
      : asText(planned, cases, groups),
  )
  return EXIT.ok
}

function plannedGroups({ study, ready }: PlannedStudy, cases: readonly StudyCase[]): Group<string>[] {
  const names = ready.map(({ entry }) => entry.name)
  const arms = names.includes(study.baseline) ? [...names, `${study.baseline} (null arm)`] : names
  return schedule({
    seed: study.protocol.seed,
    rounds: study.protocol.rounds,
    subsets: balancedSubsets(expandGrid(study.grid), study.protocol.configurations_per_round),
    cases: cases.map(({ prepared }) => ({ case_id: prepared.case_id, arms })),
  })
}

function asJson(
  { study, ready, missing }: PlannedStudy,
  cases: readonly StudyCase[],
  groups: readonly Group<string>[],
) {
  return {
    study: study.name,
    engines: ready.map(({ entry, version }) => ({ name: entry.name, version })),
    left_out: missing.map(({ entry, missing: what, fix }) => ({ name: entry.name, missing: what, fix })),
    comparisons_at_most: comparisons(ready.length, cases.length),
    cases: cases.map(({ prepared, timed, score }) => ({
      case_id: prepared.case_id,
      n_train: prepared.n_train,
      n_test: prepared.n_test,
      n_features: prepared.n_features,
      rows_timed: timed.positions.length,
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

function comparisons(engines: number, cases: number): number {
  return Math.max(0, engines - 1) * cases
}

function asText(
  planned: PlannedStudy,
  cases: readonly StudyCase[],
  groups: readonly Group<string>[],
): string {
  const blocks = groups.reduce((sum, { arms }) => sum + arms.length, 0)
  return [
    headline(planned),
    ...leftOut(planned.missing),
    ...cases.map(
      ({ prepared }) =>
        `  ${prepared.case_id}: ${prepared.n_train} train, ${prepared.n_test} test, ${prepared.n_features} features`,
    ),
    `  ${blocks} blocks, each a fresh process; ${comparisons(planned.ready.length, cases.length)} comparisons with ${planned.study.baseline}`,
    '  Nothing was started. The duration is measured by a short probe when the study runs. The whole order: --json',
    '',
  ].join('\n')
}
