import { createRequire } from 'node:module'
import { Command, Option } from 'commander'
import { addClaims } from './claims-program.ts'
import { addEngines } from './engines-program.ts'
import { addGate } from './gate-program.ts'
import { addHistory } from './history-program.ts'
import { addImport } from './import-program.ts'
import type { Io } from './io.ts'
import { addMerge } from './merge-program.ts'
import type { Outcome } from './outcome.ts'
import { addHelp, collect, formatOption, jsonOption, subcommand } from './subcommand.ts'
import { addSubmit } from './submit-program.ts'

/**
 * The command line. Only flags and help live here; each command's module, and the libraries it needs,
 * are loaded when it is called, which keeps `--help` fast.
 */
export function makeProgram(io: Io, outcome: Outcome): Command {
  const program = new Command('knnbench')
    .description('Compare K-nearest-neighbor implementations reproducibly and honestly.')
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .exitOverride()
    .showHelpAfterError('Run "knnbench --help" for the commands and their options.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', EXAMPLES)
  addRun(program, io, outcome)
  addInit(program, io, outcome)
  addReport(program, io, outcome)
  addMerge(program, io, outcome)
  addSubmit(program, io, outcome)
  addReproduce(program, io, outcome)
  addCompare(program, io, outcome)
  addClaims(program, io, outcome)
  addGate(program, io, outcome)
  addHistory(program, io, outcome)
  addDatasets(program, io, outcome)
  addEngines(program, io, outcome)
  addEnv(program, io)
  addCalibrate(program, io)
  addSchema(program, io)
  addHelp(program)
  return program
}

/** Read without a schema library, which `--help` would have to wait for. */
function version(): string {
  return String(createRequire(import.meta.url)('../../package.json').version)
}

const EXAMPLES = `
Examples:
  knnbench run quick                       a first comparison, about a minute
  knnbench run all                         every engine on five larger synthetic datasets, up to 90 minutes
  knnbench run --data mine.csv --target y  your own table, about a minute and a half
  knnbench init --data mine.csv --target y a study of it, to read and to change
  knnbench run mine.yaml                   your own study
  knnbench run quick --answers-only        are the answers right? nothing is timed
  knnbench report --table cells --format csv > cells.csv
  knnbench report --table comparisons --filter arm=main --format latex > comparisons.tex
  knnbench report quick --paper --out paper    every table of a paper, and its methods
  knnbench merge results/mine-shard-*      the parts of a study that ran on several machines, as one
  knnbench submit slurm mine.yaml          the same on the nodes of a Slurm cluster
  knnbench reproduce results/quick         the same study again, old and new side by side
  knnbench compare results/mine theirs.csv are somebody else's results the same as mine?
  knnbench claims audit published.yaml     can these published figures be right?
  knnbench gate study.yaml --base main/engine.yaml --head engine.yaml   may this change go in?
  knnbench history show                    when did an engine change, and with which commit?
  knnbench engines list                    what can be compared on this machine
  knnbench engines verify ts-kdtree        is an engine right? everything it declares, and the edges
  knnbench env                             how well it can be measured here
  knnbench calibrate                       what this machine can do at most

Exit codes: 0 success, 1 the tool failed or nothing could be measured, 2 bad usage, study or data,
            3 something came out otherwise (reproduce, compare, gate, claims --strict),
            4 not confirmed or not comparable (reproduce, compare, gate),
            5 wrong answers, 130 interrupted (the same command goes on)`

