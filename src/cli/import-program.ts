import { type Command, Option } from 'commander'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { collect, jsonOption, subcommand } from './subcommand.ts'

const EXAMPLES = `
Examples:
  knnbench datasets import rides.parquet --target fare
  knnbench datasets import rides.csv --target tipped --drop note --drop driver --out data/rides.npy

The file is read twice, in parts, so that it may be larger than memory. It becomes a NumPy structured array, one
record a row, which a study names by path and target; what to write there is printed.`

/** `knnbench datasets import`. */
export function addImport(datasets: Command, io: Io, outcome: Outcome): void {
  subcommand(datasets, 'import', 'make a dataset of a CSV or Parquet file, however large')
    .argument('<file>', 'the CSV or Parquet file')
    .option('--target <column>', 'the column to predict; without it the likely ones are listed')
    .addOption(
      new Option('--task <task>', 'what is predicted (by default as the target looks)').choices([
        'classification',
        'regression',
      ]),
    )
    .option('--drop <column>', 'leave this column out (repeatable)', collect)
    .option('--out <file>', 'the .npy file to write; by default named after the table, here')
    .option('--force', 'write over a file that is already there')
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options) => {
      outcome.code = await (await import('./import.ts')).importCommand(file, options, io)
    })
}
