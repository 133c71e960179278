import { type Cell, missing, type Note, type Table, text, textColumn } from '../../report/table.ts'
import type { ComparedPair, Comparison } from '../comparison.ts'
import { PAIR_COLUMNS, pairCells } from './pair-columns.ts'

/** Whether results may be compared at all: what both say of the same things. */
export function comparabilityTable({ sources, pairs }: Comparison): Table {
  return {
    name: 'comparability',
    title: 'Comparability: what both say, before any result',
    unit_of_replication: 'fact',
    columns: [
      ...PAIR_COLUMNS,
      textColumn('facet', 'facet', 0),
      textColumn('state', 'state', 0),
      textColumn('said_first', 'first says', 1),
      textColumn('said_second', 'second says', 1),
    ],
    rows: pairs.flatMap((pair) =>
      pair.facets.map(({ facet, state, first, second }) => [
        ...pairCells(pair),
        text(facet),
        text(pair.blocked.includes(facet) ? 'differs' : acceptedWords(state)),
        said(first),
        said(second),
      ]),
    ),
    notes: [
      ...sources.flatMap(({ name, kind, notes }) => [
        `${name}: ${kind}`,
        ...notes.map((note) => `${name}: ${note}`),
      ]),
      ...pairs.flatMap(pairNotes),
    ],
  }
}

function acceptedWords(state: string): string {
  return state === 'differs' ? 'differs (accepted)' : state
}

function said(words: string | undefined): Cell {
  return words === undefined ? missing('it does not say') : text(words)
}

function pairNotes({ second, blocked, conditions, unshared }: ComparedPair): Note[] {
  if (blocked.length > 0)
    return [
      `${second.source} is not compared: ${blocked.join(', ')} differ${blocked.length === 1 ? 's' : ''}. To compare all the same: ${blocked.map((facet) => `--accept ${facet}`).join(' ')}`,
    ]
  const left = unshared.first + unshared.second
  return [
    ...(conditions.length === 0 ? [] : [`${second.source} is comparable if: ${conditions.join('; ')}.`]),
    ...(left === 0 ? [] : [`${left} configurations are on one side only, and left out.`]),
  ]
}
