import { drawPicture } from '../draw-picture.ts'
import type { Picture } from '../picture.ts'
import { logAxis } from '../picture-axis.ts'
import { type Panel, panelGrid } from '../picture-panels.ts'
import { COLORS, INK, MUTED } from '../picture-theme.ts'
import { middleTimeUnit } from '../picture-unit.ts'
import type { Scale } from '../render/format-number.ts'
import { type Cell, missing, number, numberColumn, type Table, text, textColumn } from '../table.ts'
import type { Measure } from './measure.ts'
import type { Series } from './series.ts'
import { epochLevels, type Step } from './steps.ts'

/** Every series with its levels and what breaks it: a panel an arm, commits from left to right. */
export function historyPicture(series: readonly Series[], steps: readonly Step[], measure: Measure): Picture {
  const drawn = series.map((one) => ({ name: panelName(one, series), points: pointsOf(one) }))
  const values = drawn.flatMap(({ points }) => points.map(({ value }) => value))
  const unit: Scale = measure.unit === 'ns' ? middleTimeUnit(values) : scaleOf(measure)
  return drawPicture({
    data: dataOf(drawn, measure),
    alt: altOf(series, steps, measure),
    reading: [
      'Points are commits in the order in which they were added; lines are levels, medians between steps.',
      'Dashed: the environment or the study changed; what lies on two sides of it is never compared.',
    ],
    body: panelGrid(
      drawn.map(({ name, points }) => panelOf(name, points, { measure, unit })),
      2,
    ),
  })
}

interface DrawnPoint {
  readonly place: number
  readonly commit: string
  readonly value: number
  readonly level: number
  /** Levels of two epochs are never joined. */
  readonly epoch: number
}

function pointsOf({ epochs }: Series): DrawnPoint[] {
  let place = 0
  return epochs.flatMap((epoch, i) =>
    epochLevels(epoch).flatMap(({ from, to, level }) =>
      epoch.points.slice(from, to).map(({ commit, value }) => {
        place++
        return { place, commit, value, level: Math.exp(level), epoch: i + 1 }
      }),
    ),
  )
}

function panelName({ arm, study }: Series, all: readonly Series[]): string {
  const plain = `${arm.dataset}, ${arm.engine}`
  const isUnique =
    all.filter(({ arm: o }) => o.dataset === arm.dataset && o.engine === arm.engine).length === 1
  if (isUnique) return plain
  return `${plain} (${study}, ${arm.split} seed ${arm.split_seed ?? 'none'}, ${arm.prepare}, ${arm.threads} threads)`
}

function scaleOf({ unit }: Measure): Scale {
  return unit === 'bytes' ? { size: 1e6, suffix: 'MB' } : { size: 1, suffix: '' }
}

function dataOf(
  drawn: readonly { readonly name: string; readonly points: readonly DrawnPoint[] }[],
  measure: Measure,
): Table {
  const none = missing('no value')
  return {
    name: 'history',
    title: `History: ${measure.title}`,
    unit_of_replication: 'commit (one ledger)',
    columns: [
      textColumn('panel', 'arm', 0),
      numberColumn('place', 'commit', 'none', 0),
      textColumn('commit', 'commit', 0),
      numberColumn('value', measure.title, measure.unit, 0),
      numberColumn('level', 'level', measure.unit, 0),
      numberColumn('epoch', 'epoch', 'none', 0),
    ],
    rows: drawn.flatMap(({ name, points }) =>
      points.map(({ place, commit, value, level, epoch }): Cell[] => [
        text(name),
        number(place, none),
        text(commit),
        number(value, none),
        number(level, none),
        number(epoch, none),
      ]),
    ),
    notes: [],
  }
}

function panelOf(
  name: string,
  points: readonly DrawnPoint[],
  { measure, unit }: { readonly measure: Measure; readonly unit: Scale },
): Panel {
  const suffix = unit.suffix === '' ? '' : `, ${unit.suffix}`
  const y = logAxis(
    points.map(({ value }) => value),
    `${measure.title}${suffix} (log scale)`,
    unit,
  )
  const breaks = points.filter(({ epoch }, i) => i > 0 && epoch !== points[i - 1].epoch)
  return {
    name,
    transform: [
      { calculate: `datum.value / ${unit.size}`, as: 'shown' },
      { calculate: `datum.level / ${unit.size}`, as: 'shown_level' },
    ],
    body: {
      width: 340,
      height: 150,
      encoding: {
        x: {
          field: 'place',
          type: 'quantitative',
          axis: { title: 'commit', tickMinStep: 1 },
          scale: { nice: false },
        },
      },
      layer: [
        {
          mark: { type: 'point', filled: true, size: 22, opacity: 1, color: COLORS[0] },
          encoding: { y: { field: 'shown', type: 'quantitative', ...y } },
        },
        {
          mark: { type: 'line', interpolate: 'step', strokeWidth: 1.5, color: INK },
          encoding: {
            y: { field: 'shown_level', type: 'quantitative', ...y },
            detail: { field: 'epoch', type: 'nominal' },
          },
        },
        ...breaks.map(({ place }) => ({
          mark: { type: 'rule', strokeDash: [4, 4], color: MUTED },
          encoding: { x: { datum: place - 0.5 } },
        })),
      ],
    },
  }
}

function altOf(series: readonly Series[], steps: readonly Step[], { title, words }: Measure): string {
  const found = steps.map(
    ({ series: { arm }, after, by, old_level, new_level }) =>
      `${arm.engine} on ${arm.dataset} became ${new_level > old_level ? words.more : words.less} by a factor of ${(new_level / old_level).toPrecision(3)} between ${after} and ${by}.`,
  )
  const what = `Point charts of ${title} over commits for ${series.length} arms.`
  return [what, ...(found.length === 0 ? ['No step was found.'] : found)].join(' ')
}
