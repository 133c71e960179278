import type { MergeSummary } from '../report/merge-summary.ts'
import { plural } from './plan-text.ts'

/** What `merge` says of what it wrote. */
export function mergeText(
  summary: MergeSummary & { readonly ledgers: number; readonly folder: string },
): string {
  const { study, ledgers, blocks, duplicate_blocks, graded_cells, machines, missing, folder } = summary
  const lines = [
    `${study}: ${plural(ledgers, 'ledger')}, ${plural(blocks, 'block')} on ${plural(machines.length, 'machine')}, ${plural(graded_cells, 'graded cell')}`,
    ...machines.map(({ machine, blocks: own }) => `  machine ${machine}: ${plural(own, 'block')}`),
    ...(duplicate_blocks === 0
      ? []
      : [
          `  ${plural(duplicate_blocks, 'block was', 'blocks were')} measured more than once; the earliest counts`,
        ]),
    ...missing.map(
      ({ shard, missing: lacking, wanted, command }) =>
        `  ${shard === undefined ? 'missing' : `shard ${shard}`}: ${lacking} of ${wanted} missing here; measure with: ${command}`,
    ),
    ...(missing.length === 0 ? ['  nothing of the study is missing'] : []),
    `Ledger   ${folder}/ledger.jsonl`,
  ]
  return `${lines.join('\n')}\n`
}
