import type { Position } from '../config/input-error.ts'
import { InputError } from '../config/input-error.ts'
import type { Study } from '../config/study.ts'
import { expandGrid } from '../plan/grid.ts'
import { unsupportedReason } from '../plan/support.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import type { PlannedStudy } from './plan-text.ts'

/** Ratios need something to be against: without its baseline a study cannot be measured. */
export function requireReadyBaseline({ study, missing }: PlannedStudy, where: Position): void {
  const baseline = missing.find(({ entry }) => entry.name === study.baseline)
  if (baseline === undefined) return
  throw new InputError({
    where,
    found: `the baseline ${study.baseline} is not ready: ${baseline.missing}.`,
    fix: `Set it up with: ${baseline.fix} – or choose another baseline.`,
  })
}

/** Exact engines are compared with the baseline, so it has to be one. */
export function requireExactBaseline({ study, ready, until }: PlannedStudy, where: Position): void {
  const baseline = ready.find(({ entry }) => entry.name === study.baseline)
  if (until === 'answers' || baseline === undefined || baseline.manifest.capabilities.exact) return
  const exact = ready.filter(({ manifest }) => manifest.capabilities.exact).map(({ entry }) => entry.name)
  throw new InputError({
    where,
    found: `the baseline ${study.baseline} is approximate; ratios and verdicts need an exact one.`,
    fix:
      exact.length > 0
        ? `Choose another baseline: ${exact.join(', ')}.`
        : 'Add an exact engine, such as ts-brute, and make it the baseline.',
  })
}

/**
 * Refuses a study in which the baseline (for answers alone: every engine) can answer nothing. Cases are given by
 * their training rows: Infinity before they are known.
 */
export function requireSupport(planned: PlannedStudy, n_trains: readonly number[], where: Position): void {
  const { study, ready, until } = planned
  const reasons = (engine: ReadyEngine): string[] => reasonsAgainst(engine, study, n_trains)
  const able = ready.filter((engine) => reasons(engine).length === 0).map(({ entry }) => entry.name)
  const needed = until === 'answers' ? ready : ready.filter(({ entry }) => entry.name === study.baseline)
  if (needed.some(({ entry }) => able.includes(entry.name))) return
  const who = until === 'answers' ? 'no engine of this study' : `the baseline ${study.baseline}`
  const what =
    until === 'answers' ? 'can answer any of its configurations' : 'can answer no configuration of this study'
  const why = [...new Set(needed.flatMap(reasons))]
  throw new InputError({
    where,
    found: `${who} ${what}: ${why.slice(0, 3).join(', ')}${why.length > 3 ? ', …' : ''}.`,
    fix:
      able.length > 0
        ? `Choose another baseline: ${able.join(', ')}.`
        : 'Change its task, its grid or its engines.',
  })
}

/** Why an engine can answer no configuration of any case, each reason once; empty if it can answer one. */
export function reasonsAgainst(
  { manifest }: ReadyEngine,
  { grid, task, protocol: { threads } }: Study,
  n_trains: readonly number[],
): string[] {
  const reasons = expandGrid(grid).flatMap((configuration) =>
    n_trains.map((n_train) =>
      unsupportedReason(configuration, { task, threads, n_train }, manifest.capabilities),
    ),
  )
  const distinct = new Set(reasons)
  return distinct.has(undefined) ? [] : [...distinct].flatMap((reason) => reason ?? [])
}
