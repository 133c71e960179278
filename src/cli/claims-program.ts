import type { Command } from 'commander'
import type { Io } from './io.ts'
import type { Outcome } from './outcome.ts'
import { addHelp, collect, formatOption, jsonOption, subcommand } from './subcommand.ts'

/** The flags of `knnbench claims`. */
export function addClaims(program: Command, io: Io, outcome: Outcome): void {
  const claims = subcommand(
    program,
    'claims',
    'check what a publication claims: its figures, and against a ledger',
  )
  subcommand(claims, 'audit', 'recompute the figures of a publication from each other; never runs anything')
    .argument(
      '<file>',
      'the published study as YAML (see: knnbench schema published), or the name of a bundled one: study',
    )
    .option('--verbose', 'say of each figure how it was recomputed, or why it was not')
    .option('--strict', 'exit with 3 if a figure is inconsistent')
    .option('--filter <key=value>', 'only rows with this value in this column (repeatable)', collect)
    .addOption(formatOption())
    .addOption(jsonOption())
    .action(async (file: string, options) => {
      const { auditCommand } = await import('./audit.ts')
      outcome.code = auditCommand(file, options, io)
    })
  subcommand(claims, 'test', 'test claims against a ledger; never runs anything')
    .argument(
      '<file>',
      'claims as YAML (see: knnbench schema claims), or the name of bundled ones: claims-study',
    )
    .argument(
      '[results]',
      'a results folder, its ledger or the name of a study; the newest ledger by default',
    )
    .option('--strict', 'exit with 3 if a claim is contradicted')
    .option('--filter <key=value>', 'only rows with this value in this column (repeatable)', collect)
    .addOption(formatOption())
    .addOption(jsonOption())
    .action(async (file: string, results: string | undefined, options) => {
      const { testClaimsCommand } = await import('./test-claims.ts')
      outcome.code = testClaimsCommand(file, results, options, io)
    })
  addHelp(claims)
}
