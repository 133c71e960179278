import type { Command } from 'commander'
import { SETUP_NAMES } from '../runner/setups/setup-list.ts'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { addHelp, jsonOption, subcommand } from './subcommand.ts'

/** The flags of `knnbench engines`. */
export function addEngines(program: Command, io: Io, outcome: Outcome): void {
  const engines = subcommand(program, 'engines', 'list, set up, verify and begin engines')
  const setups = `${SETUP_NAMES.join(', ')}; all makes every one`
  subcommand(engines, 'list', 'every engine, whether it is ready, its version and what is missing')
    .option('--matrix', 'instead, what each engine has: metrics, weights, tasks and more')
    .addOption(jsonOption())
    .action(async (options) => (await import('./engines.ts')).listCommand(options, io))
  subcommand(engines, 'setup', `install what some engines need, from locked versions: ${setups}`)
    .argument('<setup>', `what to set up: ${setups}`)
    .option('--target-cpu <name>', "compile for this CPU instead of this machine's (rust, c)")
    .addOption(jsonOption())
    .action(async (setup: string, options) =>
      (await import('./setup-engines.ts')).setupCommand(setup, options, io, outcome),
    )
  subcommand(engines, 'new', 'begin an engine of your own: a folder with a manifest and functions to fill in')
    .argument('<name>', 'what studies will call it: <library>-<algorithm>')
    .requiredOption('--language <language>', 'python, rust, node, c or go')
    .option('--out <folder>', 'the folder to write; by default one of that name, here')
    .addOption(jsonOption())
    .action(async (name: string, options) => (await import('./new-engine.ts')).newCommand(name, options, io))
  subcommand(
    engines,
    'verify',
    'prove that an engine answers rightly, and say how it does not; then how fast',
  )
    .argument('[engine]', 'a bundled engine, or the path of a manifest, which is trusted for this run')
    .option('--all', 'every engine that comes with the tool')
    .option('--dataset <name>', 'with --row: what it answers there, beside what is right')
    .option('--row <n>', 'the test row, from 0, as a report names it')
    .option('--study <file>', 'the study that has the dataset, and perhaps the engine')
    .option('--allow-outside', 'let the study read files outside its folder and the working directory')
    .addOption(jsonOption())
    .action(async (engine: string | undefined, options) => {
      const { verifyCommand } = await import('./verify.ts')
      outcome.code = await verifyCommand(engine, options, io)
    })
  subcommand(engines, 'trust', 'allow a manifest from outside the installation to be run, as it is now')
    .argument('<manifest>', 'the path of its YAML file')
    .addOption(jsonOption())
    .action(async (manifest: string, options) =>
      (await import('./engines.ts')).trustCommand(manifest, options, io),
    )
  addHelp(engines)
}
