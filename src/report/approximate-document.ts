import { countOf } from './answers-summary.ts'
import { caseVariant, isAmbiguousName } from './case-label.ts'
import { describeConfiguration } from './configuration-key.ts'
import type { CaseDocument } from './document.ts'
import { type RecallCurve, recallCurves } from './recall-points.ts'
import { formatInterval, formatNumber } from './render/format-number.ts'
import type { CaseResults, Results } from './results.ts'
import { caseRecall } from './tables/recall.ts'

/** The section of one case on its approximate engines, apart from the ranking; none where it has none. */
export function approximateDocument(one: CaseResults, results: Results): CaseDocument[] {
  const curves = recallCurves(one, results)
  const shown = shownCurves(curves)
  if (shown.length === 0) return []
  const title = `Approximate engines on ${one.facts.dataset}`
  return [
    {
      title,
      facts: [
        ...(isAmbiguousName(one.facts, results) ? [caseVariant(one.facts)] : []),
        ...(shown.length === 1 ? [describeConfiguration(shown[0].configuration)] : []),
        'by recall and throughput, never ranked or compared with exact engines',
      ],
      table: caseRecall(shown, title),
      alarms: [],
      sentences: [
        ...shown.flatMap((curve) => referenceLine(curve, results.study.baseline, shown.length)),
        ...furtherLine(curves.length - shown.length),
      ],
    },
  ]
}

/** Rows that a section may have; beyond, only one configuration is shown. */
const MOST_ROWS = 30
/** The k at which curves of recall are usually read. */
const USUAL_K = 10

function shownCurves(curves: readonly RecallCurve[]): readonly RecallCurve[] {
  const rows = curves.reduce((sum, { points }) => sum + points.length, 0)
  if (rows <= MOST_ROWS) return curves
  const distance = ({ configuration }: RecallCurve) => Math.abs(configuration.n_neighbors - USUAL_K)
  return curves.toSorted((a, b) => distance(a) - distance(b)).slice(0, 1)
}

/** The exact baseline at the same configuration: what an approximate engine has to beat to be worth it. */
function referenceLine({ baseline, configuration }: RecallCurve, name: string, shown: number): string[] {
  if (baseline === undefined) return []
  const { per_second, per_second_95 } = baseline
  const where = shown === 1 ? '' : ` at ${describeConfiguration(configuration)}`
  const ends =
    per_second_95 === undefined
      ? ''
      : ` (95 % interval ${formatInterval(per_second_95.low, per_second_95.high, 'per-second')})`
  return [`for reference, exact ${name}${where}: ${formatNumber(per_second, 'per-second')}${ends}`]
}

function furtherLine(further: number): string[] {
  return further === 0 ? [] : [`${countOf(further, 'further configuration')}: --table recall`]
}
