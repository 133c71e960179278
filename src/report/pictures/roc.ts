import type { RocPoint } from '../../metrics/roc-curve.ts'
import { caseLabel } from '../case-label.ts'
import { describeConfiguration } from '../configuration-key.ts'
import { drawPicture } from '../draw-picture.ts'
import { isFoldsOnly } from '../folds-only.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { type Panel, panelGrid } from '../picture-panels.ts'
import { seriesEncoding } from '../picture-series.ts'
import { MUTED } from '../picture-theme.ts'
import { formatNumber } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { rocCurves } from '../roc-curves.ts'
import { scoreValue } from '../scores.ts'
import { sharedSelections } from '../shared-selections.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { whyNoClasses } from '../task-scores.ts'

const NAME = 'roc'
const TITLE = 'ROC curves at the configuration of highest accuracy'

/** True against false positives at every threshold of the probabilities: the positive class, or each of several. */
export function rocPicture(results: Results): PictureResult {
  const charts = results.cases.flatMap((one) => chartsOf(one, results))
  if (charts.length === 0)
    return {
      kind: 'undrawn',
      name: NAME,
      title: TITLE,
      reason: whyNoCurves(results),
    }
  const names = [...new Set(charts.flatMap(({ curves }) => curves.map(({ series }) => series)))]
  return drawPicture({
    data: dataOf(charts),
    alt: altOf(charts),
    reading: [
      'A point for each threshold of the probabilities; the diagonal is chance. More than two classes: one against the rest.',
      'The configuration is selected on the same test set, so the curve is optimistic. Engines with the same labels there share a panel.',
    ],
    body: panelGrid(
      charts.map(({ panel }) => panelOf(panel, names)),
      3,
    ),
  })
}

function whyNoCurves(results: Results): string {
  return (
    whyNoClasses(results.study) ??
    (isFoldsOnly(results) ? 'the study has no holdout' : 'no right answer has probabilities')
  )
}

interface Chart {
  readonly panel: string
  readonly configuration: string
  readonly auc: number | undefined
  readonly curves: readonly { readonly series: string; readonly points: readonly RocPoint[] }[]
}

function chartsOf(one: CaseResults, results: Results): Chart[] {
  const selections = sharedSelections(one, 'accuracy', 'best')
  const label = `${caseLabel(one.facts, results)}, ${formatNumber(one.facts.rows_scored, 'count')} rows`
  return selections.flatMap((selection) => {
    const found = rocCurves(one, selection)
    if (found === undefined) return []
    const { cell } = found
    const curves = found.curves.map(({ class_name, points }) => ({
      series: `class ${class_name}`,
      points: thin(points),
    }))
    const auc = scoreValue(cell.scores, 'roc_auc')
    const area = auc === undefined ? '' : `, AUC ${formatNumber(auc, 'score')}`
    const panel = `${label}${selections.length === 1 ? '' : `: ${selection.engines[0]}`}${area}`
    const configuration = describeConfiguration(cell.configuration)
    return curves.length === 0 ? [] : [{ panel, configuration, auc, curves }]
  })
}

/** A curve is drawn with about this many points at most; what is between two of them is shorter than a pixel. */
const MOST_POINTS = 400

function thin(points: readonly RocPoint[]): RocPoint[] {
  const last = points.length - 1
  let at = 0
  return points.filter(({ false_positive_rate, true_positive_rate }, i) => {
    const way = false_positive_rate + true_positive_rate
    const isKept = i === 0 || i === last || way - at >= 2 / MOST_POINTS
    if (isKept) at = way
    return isKept
  })
}

function dataOf(charts: readonly Chart[]): Table {
  return {
    name: NAME,
    title: TITLE,
    unit_of_replication: 'test row',
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('configuration', 'configuration', 1),
      textColumn('series', 'class', 0),
      numberColumn('step', 'point', 'none', 2),
      numberColumn('threshold', 'threshold', 'score', 1),
      numberColumn('false_positive_rate', 'false positive rate', 'score', 0),
      numberColumn('true_positive_rate', 'true positive rate', 'score', 0),
    ],
    rows: charts.flatMap(({ panel, configuration, curves }) =>
      curves.flatMap(({ series, points }) =>
        points.map((point, step): Cell[] => [
          text(panel),
          text(configuration),
          text(series),
          number(step, missing('none')),
          number(point.threshold, missing('above every probability: no row is called positive')),
          number(point.false_positive_rate, missing('none')),
          number(point.true_positive_rate, missing('none')),
        ]),
      ),
    ),
    notes: [],
  }
}

function panelOf(panel: string, names: readonly string[]): Panel {
  const axis = { values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: '.1f' }
  const rate = (field: string, title: string): JsonObject => ({
    field,
    type: 'quantitative',
    title,
    scale: { domain: [0, 1] },
    axis: { ...axis, title },
  })
  const x = rate('false_positive_rate', 'false positive rate (share of rows)')
  const y = rate('true_positive_rate', 'true positive rate (share of rows)')
  const { color, strokeDash } = seriesEncoding('series', names, 'lines')
  const ends = [0, 1].map((end) => ({ false_positive_rate: end, true_positive_rate: end }))
  return {
    name: panel,
    body: {
      width: 200,
      height: 200,
      layer: [
        { data: { values: ends }, mark: { type: 'line', color: MUTED, strokeWidth: 1 }, encoding: { x, y } },
        {
          mark: { type: 'line', strokeWidth: 1.8, interpolate: 'linear' },
          encoding: { x, y, color, strokeDash, order: { field: 'step', type: 'quantitative' } },
        },
      ],
    },
  }
}

function altOf(charts: readonly Chart[]): string {
  const sentences = charts.map(
    ({ panel, configuration, auc }) =>
      `${panel} (${configuration}): area under the curve ${auc === undefined ? 'not defined' : formatNumber(auc, 'score')}.`,
  )
  return `ROC curves, true against false positive rate. ${sentences.join(' ')}`
}
