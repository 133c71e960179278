import type { ScoreName } from '../../metrics/scores.ts'
import {
  blank,
  type Cell,
  type Column,
  interval,
  intervalColumn,
  number,
  numberColumn,
  text,
  textColumn,
} from '../../report/table.ts'
import { SCORE_WORDS } from '../../report/task-scores.ts'
import type { Adjusted } from '../comparison.ts'

/** Shares and numbers in the unit of a target do not fit into one column: those that the scores are in. */
export function differenceColumns(scores: readonly ScoreName[]): Column[] {
  const words = SCORE_WORDS[scores.find((name) => SCORE_WORDS[name].unit === 'target') ?? 'accuracy']
  return [
    textColumn('score', 'score', 0),
    numberColumn('first_score', 'score of first', words.unit, 2),
    numberColumn('second_score', 'score of second', words.unit, 2),
    numberColumn('difference', 'difference', words.difference, 0),
    intervalColumn('difference_95', '95 % interval', words.difference, 1),
    numberColumn('p', 'p', 'p', 3),
    numberColumn('p_adjusted', 'Holm p', 'p', 0),
    textColumn('finding', 'finding', 0),
    textColumn('reason', 'reason', 4),
  ]
}

export function differenceCells(
  score: ScoreName,
  { difference, p_adjusted }: Adjusted,
  alpha: number,
): Cell[] {
  if (difference.kind === 'missing') {
    const none = blank(difference.reason)
    return [text(score), none, none, none, none, none, none, text('not compared'), text(difference.reason)]
  }
  const none = blank('none')
  const ends = [
    text(score),
    number(difference.first, none),
    number(difference.second, none),
    number(difference.difference, none),
  ]
  if (difference.kind === 'equal') {
    const why = blank('equal in every fold as far as it is printed')
    return [...ends, why, why, why, text('equal'), why]
  }
  if (difference.kind === 'described') {
    const why = blank(difference.reason)
    return [...ends, why, why, why, text('not tested'), text(difference.reason)]
  }
  const isShown = p_adjusted !== undefined && p_adjusted <= alpha
  return [
    ...ends,
    interval(difference, none),
    number(difference.p, none),
    number(p_adjusted, none),
    text(isShown ? (difference.difference > 0 ? 'higher' : 'lower') : 'no difference shown'),
    text(`Holm's p ${isShown ? 'at most' : 'above'} ${alpha}`),
  ]
}
