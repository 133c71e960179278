import { type Command, InvalidArgumentError } from 'commander'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { addHelp, collect, subcommand } from './subcommand.ts'

/** `knnbench submit`. */
export function addSubmit(program: Command, io: Io, outcome: Outcome): void {
  const submit = subcommand(
    program,
    'submit',
    'measure a study on a cluster, and merge what its nodes measured',
  )
  subcommand(submit, 'slurm', 'an array with a task a shard, and a job that merges; followed to their end')
    .argument('<study>', 'a study file, or the name of a bundled study')
    .option('--dataset <name>', 'only this dataset (repeatable)', collect)
    .option('--engine <name>', 'only this engine, beside the baseline (repeatable)', collect)
    .option('--rounds <n>', 'this many rounds instead of the study’s')
    .option('--answers-only', 'grade every answer on all test rows, time nothing')
    .option('--allow-outside', 'let the study read files outside its folder and the working directory')
    .option('--out <folder>', 'where the merged ledger goes, and beside it those of the shards')
    .option('--shards <n>', 'parts of the study (8, or as many as it has groups)', count)
    .option('--cores <n>', 'this many cores of a node a task, pinned, instead of whole nodes', count)
    .option('--sbatch <options>', 'what the site needs, such as "--partition=cpu --account=knn"')
    .option('--prelude <file>', 'lines of shell before the tool starts, such as module load')
    .option('--retries <n>', 'how often a shard that failed is sent again', wholeNumber, 2)
    .option('--dry-run', 'print the scripts and send nothing')
    .action(async (study: string, options) => {
      outcome.code = await (await import('./submit.ts')).submitSlurm(study, options, io)
    })
  addHelp(submit)
}

function count(text: string): number {
  const value = wholeNumber(text)
  if (value === 0) throw new InvalidArgumentError('Expected a whole number from 1.')
  return value
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}
