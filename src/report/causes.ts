import { mean } from 'simple-statistics'
import type { ScoredCell } from './arm-results.ts'
import type { CaseFacts } from './case-facts.ts'
import { configurationKey } from './configuration-key.ts'
import type { Study } from './ledger-index.ts'
import { baselineArm, mainArms } from './main-arms.ts'
import type { CaseResults, Results } from './results.ts'
import { differingLabels, outcomesOf, type RowOutcomes, rowOutcomes } from './row-outcomes.ts'
import { pairedChange, type ScoreChange, splitsChange, unpairedChange } from './score-change.ts'
import { rightCells } from './selected-configurations.ts'

/** A score that somebody may have published. */
export type CauseScore = keyof NonNullable<Study['published']>[string]

const SCORES: readonly CauseScore[] = ['accuracy', 'recall']

/** What one change of a dataset does to one score; every change is set against the unchanged case of the baseline. */
export interface Cause {
  readonly facts: CaseFacts
  /** Of the variant, or of the engine that answers instead of the baseline. */
  readonly change: string
  readonly score: CauseScore
  readonly effect: Effect | { readonly missing: string }
}

export interface Effect extends ScoreChange {
  readonly over: 'rows, paired' | 'rows, two samples' | 'splits'
  /** How many there are: rows that are paired, rows after the change, splits. */
  readonly n: number
  readonly configurations: number
  /** Undefined where the test rows are others. */
  readonly labels: { readonly differing: number; readonly compared: number } | undefined
}

interface Side {
  readonly one: CaseResults
  readonly cells: readonly ScoredCell[]
}

/** The effects of all changes, dataset by dataset: the study's variants, then its other exact engines. */
export function causes(results: Results): Cause[] {
  return results.cases.flatMap((base) =>
    changesOf(base, results).flatMap(({ change, sides }) =>
      scoresOf(base.facts).map((score) => ({
        facts: base.facts,
        change,
        score,
        effect: effectOf(sideOf(base, results.study.baseline), sides, score),
      })),
    ),
  )
}

/** Recall is of the positive class, of which there is one where there are two classes. */
function scoresOf({ classes }: CaseFacts): readonly CauseScore[] {
  return classes.length === 2 ? SCORES : ['accuracy']
}

function changesOf(base: CaseResults, { study, variants }: Results) {
  const { baseline } = study
  const ofData = (study.variants ?? []).map(({ name }) => ({
    change: name,
    sides: variants
      .filter(({ facts: { variant } }) => variant?.of === base.facts.dataset && variant.name === name)
      .map((one) => sideOf(one, baseline)),
  }))
  const ofEngine = mainArms(base)
    .filter(({ engine }) => engine !== baseline)
    .map((arm) => ({ change: arm.engine, sides: [{ one: base, cells: rightCells(arm) }] }))
  return [...ofData, ...ofEngine]
}

function sideOf(one: CaseResults, engine: string): Side {
  const arm = baselineArm(one, engine)
  return { one, cells: arm === undefined ? [] : rightCells(arm) }
}

function effectOf(base: Side, sides: readonly Side[], score: CauseScore): Cause['effect'] {
  if (sides.length === 0) return { missing: 'the change leaves these data as they are' }
  const changed = sides.filter(({ cells }) => cells.length > 0) // n says how many splits there are
  const shared = sharedKeys([base, ...changed])
  if (changed.length === 0 || shared.length === 0)
    return { missing: 'no configuration was answered right on both sides' }
  const before = outcomesAt(base, shared)
  const after = changed.flatMap((side) => outcomesAt(side, shared) ?? [])
  if (before === undefined || after.length < changed.length)
    return { missing: 'the configurations were not scored on the same rows' }
  const { classes, positive } = base.one.facts
  const code = score === 'accuracy' ? 'all' : classes.indexOf(positive)
  if ([before, ...after].some((side) => outcomesOf(side, code).length === 0))
    return { missing: 'no scored row is of the positive class' }
  const about = { configurations: shared.length, labels: undefined }
  const values = outcomesOf(before, code)
  if (after.length > 1) {
    const scores = after.map((side) => mean(outcomesOf(side, code)))
    return { ...splitsChange(mean(values), scores), over: 'splits', n: scores.length, ...about }
  }
  const [side] = after
  const others = outcomesOf(side, code)
  if (!hasSameRows({ base, before }, { base: changed[0], before: side }))
    return { ...unpairedChange(values, others), over: 'rows, two samples', n: others.length, ...about }
  const labels = differingLabels(before, side)
  return { ...pairedChange(values, others), over: 'rows, paired', n: values.length, ...about, labels }
}

function sharedKeys(sides: readonly Side[]): string[] {
  const [first, ...others] = sides.map(({ cells }) =>
    cells.map(({ configuration }) => configurationKey(configuration)),
  )
  return first.filter((key) => others.every((keys) => keys.includes(key)))
}

function outcomesAt({ one, cells }: Side, keys: readonly string[]): RowOutcomes | undefined {
  const chosen = keys.flatMap(
    (key) => cells.find(({ configuration }) => configurationKey(configuration) === key) ?? [],
  )
  return rowOutcomes(one.scorer, chosen)
}

interface Scored {
  readonly base: Side
  readonly before: RowOutcomes
}

/** Whether two sides have the same test part and were scored on the same rows of it. */
function hasSameRows(one: Scored, other: Scored): boolean {
  const [a, b] = [one.base.one.facts, other.base.one.facts]
  const rows = other.before.rows
  return (
    a.test_index === b.test_index &&
    one.before.rows.length === rows.length &&
    Array.from(one.before.rows).every((row, i) => row === rows[i])
  )
}
