import type { AuditedFigure } from '../audit/audit.ts'
import type { Finding } from '../audit/figure.ts'
import type { Published } from '../audit/published-schema.ts'
import { leastPairedP } from '../stats/least-p.ts'
import {
  blank,
  type Cell,
  type Column,
  interval,
  intervalColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from './table.ts'

/** `derivations` says of each figure how it was recomputed, or why it was not. */
export type AuditDetail = 'figures' | 'derivations'

/** Published figures beside recomputed ones. */
export function auditTable(study: Published, figures: readonly AuditedFigure[], detail: AuditDetail): Table {
  const shown = COLUMNS.filter(({ part }) => part === 'figures' || part === detail)
  return {
    name: 'audit',
    title: `${study.name}: published figures, recomputed from each other (${study.source})`,
    unit_of_replication: 'dataset',
    columns: shown.map(({ column }) => column),
    rows: figures.map((figure) => shown.map(({ cell }) => cell(figure))),
    notes: [
      'recomputed: from the printed values as they are; rounding allows: from all values that are printed so, and so the recomputed figure of any study that prints these values lies there. Inconsistent: no such figure would be printed as the published one.',
      ...leastNote(study.datasets.length),
      auditSummary(figures),
    ],
  }
}

/** `31 figures: 12 consistent, 14 inconsistent, 5 not checkable.` */
function auditSummary(figures: readonly AuditedFigure[]): string {
  const count = (outcome: Finding['outcome']) =>
    figures.filter(({ finding }) => finding.outcome === outcome).length
  const [fitting, failing, open] = (['consistent', 'inconsistent', 'not-checkable'] as const).map(count)
  const all = figures.length === 1 ? '1 figure' : `${figures.length} figures`
  return `${all}: ${fitting} consistent, ${failing} inconsistent, ${open} not checkable.`
}

const USUAL_ALPHA = 0.05

function leastNote(datasets: number): string[] {
  const least = leastPairedP(datasets)
  if (least <= USUAL_ALPHA) return []
  return [
    `With ${datasets} datasets no exact test of ranks or signs has a p below ${least}, so none can be significant at ${USUAL_ALPHA}; the t test can, by assuming normal differences.`,
  ]
}

interface AuditColumn {
  readonly column: Column
  readonly part: AuditDetail
  cell(figure: AuditedFigure): Cell
}

/** Where no number says why a figure is inconsistent, a footnote does. */
function outcomeCell({ finding }: AuditedFigure): Cell {
  if (finding.outcome === 'not-checkable') return text('not checkable')
  const isSaid = finding.outcome === 'consistent' || finding.recomputed !== undefined
  return isSaid ? text(finding.outcome) : text(finding.outcome, finding.why)
}

const NO_NUMBER = blank('no single number is recomputed')

const COLUMNS: readonly AuditColumn[] = [
  { column: textColumn('check', 'check', 4), part: 'figures', cell: ({ check }) => text(check) },
  { column: textColumn('figure', 'figure', 0), part: 'figures', cell: ({ figure }) => text(figure) },
  {
    column: textColumn('published', 'published', 0),
    part: 'figures',
    cell: ({ published }) => text(published),
  },
  {
    column: intervalColumn('stands_for', 'stands for', 'figure', 4),
    part: 'derivations',
    cell: ({ stands_for }) => interval(stands_for, NO_NUMBER),
  },
  {
    column: textColumn('outcome', 'outcome', 0),
    part: 'figures',
    cell: outcomeCell,
  },
  {
    column: numberColumn('recomputed', 'recomputed', 'figure', 1),
    part: 'figures',
    cell: ({ finding }) =>
      number(finding.outcome === 'not-checkable' ? undefined : finding.recomputed, NO_NUMBER),
  },
  {
    column: intervalColumn('recomputed_range', 'rounding allows', 'figure', 2),
    part: 'figures',
    cell: ({ finding }) =>
      interval(finding.outcome === 'not-checkable' ? undefined : finding.range, NO_NUMBER),
  },
  {
    column: textColumn('why', 'how and why', 1),
    part: 'derivations',
    cell: ({ finding }) => text(finding.why),
  },
]
