import type { Task } from '../../config/study.ts'
import type { ScoreName } from '../../metrics/scores.ts'
import { type AnswerGroup, answerGroups } from '../answer-groups.ts'
import { caseLabel } from '../case-label.ts'
import { describeConfiguration } from '../configuration-key.ts'
import { drawPicture } from '../draw-picture.ts'
import { isFoldsOnly } from '../folds-only.ts'
import { neighborsAxis, noCurve } from '../neighbors-axis.ts'
import type { JsonObject, PictureResult } from '../picture.ts'
import { type Panel, panelGrid } from '../picture-panels.ts'
import { seriesEncoding } from '../picture-series.ts'
import { formatNumber } from '../render/format-number.ts'
import type { CaseResults, Results } from '../results.ts'
import { scoreValue } from '../scores.ts'
import { selectConfiguration } from '../selected-configurations.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import { SCORE_WORDS, scoreColumn, taskScores } from '../task-scores.ts'

const NAME = 'accuracy-by-k'
const TITLES = {
  classification: 'Accuracy against k',
  regression: 'RMSE against k',
} as const satisfies Record<Task, string>

/** Accuracy, or RMSE, on the test set against `n_neighbors`: a line for each distance metric and weighting. */
export function accuracyByK(results: Results): PictureResult {
  const { task } = results.study
  const { main } = taskScores(results.study)
  const reason = noCurve(results)
  if (reason !== undefined) return { kind: 'undrawn', name: NAME, title: TITLES[task], reason }
  const groups = results.cases.flatMap((one) => panelsOf(one, results))
  if (groups.length === 0)
    return {
      kind: 'undrawn',
      name: NAME,
      title: TITLES[task],
      reason: isFoldsOnly(results) ? 'the study has no holdout' : 'no cell has a right answer to score',
    }
  const names = [...new Set(results.configurations.map(seriesName))]
  return drawPicture({
    data: dataOf(groups, task),
    alt: altOf(groups, main),
    reading: [
      `Engines that give the same ${task === 'regression' ? 'predictions' : 'labels'} share a panel, some with fewer configurations. The ${SCORE_WORDS[main].title} axes do not begin at 0.`,
      'The best k on a test set is selected by that test set, and so optimistic.',
    ],
    body: panelGrid(
      groups.map(({ panel }) => panelOf(panel, { names, results })),
      3,
    ),
  })
}

interface Group {
  readonly panel: string
  readonly group: AnswerGroup
}

function panelsOf(one: CaseResults, results: Results): Group[] {
  const groups = answerGroups(one)
  const label = `${caseLabel(one.facts, results)}, ${formatNumber(one.facts.rows_scored, 'count')} rows`
  return groups.map((group) => ({
    panel: groups.length === 1 ? label : `${label}: ${shortList(wholeEngines(group))}`,
    group,
  }))
}

/** Those of a group that answered all that its panel shows. */
function wholeEngines({ engines, cells }: AnswerGroup): string[] {
  return engines.filter((engine) => cells.every((cell) => cell.engines.includes(engine)))
}

/** `ts-brute`, or `ts-brute and 4 like it`. */
function shortList([first, ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} like it`
}

function seriesName({ metric, weights }: { readonly metric: string; readonly weights: string }): string {
  return `${metric}, ${weights}`
}

function dataOf(groups: readonly Group[], task: Task): Table {
  const { main } = taskScores({ task })
  return {
    name: NAME,
    title: TITLES[task],
    unit_of_replication: 'test set (one a case, so no interval)',
    columns: [
      textColumn('panel', 'case', 0),
      textColumn('engines', 'engines', 1),
      textColumn('series', 'metric, weights', 0),
      numberColumn('n_neighbors', 'k', 'none', 0),
      scoreColumn(main, 0),
    ],
    rows: groups.flatMap(({ panel, group }) =>
      group.cells.map(({ configuration, scores, engines }): Cell[] => [
        text(panel),
        text(engines.join(', ')),
        text(seriesName(configuration)),
        number(configuration.n_neighbors, missing('no k')),
        number(scoreValue(scores, main), missing('not defined here')),
      ]),
    ),
    notes: [],
  }
}

function panelOf(
  panel: string,
  { names, results }: { readonly names: readonly string[]; readonly results: Results },
): Panel {
  const { main } = taskScores(results.study)
  const unit = main === 'accuracy' ? 'share of rows' : 'in the unit of the target'
  const y = { field: main, type: 'quantitative', title: `${SCORE_WORDS[main].title} (${unit})` }
  const encoding: JsonObject = {
    x: { field: 'n_neighbors', type: 'quantitative', ...neighborsAxis(results) },
    y: { ...y, scale: { zero: false }, axis: { tickCount: 5, format: '.4~f', minExtent: 40 } },
  }
  const { color, shape } = seriesEncoding('series', names, 'points')
  return {
    name: panel,
    body: {
      width: 230,
      height: 170,
      encoding,
      layer: [
        { mark: { type: 'line', strokeWidth: 1.5 }, encoding: { color } },
        { mark: { type: 'point', filled: true, size: 42, opacity: 1 }, encoding: { color, shape } },
      ],
    },
  }
}

function altOf(groups: readonly Group[], main: ScoreName): string {
  const { title, unit } = SCORE_WORDS[main]
  const sentences = groups.map(({ panel, group }) => {
    const best = selectConfiguration(group.cells, main, 'best')
    const worst = selectConfiguration(group.cells, main, 'worst')
    if (best === undefined || worst === undefined) return `${panel}: no ${title}.`
    return `${panel}: from ${formatNumber(worst.value, unit)} (${describeConfiguration(worst.cell.configuration)}) to ${formatNumber(best.value, unit)} (${describeConfiguration(best.cell.configuration)}).`
  })
  return `Line charts of ${title} against the number of neighbors. ${sentences.join(' ')}`
}