function addRun(program: Command, io: Io, outcome: Outcome): void {
  subcommand(program, 'run', 'measure a study, or go on with it, and show the report')
    .argument('[study]', 'a study file, or the name of a bundled study: quick, all or study')
    .addOption(dataOption())
    .addOption(targetOption())
    .option('--dataset <name>', 'only this dataset (repeatable)', collect)
    .option('--engine <name>', 'only this engine, beside the baseline (repeatable)', collect)
    .option('--rounds <n>', 'this many rounds instead of the study’s')
    .option('--out <folder>', 'where the ledger goes')
    .option(
      '--shard <i/n>',
      'only this part of the study, such as 3/16, or auto; unite them with: knnbench merge',
    )
    .option('--save-as <name>', 'keep a copy in results/saved, for: knnbench gate --against')
    .option('--force', 'measure again what the ledger already holds; its records stay, but count no more')
    .option('--answers-only', 'grade every answer on all test rows, time nothing')
    .option('--new-session', 'go on although the environment changed; measures everything again')
    .option('--dry-run', 'say what would be done and start no engine')
    .option('--allow-outside', 'let the study read files outside its folder and the working directory')
    .addOption(jsonOption())
    .action(async (study: string | undefined, options) => {
      const { runCommand } = await import('./run.ts')
      outcome.code = await runCommand(study, options, io)
    })
}

function dataOption(): Option {
  return new Option('--data <file>', 'a CSV file of your own instead of a study')
}

function targetOption(): Option {
  return new Option('--target <column>', 'the column of that file to predict')
}

function addInit(program: Command, io: Io, outcome: Outcome): void {
  subcommand(program, 'init', 'look at a CSV file and write a study of it that runs as it stands')
    .requiredOption('--data <file>', 'the CSV file')
    .option('--target <column>', 'the column to predict; without it the likely ones are listed')
    .addOption(
      new Option('--task <task>', 'what is predicted (by default as the target looks)').choices([
        'classification',
        'regression',
      ]),
    )
    .option('--out <file>', 'where the study goes', 'study.yaml')
    .option('--force', 'write over a file that is already there')
    .addOption(jsonOption())
    .action(async (options) => {
      const { initCommand } = await import('./init.ts')
      outcome.code = initCommand(options, io)
    })
}

function addReport(program: Command, io: Io, outcome: Outcome): void {
  subcommand(program, 'report', 'print the report, one table or one picture of a ledger; never runs anything')
    .argument(
      '[results...]',
      'results folders, their ledgers or names of studies, shown together; the newest ledger by default',
    )
    .option('--table <name>', 'one table (see --list-tables; repeatable)', collect)
    .option('--list-tables', 'list the tables')
    .option('--picture <name>', 'one picture as SVG, or with --format vega-lite its specification')
    .option('--list-pictures', 'list the pictures')
    .option('--filter <key=value>', 'only rows with this value in this column (repeatable)', collect)
    .option('--rows <keys>', 'pivot: a row for each value of these columns, separated by commas')
    .option('--columns <keys>', 'pivot: a column for each value of these')
    .option('--value <key>', 'pivot: the column that is shown in the cells')
    .option('--paper', 'write every table of a paper, its methods and a manifest, as files')
    .option('--out <folder>', 'where the paper goes')
    .addOption(formatOption('html', 'svg', 'vega-lite'))
    .addOption(jsonOption())
    .action(async (results: string[], options) => {
      const { reportCommand } = await import('./report.ts')
      outcome.code = await reportCommand(results, options, io)
    })
}

function addReproduce(program: Command, io: Io, outcome: Outcome): void {
  subcommand(program, 'reproduce', 'run the study of a ledger again, here, and show both side by side')
    .argument('<results>', 'a results folder, its ledger or the name of a study')
    .option('--table <name>', 'only what this table of the report needs; answers: nothing is timed')
    .option('--dataset <name>', 'only this dataset (repeatable)', collect)
    .option('--engine <name>', 'only this engine, beside the baseline (repeatable)', collect)
    .option('--data <file>', 'where the file of data lies, if the study has one')
    .option('--dataset-file <name=file>', 'where the file of this dataset lies (repeatable)', collect)
    .option('--out <folder>', 'where the new ledger goes; results/<study>-reproduced by default')
    .option('--new-session', 'go on although the environment changed; measures everything again')
    .option('--dry-run', 'say what is otherwise here and what would be done, and start no engine')
    .option('--allow-outside', 'let the ledger name files outside the working directory')
    .addOption(formatOption())
    .addOption(jsonOption())
    .action(async (results: string, options) => {
      const { reproduceCommand } = await import('./reproduce.ts')
      outcome.code = await reproduceCommand(results, options, io)
    })
}

