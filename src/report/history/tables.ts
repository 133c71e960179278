import { percent } from '../percent.ts'
import {
  blank,
  type Cell,
  missing,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import type { HistoryEntry } from './entry.ts'
import type { Measure } from './measure.ts'
import { changeBetween, type Series } from './series.ts'
import { sparkline } from './sparkline.ts'
import { epochLevels, type Step } from './steps.ts'

const UNIT = 'commit (one ledger)'
const SPARKLINE_WIDTH = 30

/** The commits of a history, oldest first. */
export function commitsTable(entries: readonly HistoryEntry[]): Table {
  return {
    name: 'history-commits',
    title: 'Commits, oldest first',
    unit_of_replication: UNIT,
    columns: [
      nameColumn('commit', 'commit', 0),
      nameColumn('study', 'study', 0),
      numberColumn('rounds', 'rounds', 'count', 1),
      numberColumn('arms', 'arms', 'count', 1),
      textColumn('change', 'otherwise than the one before', 0),
    ],
    rows: entries.map((entry, i) => [
      text(entry.commit),
      text(entry.study),
      number(entry.rounds, blank('unknown')),
      number(entry.arms.length, blank('unknown')),
      changeCell(
        entries.slice(0, i).findLast(({ study }) => study === entry.study),
        entry,
      ),
    ]),
    notes: ['Commits between which the environment or the study changed are never compared.'],
  }
}

function changeCell(before: HistoryEntry | undefined, after: HistoryEntry): Cell {
  if (before === undefined) return blank('the first of its study')
  const change = changeBetween(before, after)
  return change === undefined ? blank('measured alike') : text(change)
}

const SERIES_COLUMNS = [
  nameColumn('study', 'study', 3),
  textColumn('dataset', 'dataset', 0),
  textColumn('split', 'split', 8),
  numberColumn('split_seed', 'seed', 'none', 8),
  textColumn('prepare', 'prepare', 8),
  numberColumn('threads', 'threads', 'none', 8),
  nameColumn('engine', 'engine', 0),
]

function seriesCells({ arm, study }: Series): Cell[] {
  const { dataset, split, split_seed, prepare, threads, engine } = arm
  return [
    text(study),
    text(dataset),
    text(split),
    number(split_seed ?? undefined, blank('not shuffled')),
    text(prepare),
    number(threads, blank('unknown')),
    text(engine),
  ]
}

/** A row an arm: how it went, and where it is now. */
export function seriesTable(series: readonly Series[], measure: Measure): Table {
  return {
    name: 'history',
    title: `History: ${measure.title}`,
    unit_of_replication: UNIT,
    columns: [
      ...SERIES_COLUMNS,
      numberColumn('commits', 'commits', 'count', 1),
      textColumn('trend', 'oldest → newest', 0),
      { ...numberColumn('level', 'level now', measure.unit, 0), quantity: 'level' },
      { ...numberColumn('newest', 'newest', measure.unit, 0), quantity: 'level' },
    ],
    rows: series.map((one) => {
      const epoch = one.epochs[one.epochs.length - 1]
      const level = epochLevels(epoch).at(-1)?.level
      return [
        ...seriesCells(one),
        number(one.epochs.flatMap(({ points }) => points).length, blank('none')),
        text(sparkline(one, SPARKLINE_WIDTH)),
        number(level === undefined ? undefined : Math.exp(level), missing('no commit has a value')),
        number(epoch.points.at(-1)?.value, missing('no commit has a value')),
      ]
    }),
    notes: [
      '│: the environment or the study changed; what lies on two sides of it is never compared, so each side has bars on a logarithmic scale of its own. level now: median since the last step.',
    ],
  }
}

/** A row a step, with the commits among which it lies. */
export function stepsTable(steps: readonly Step[], measure: Measure, least_change: number): Table {
  return {
    name: 'history-steps',
    title: `Steps: ${measure.title}`,
    unit_of_replication: UNIT,
    columns: [
      ...SERIES_COLUMNS,
      textColumn('range', 'came with', 0),
      numberColumn('change', 'new / old', 'ratio', 0),
      textColumn('direction', '', 0),
      { ...numberColumn('old_level', 'old', measure.unit, 1), quantity: 'level' },
      { ...numberColumn('new_level', 'new', measure.unit, 1), quantity: 'level' },
      numberColumn('commits_before', 'commits before', 'count', 4),
      numberColumn('commits_after', 'commits after', 'count', 4),
    ],
    rows: steps.map((step) => [
      ...seriesCells(step.series),
      text(`${step.after}..${step.by}`),
      number(step.new_level / step.old_level, blank('no level')),
      text(step.new_level > step.old_level ? measure.words.more : measure.words.less),
      number(step.old_level, blank('no level')),
      number(step.new_level, blank('no level')),
      number(step.commits_before, blank('none')),
      number(step.commits_after, blank('none')),
    ]),
    notes: [
      `A step is a change of level by more than ${percent(least_change)} % and than the spread of both levels, that lasts at least two commits: the newest commit alone never is one. came with: as git takes it (git log A..B).`,
    ],
  }
}
