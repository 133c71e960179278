import { type Command, Option } from 'commander'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { collect, formatOption, jsonOption, subcommand } from './subcommand.ts'

/** `knnbench history` and what is below it. */
export function addHistory(program: Command, io: Io, outcome: Outcome): void {
  const history = subcommand(program, 'history', 'follow engines over commits, and find where they changed')
  subcommand(history, 'add', 'keep what a ledger says of one commit')
    .argument(
      '[results]',
      'a results folder, its ledger or the name of a study; the newest ledger by default',
    )
    .option('--commit <name>', 'the commit that was measured (by default that of CI, or what is checked out)')
    .addOption(folderOption())
    .addOption(jsonOption())
    .action(async (results: string | undefined, options) => {
      outcome.code = (await import('./history.ts')).historyAdd(results, options, io)
    })
  subcommand(history, 'list', 'the commits, and where the environment or the study changed')
    .addOption(folderOption())
    .addOption(formatOption())
    .addOption(jsonOption())
    .action(async (options) => {
      outcome.code = (await import('./history.ts')).historyList(options, io)
    })
  subcommand(history, 'show', 'every engine over the commits, and the commits among which it changed')
    .addOption(
      new Option('--of <measure>', 'ratio to the baseline (the default), time, or memory').choices([
        'ratio',
        'time',
        'memory',
      ]),
    )
    .option('--dataset <name>', 'only this dataset (repeatable)', collect)
    .option('--engine <name>', 'only this engine (repeatable)', collect)
    .option('--least-change <percent>', 'smaller steps are not told; 5 by default')
    .option('--picture', 'a picture as SVG, or with --format vega-lite its specification')
    .addOption(folderOption())
    .addOption(formatOption('svg', 'vega-lite'))
    .addOption(jsonOption())
    .action(async (options) => {
      outcome.code = await (await import('./history.ts')).historyShow(options, io)
    })
}

function folderOption(): Option {
  return new Option('--in <folder>', 'where the history is kept; results/history by default')
}
