import { type Cause, causes, type Effect } from '../causes.ts'
import { inference } from '../note.ts'
import type { Results } from '../results.ts'
import { undefinedWords } from '../statistic-cell.ts'
import {
  blank,
  type Cell,
  interval,
  intervalColumn,
  missing,
  nameColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import { emptyNote, SCORE_WORDS, whyNoClasses } from '../task-scores.ts'
import { variantWords } from '../variant-words.ts'

/** What each change of the data, and each other engine, does to accuracy and recall; one row a dataset, change and score. */
export function causesTable(results: Results): Table {
  const whyEmpty = whyNoCauses(results)
  return {
    name: 'causes',
    title: 'Causes: what one change at a time does to the scores',
    unit_of_replication:
      'test row (its mean over the configurations is one observation); of several splits, the split',
    columns: COLUMNS,
    rows: whyEmpty === undefined ? causes(results).map((cause) => row(cause, results)) : [],
    notes: whyEmpty === undefined ? [...NOTES, ...changeNotes(results)] : [emptyNote(whyEmpty)],
  }
}

function whyNoCauses({ study }: Results): string | undefined {
  return study.variants === undefined ? 'the study has no variants' : whyNoClasses(study)
}

const NOTES = [
  'before: the unchanged data answered by the baseline; after: the same but for the one change. Both are means over the same configurations. published: what somebody else found between two programs.',
  inference(
    'All configurations share their test rows, so they are never counted as independent. Rows, paired: the t interval of the mean difference of a row, which is that of paired proportions with several configurations a row. Rows, two samples: Welch’s, where the change gives other test rows. Both are about which rows were drawn for the test set and hold the training set. Splits: the t interval of the mean split less the unchanged one, whose own score is held.',
  ),
  inference(
    'range of splits: between their 2.5 % and 97.5 % quantiles. It is how far apart two programs may score that differ in nothing but the split. Splits are independent given the data; on other data they may range otherwise.',
    ['spread'],
  ),
  inference(
    'Each interval is at 95 % by itself; they are not adjusted for their number, and nothing is tested.',
  ),
]

/** What the changes are, since a name alone does not say it. */
function changeNotes({ study }: Results): string[] {
  return (study.variants ?? []).map((variant) => `${variant.name}: ${variantWords(variant)}.`)
}

const COLUMNS = [
  nameColumn('dataset', 'dataset', 0),
  nameColumn('change', 'change', 0),
  textColumn('score', 'score', 0),
  numberColumn('before', 'before', 'score', 2),
  numberColumn('after', 'after', 'score', 2),
  numberColumn('difference', 'difference', 'score-difference', 0),
  intervalColumn('difference_95', '95 % interval', 'score-difference', 0),
  textColumn('over', 'interval over', 3),
  numberColumn('n', 'n', 'count', 3),
  intervalColumn('spread', 'range of splits', 'score-difference', 1),
  numberColumn('differing', 'labels unlike', 'count', 1),
  numberColumn('compared', 'of labels', 'count', 4),
  numberColumn('share', 'share unlike', 'share', 0),
  numberColumn('configurations', 'configurations', 'count', 5),
  numberColumn('published', 'published', 'score-difference', 0),
]

function row({ facts, change, score, effect }: Cause, { study }: Results): Cell[] {
  const published = number(study.published?.[facts.dataset]?.[score], blank('nothing is stated'))
  const named = [text(facts.dataset), text(change), text(SCORE_WORDS[score].title)]
  if ('missing' in effect) {
    const none = blank(effect.missing)
    const cells = UNKNOWN.map(({ key }) => (key === 'difference' ? missing(effect.missing) : none))
    return [...named, ...cells, published]
  }
  return [...named, ...effectCells(effect), published]
}

/** The columns of an effect. */
const UNKNOWN = COLUMNS.slice(3, -1)

function effectCells(effect: Effect): Cell[] {
  const { before, after, over, n, spread, labels, configurations } = effect
  const none = blank('not finite')
  const oneSplit = blank('one split')
  const otherRows = blank('other test rows')
  return [
    number(before, none),
    number(after, none),
    number(after - before, none),
    effect.interval.defined ? interval(effect.interval.value, none) : missing(whyNoInterval(effect)),
    text(over),
    number(n, none),
    spread?.defined ? interval(spread.value, none) : oneSplit,
    number(labels?.differing, otherRows),
    number(labels?.compared, otherRows),
    number(labels && labels.differing / labels.compared, otherRows),
    number(configurations, none),
  ]
}

function whyNoInterval({ interval: none, over, labels }: Effect): string {
  if (labels?.differing === 0) return 'every label is the same'
  return none.defined ? 'not finite' : undefinedWords(none.reason, over === 'splits' ? 'splits' : 'rows')
}
