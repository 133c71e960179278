import { CASE_COLUMNS, caseCells } from '../case-columns.ts'
import type { Contrast, NullContrast } from '../contrast.ts'
import { familySizeWords, tableFamily } from '../family-size.ts'
import { inference } from '../note.ts'
import { percent } from '../percent.ts'
import type { CaseResults, Results } from '../results.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../table.ts'

/**
 * One row an arm: its contrast with the baseline. The row in which the baseline is compared with itself
 * is the null arm; it is outside the family and has no verdict.
 */
export function comparisonsTable(results: Results): Table {
  const { alpha, equivalence, family } = results.study.analysis
  return {
    name: 'comparisons',
    title: 'Comparisons with the baseline: time ratios (below 1 is faster)',
    unit_of_replication: 'round (one fresh process of each arm)',
    ...tableFamily(results),
    columns: COLUMNS,
    rows: results.cases.flatMap((one) => caseRows(results, one)),
    notes: [
      'ratio = time of the engine / time of the baseline, mean of logarithms; low to high is the 95 % interval, which decides nothing.',
      ...(results.plan === undefined
        ? []
        : [
            inference(
              `The verdict uses the interval at 1 − α/m (α = ${alpha}, m = ${familySizeWords(results.plan, family)}, family: ${family}) and equivalence ±${percent(equivalence)} %; p is the paired t over rounds, and Holm p adjusts it over the same m; both are printed beside the verdict and decide nothing.`,
            ),
          ]),
    ],
  }
}

const COLUMNS = [
  ...CASE_COLUMNS,
  numberColumn('threads', 'threads', 'none', 8),
  textColumn('engine', 'engine', 0),
  textColumn('baseline', 'baseline', 7),
  numberColumn('ratio', 'ratio', 'ratio', 0),
  numberColumn('ratio_low', 'low', 'ratio', 0),
  numberColumn('ratio_high', 'high', 'ratio', 0),
  numberColumn('p', 'p', 'p', 2),
  numberColumn('p_adjusted', 'Holm p', 'p', 3),
  textColumn('verdict', 'verdict', 0),
  textColumn('reason', 'reason', 4),
  numberColumn('rounds', 'rounds', 'count', 5),
  textColumn('arm', 'arm', 0),
]

function caseRows({ study }: Results, { facts, arms, contrasts }: CaseResults): Cell[][] {
  const row = (engine: string, arm: 'main' | 'null', cells: Cell[]) => {
    const threads = arms.find((one) => one.engine === engine)?.threads
    return [
      ...caseCells(facts),
      number(threads, blank('not planned')),
      text(engine),
      text(study.baseline),
      ...cells,
      text(arm),
    ]
  }
  const mains = contrasts.engines.map((contrast) => row(contrast.engine, 'main', contrastCells(contrast)))
  return contrasts.null_arm === undefined
    ? mains
    : [...mains, row(study.baseline, 'null', nullCells(contrasts.null_arm))]
}

function contrastCells(contrast: Contrast): Cell[] {
  if (contrast.kind === 'not-compared') return notCompared(contrast.reason)
  const { ratio, ratio_95, p, p_adjusted, verdict, rounds } = contrast
  const { reason, caveat, interval_note } = contrast
  const why = blank(reason)
  return [
    number(ratio, why),
    number(ratio_95?.low, why),
    number(ratio_95?.high, why),
    number(p, why),
    number(p_adjusted, why),
    text(verdict),
    text([reason, caveat, interval_note].filter((part) => part !== undefined).join('; ')),
    number(rounds, why),
  ]
}

function nullCells(contrast: NullContrast): Cell[] {
  if (contrast.kind === 'not-compared') return notCompared(contrast.reason)
  const why = blank('too few rounds')
  const outside = 'null arm: the baseline compared with itself, outside the family'
  return [
    number(contrast.ratio, why),
    number(contrast.ratio_95?.low, why),
    number(contrast.ratio_95?.high, why),
    number(contrast.p, why),
    blank(outside),
    blank(outside),
    text(outside),
    number(contrast.rounds, why),
  ]
}

function notCompared(reason: string): Cell[] {
  const why = blank(reason)
  return [why, why, why, why, why, why, text(reason), why]
}
