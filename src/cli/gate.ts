import { relative } from 'node:path'
import { printable } from '../config/printable.ts'
import type { Status } from '../report/gate/finding.ts'
import { gateJson } from '../report/gate/gate-json.ts'
import { type GateView, isPassed } from '../report/gate/gate-view.ts'
import { gateText } from '../report/gate/summary.ts'
import type { Results } from '../report/results.ts'
import { environmentDifferences } from '../runner/changed-environment.ts'
import { readEnvironment } from '../runner/machine.ts'
import { type GateFiles, writeGateFiles } from './gate-files.ts'
import { gateFolder } from './gate-folder.ts'
import { measureAnswers, measureRounds, measureUntilNarrow, withOneInterrupt } from './gate-measure.ts'
import { type GateFlags, type GatePlan, planAgainst, planBuilds } from './gate-plan.ts'
import { type ToleranceFlags, tolerances } from './gate-tolerances.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import { readResults } from './read-results.ts'
import { runExitCode } from './report.ts'
import { earlierLedger } from './saved-results.ts'
import { tell } from './tell.ts'

export interface GateOptions extends GateFlags, ToleranceFlags, GateFiles {
  readonly inconclusive: 'pass' | 'fail'
  readonly out?: string
  readonly json?: true
}

/** `knnbench gate`: may the head go in? Gives the exit code. */
export async function gateCommand(named: string, options: GateOptions, given: Io): Promise<number> {
  const io = withOneInterrupt(given)
  const { against } = options
  tolerances(options) // what is wrong with them is said before anything is read
  if (against === undefined) return await runGate(named, planBuilds(named, options, io), options, io)
  const earlier = readResults(earlierLedger(against, io))
  const others = otherEnvironment(earlier)
  if (others.length === 0) return await runGate(named, planAgainst(named, options, earlier, io), options, io)
  tell(io, [
    `not comparable: ${printable(against)} was measured in another environment: ${printable(others.join('; '))}.`,
    'Two builds in the same rounds can be compared anywhere: --base and --head.',
  ])
  return EXIT.inconclusive
}

function otherEnvironment({ environment }: Results): string[] {
  if (environment === undefined) return ['it recorded none']
  const now = readEnvironment()
  return environment.environment_id === now.environment_id ? [] : environmentDifferences(environment, now)
}

async function runGate(
  named: string,
  { measuring, judge, caveats }: GatePlan,
  options: GateOptions,
  io: Io,
): Promise<number> {
  const limits = tolerances(options)
  const { study, until } = measuring.planned
  const folder = gateFolder(study.name, options.out, io)
  const answers = await measureAnswers(measuring, folder, io)
  const isDone = until === 'answers' || judge(answers, limits).status === 'wrong'
  const measureIt = options.untilNarrow === true ? measureUntilNarrow : measureRounds
  const results = isDone ? answers : await measureIt(measuring, folder, io)
  const view: GateView = {
    result: judge(results, limits),
    typed: { study: named, head: options.head },
    inconclusive: options.inconclusive,
    caveats,
  }
  const exit_code = gateExitCode(view, results, until)
  const ledger = `${relative(io.cwd, folder) || '.'}/ledger.jsonl`
  const shown = { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
  io.stdout.write(options.json === true ? gateJson(view, { exit_code, ledger }) : gateText(view, shown))
  writeGateFiles(view, options, io)
  tell(io, ['', `Ledger   ${ledger}`])
  return exit_code
}

const EXIT_OF = {
  passed: EXIT.ok,
  inconclusive: EXIT.inconclusive,
  regression: EXIT.regression,
  wrong: EXIT.wrong,
} satisfies Record<Status, number>

/** Where nothing at all was measured, there is nothing that could be let through. */
function gateExitCode(view: GateView, results: Results, until: 'answers' | 'rounds'): number {
  const { status } = view.result
  if (status === 'inconclusive' && runExitCode(results, until) === EXIT.failed) return EXIT.failed
  return isPassed(view) ? EXIT.ok : EXIT_OF[status]
}
