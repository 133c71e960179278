import type { RocPoint } from '../metrics/roc-curve.ts'
import type { ScoredCell } from './arm-results.ts'
import { configurationKey } from './configuration-key.ts'
import { mainArms } from './main-arms.ts'
import type { CaseResults } from './results.ts'
import { rightCells } from './selected-configurations.ts'
import type { SharedSelection } from './shared-selections.ts'

/** The curves of engines with the same labels, at the configuration that is selected for them. */
export interface RocCurves {
  /** Of the first of these engines that gives probabilities. */
  readonly cell: ScoredCell
  /** Of the positive class, or of each of several against the rest. */
  readonly curves: readonly { readonly class_name: string; readonly points: readonly RocPoint[] }[]
}

/** Undefined where no right answer has probabilities. */
export function rocCurves(one: CaseResults, selection: SharedSelection): RocCurves | undefined {
  const key = configurationKey(selection.cell.configuration)
  const cell = mainArms(one)
    .filter(({ engine }) => selection.engines.includes(engine))
    .flatMap((arm) => rightCells(arm).filter(({ configuration }) => configurationKey(configuration) === key))
    .find(({ verification }) => typeof verification?.probabilities === 'string')
  const answers = cell?.verification
  if (cell === undefined || answers === undefined) return undefined
  const { classes, positive } = one.facts
  const curves = (classes.length === 2 ? [positive] : classes).flatMap((class_name) => {
    const curve = one.scorer.roc(answers, classes.indexOf(class_name))
    return curve?.defined ? [{ class_name, points: curve.points }] : []
  })
  return { cell, curves }
}
