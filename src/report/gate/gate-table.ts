import {
  blank,
  interval,
  intervalColumn,
  number,
  numberColumn,
  type Table,
  text,
  textColumn,
} from '../table.ts'
import type { GateResult } from './gate-result.ts'
import { ruleWords } from './gate-view.ts'

/** One row for each check of each case. */
export function gateTable(result: GateResult): Table {
  const none = blank('nothing that varies is compared here')
  return {
    name: 'gate',
    title: `Gate: head against base, ${result.study}`,
    unit_of_replication: 'round (fresh process)',
    columns: COLUMNS,
    rows: result.findings.map((finding) => {
      const measured = 'measured' in finding ? finding.measured : undefined
      return [
        text(finding.where),
        text(finding.check),
        text(finding.status),
        number(measured?.ratio, none),
        interval(measured?.interval, none),
        text(finding.words),
      ]
    }),
    notes: [
      ruleWords(result),
      'head / base: above 1 is slower, or larger. Its interval is the one that decides, at level 1 − α/m; memory is the peak of the process while it predicts, index-size its size just after the fit, and each of the three is a family of its own. Answers, cells, labels and scores do not vary and are compared exactly.',
    ],
  }
}

const COLUMNS = [
  textColumn('where', 'case', 0),
  textColumn('check', 'check', 0),
  textColumn('status', 'result', 0),
  numberColumn('ratio', 'head / base', 'ratio', 1),
  intervalColumn('interval', 'interval', 'ratio', 2),
  textColumn('words', 'what', 1),
]
