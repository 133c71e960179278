import { relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { isTimed } from '../config/study.ts'
import { expandGrid } from '../plan/grid.ts'
import type { Status } from '../report/gate/finding.ts'
import { gateJson } from '../report/gate/gate-json.ts'
import { judgeGate } from '../report/gate/gate-result.ts'
import { type GateView, isPassed } from '../report/gate/gate-view.ts'
import { gateText } from '../report/gate/summary.ts'
import type { Results } from '../report/results.ts'
import { isTimedCase } from '../runner/study-case.ts'
import { requireExactBaseline, requireSupport } from './baseline.ts'
import { cacheRoot } from './folders.ts'
import { type GateFiles, writeGateFiles } from './gate-files.ts'
import { gateFolder } from './gate-folder.ts'
import { measureRounds, measureUntilNarrow } from './gate-measure.ts'
import { requireRounds, withFirstRounds } from './gate-rounds.ts'
import { gateStudy, type NamedBuilds } from './gate-study.ts'
import { type ToleranceFlags, tolerances } from './gate-tolerances.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import type { Measuring } from './measure.ts'
import { headline, type PlannedStudy } from './plan-text.ts'
import { readStudy, type StudyFlags } from './read-study.ts'
import { showReading } from './reading-progress.ts'
import { runExitCode } from './report.ts'
import { studyCases } from './study-cases.ts'
import { tell } from './tell.ts'

export interface GateOptions
  extends NamedBuilds,
    ToleranceFlags,
    GateFiles,
    Pick<StudyFlags, 'dataset' | 'rounds' | 'allowOutside'> {
  readonly inconclusive: 'pass' | 'fail'
  readonly untilNarrow?: true
  readonly out?: string
  readonly json?: true
}

/** `knnbench gate`: two builds of an engine in the same rounds, and whether the head may go in. Gives the exit code. */
export async function gateCommand(named: string, options: GateOptions, io: Io): Promise<number> {
  const limits = tolerances(options)
  const measuring = gateMeasuring(named, options, io)
  const { planned } = measuring
  const folder = gateFolder(planned.study.name, options.out, io)
  const measureIt = options.untilNarrow === true ? measureUntilNarrow : measureRounds
  const results = await measureIt(measuring, folder, io)
  const view: GateView = {
    result: judgeGate(results, limits),
    typed: { study: named, head: options.head },
    inconclusive: options.inconclusive,
    caveats: [],
  }
  const exit_code = gateExitCode(view, results, planned.until)
  const ledger = `${relative(io.cwd, folder) || '.'}/ledger.jsonl`
  const shown = { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
  io.stdout.write(options.json === true ? gateJson(view, { exit_code, ledger }) : gateText(view, shown))
  writeGateFiles(view, options, io)
  tell(io, ['', `Ledger   ${ledger}`])
  return exit_code
}

/** Everything that is known before an engine starts; what cannot be decided is said here. */
function gateMeasuring(named: string, options: GateOptions, io: Io): Measuring {
  const { study: read, places } = readStudy(named, options, io)
  const { study: ofBuilds, ready, notes } = gateStudy(read, options, io)
  const study = options.untilNarrow === true ? withFirstRounds(ofBuilds) : ofBuilds
  const until = study.splits.some(isTimed) ? 'rounds' : 'answers'
  if (options.untilNarrow === true) requireNoRounds(options)
  else if (until === 'rounds') requireRounds(study)
  const configurations = expandGrid(study.grid).length
  const planned: PlannedStudy = { study, ready, missing: [], configurations, until }
  requireExactBaseline(planned, places.baseline)
  requireSupport(planned, [Number.POSITIVE_INFINITY], places.baseline)
  tell(io, [headline(planned), ...notes.map((note) => `  ${note}`)])
  const cases = showReading(io.stderr, (onRead) =>
    studyCases(study, places, { cacheRoot: cacheRoot(io), onRead }),
  )
  const n_trains = (until === 'rounds' ? cases.filter(isTimedCase) : cases).map(
    ({ prepared }) => prepared.n_train,
  )
  requireSupport(planned, n_trains, places.baseline)
  return { planned, cases, invoked: undefined, changed_environment: 'refuse', again: [] }
}

function requireNoRounds({ rounds }: GateOptions): void {
  if (rounds === undefined) return
  throw new InputError({
    found: '--rounds and --until-narrow are both given.',
    fix: 'Keep one of them: the second adds rounds by itself.',
  })
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