function addCompare(program: Command, io: Io, outcome: Outcome): void {
  subcommand(program, 'compare', 'put results side by side, ledgers or CSV files of anybody, if they may be')
    .argument(
      '<sources...>',
      'results folders, or CSV files: of report, of scikit-learn’s cv_results_, or written by hand; the first is what the others are compared with',
    )
    .option('--accept <facet>', 'compare although this differs: rows, split, dtype, … (repeatable)', collect)
    .option('--map <file>', 'a YAML file that says what the columns of a CSV file hold')
    .option('--dataset <name>', 'only this dataset (repeatable)', collect)
    .option('--engine <name>', 'of ledgers only this engine (repeatable)', collect)
    .option(
      '--dataset-file <name=file>',
      'where the file of this dataset of a ledger lies (repeatable)',
      collect,
    )
    .option('--table <name>', 'only comparability, overall, scores, labels or times')
    .option('--draft-study <file>', 'write the study whose ledger would match the first CSV file')
    .addOption(formatOption())
    .addOption(jsonOption())
    .action(async (sources: string[], options) => {
      const { compareCommand } = await import('./compare.ts')
      outcome.code = compareCommand(sources, options, io)
    })
}

function addDatasets(program: Command, io: Io, outcome: Outcome): void {
  const datasets = subcommand(program, 'datasets', 'list, describe, fetch, import and prepare datasets')
  subcommand(datasets, 'list', 'datasets that studies can name')
    .addOption(jsonOption())
    .action(async (options) => (await import('./dataset-facts.ts')).listCommand(options, io))
  subcommand(datasets, 'info', 'source, licence, columns and classes of a dataset')
    .argument('<name>', 'a dataset that studies can name (see: knnbench datasets list)')
    .addOption(jsonOption())
    .action(async (name: string, options) =>
      (await import('./dataset-facts.ts')).infoCommand(name, options, io),
    )
  subcommand(datasets, 'pull', 'fetch registered datasets and check their sha256, or take them from a folder')
    .argument('<name...>', 'registered datasets (see: knnbench datasets list)')
    .option('--from <folder>', 'copy from this folder instead of the network')
    .addOption(jsonOption())
    .action(async (names: string[], options) => {
      const { pullCommand } = await import('./pull.ts')
      outcome.code = await pullCommand(names, options, io)
    })
  addImport(datasets, io, outcome)
  subcommand(datasets, 'prepare', 'write exactly the files that engines get, to repeat a cell elsewhere')
    .argument('<name>', 'a dataset that studies can name, or one of --study or --data')
    .option('--study <file>', 'split and preparation of this study instead of the defaults')
    .addOption(dataOption())
    .addOption(targetOption())
    .requiredOption('--out <folder>', 'where the files go')
    .option('--allow-outside', 'let the study read files outside its folder and the working directory')
    .addOption(jsonOption())
    .action(async (name: string, options) =>
      (await import('./datasets.ts')).prepareCommand(name, options, io),
    )
  addHelp(datasets)
}

function addEnv(program: Command, io: Io): void {
  subcommand(program, 'env', 'what a benchmark may use on this machine, and what the newest ledger recorded')
    .addOption(jsonOption())
    .action(async (options) => (await import('./env.ts')).envCommand(options, io))
}

function addCalibrate(program: Command, io: Io): void {
  subcommand(program, 'calibrate', 'measure what this machine can do at most, for: report --table limit')
    .option('--show', 'what was measured before, and measure nothing')
    .addOption(jsonOption())
    .action(async (options) => (await import('./calibrate.ts')).calibrateCommand(options, io))
}

function addSchema(program: Command, io: Io): void {
  subcommand(program, 'schema', 'print the JSON Schema of a format')
    .argument('<format>', 'study, ledger, protocol, manifest, published or claims')
    .addOption(jsonOption().hideHelp())
    .action(async (format: string) => (await import('./schema.ts')).schemaCommand(format, io))
}
