import { type Command, Option } from 'commander'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { jsonOption, subcommand } from './subcommand.ts'

/** The flags of `knnbench gate`. */
export function addGate(program: Command, io: Io, outcome: Outcome): void {
  const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value]
  subcommand(program, 'gate', 'is a build of an engine slower, larger or other than the one before? for CI')
    .argument('<study>', 'a study file, or the name of a bundled study; two builds replace its engines')
    .option('--base <manifest>', 'the build before: its manifest, or the name of a bundled engine')
    .option('--head <manifest>', 'the build that is judged; both manifests are trusted for this run')
    .option(
      '--against <result>',
      'instead of two builds: the study’s engines against an earlier result of this machine',
    )
    .option('--dataset <name>', 'only this dataset (repeatable)', collect)
    .option('--rounds <n>', 'this many rounds instead of the study’s')
    .option(
      '--until-narrow',
      'add passes from 12 rounds on, until every interval is narrow or the budget ends',
    )
    .addOption(
      new Option('--inconclusive <as>', 'what a check without an answer counts as')
        .choices(['pass', 'fail'])
        .default('fail'),
    )
    .option('--memory-tolerance <share>', 'how much larger the peak of the memory may be', '0.1')
    .option('--index-tolerance <share>', 'how much larger the process may be just after its fit', '0.1')
    .option('--label-tolerance <share>', 'the share of the rows of a cell whose label may change', '0')
    .option('--score-tolerance <difference>', 'how much worse a score may be', '0')
    .option('--markdown <file>', 'write the summary as Markdown too')
    .option('--junit <file>', 'write JUnit XML too')
    .option('--benchmark <file>', 'write the JSON of github-action-benchmark too (customSmallerIsBetter)')
    .option('--out <folder>', 'where the ledger goes; a new folder below results/ by default')
    .option('--allow-outside', 'let the study read files outside its folder and the working directory')
    .addOption(jsonOption())
    .action(async (study: string, options) => {
      const { gateCommand } = await import('./gate.ts')
      outcome.code = await gateCommand(study, options, io)
    })
}
