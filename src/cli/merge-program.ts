import type { Command } from 'commander'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { jsonOption, subcommand } from './subcommand.ts'

/** `knnbench merge`. */
export function addMerge(program: Command, io: Io, outcome: Outcome): void {
  subcommand(program, 'merge', 'unite the ledgers of shards into one, and say what is missing')
    .argument('<ledgers...>', 'results folders, their ledgers or names below results/')
    .option('--out <folder>', 'a folder, or a name below results/; results/STUDY by default')
    .addOption(jsonOption())
    .action(async (ledgers: readonly string[], options) => {
      outcome.code = (await import('./merge.ts')).mergeCommand(ledgers, options, io)
    })
}
