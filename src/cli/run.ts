import { relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { isTimed, type Study } from '../config/study.ts'
import { expandGrid } from '../plan/grid.ts'
import { isTimedCase } from '../runner/study-case.ts'
import { requireExactBaseline, requireReadyBaseline, requireSupport } from './baseline.ts'
import { chosenStudy, readChosen, type TableFlags } from './chosen-study.ts'
import { dryRun } from './dry-run.ts'
import { cacheRoot, resultsFolder } from './folders.ts'
import { EXIT, type Io } from './io.ts'
import { measure } from './measure.ts'
import { headline, leftOut, type PlannedStudy } from './plan-text.ts'
import { readResults } from './read-results.ts'
import type { StudyFlags } from './read-study.ts'
import { showReading } from './reading-progress.ts'
import { printJson, printReport, runExitCode } from './report.ts'
import { savedFolder, saveResults } from './saved-results.ts'
import { type ChosenShard, chosenShard, shardFolder } from './shard-option.ts'
import { studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'
import { invocation, typedReference } from './study-reference.ts'
import { tell } from './tell.ts'

export interface RunOptions extends StudyFlags, TableFlags {
  readonly out?: string
  readonly force?: true
  readonly dryRun?: true
  readonly newSession?: true
  readonly saveAs?: string
  readonly shard?: string
  readonly json?: true
}

/** `knnbench run`: plan, answers, rounds, report. Gives the exit code. */
export async function runCommand(named: string | undefined, options: RunOptions, io: Io): Promise<number> {
  const saved = options.saveAs === undefined ? undefined : savedFolder(options.saveAs, io)
  const sharded = requestedShard(options, io)
  const reference = chosenStudy(named, options, io)
  const { study, places, notes } = readChosen(reference, options, io)
  const cache = cacheRoot(io)
  const engines = studyEngines(study, places, cache)
  const until = options.answersOnly === true || !study.splits.some(isTimed) ? 'answers' : 'rounds'
  const planned: PlannedStudy = { study, ...engines, configurations: expandGrid(study.grid).length, until }
  requireReadyBaseline(planned, places.baseline)
  requireExactBaseline(planned, places.baseline)
  requireSupport(planned, [Number.POSITIVE_INFINITY], places.baseline)
  const shown = [...(sharded?.notes ?? []), ...notes].map((note) => `  ${note}`)
  const heading = [headline(planned), ...shown, ...leftOut(planned.missing)]
  if (options.dryRun !== true) tell(io, heading)
  const cases = showReading(io.stderr, (onRead) => studyCases(study, places, { cacheRoot: cache, onRead }))
  const counted = until === 'rounds' ? cases.filter(isTimedCase) : cases
  const n_trains = counted.map(({ prepared }) => prepared.n_train)
  requireSupport(planned, n_trains, places.baseline)
  if (options.dryRun === true) return dryRun({ planned, cases, heading, shard: sharded?.shard }, options, io)
  const whole = resultsFolder(io, study.name, options.out)
  const folder = sharded === undefined ? whole : shardFolder(whole, sharded.shard)
  await measure(
    {
      planned,
      cases,
      invoked: invocation(reference, options, io),
      changed_environment: options.newSession === true ? 'new-session' : 'refuse',
      again: measuredAgain(study, options),
      shard: sharded?.shard,
    },
    folder,
    io,
  )
  const results = { ...readResults(folder), reference: typedReference(reference, options, sharded?.shard) }
  if (options.json === true) printJson(results, io)
  else printReport(results, io)
  tell(io, ['', `Ledger   ${relative(io.cwd, folder) || '.'}/ledger.jsonl`])
  const exit_code = runExitCode(results, until)
  if (saved !== undefined && exit_code === EXIT.ok) {
    saveResults(folder, saved)
    tell(io, [
      `Saved    ${relative(io.cwd, saved)}; compare with it: knnbench gate STUDY --against ${options.saveAs}`,
    ])
  }
  return exit_code
}

/** Throws where a flag means the whole study, of which a shard holds a part. */
function requestedShard(
  { shard, force, saveAs }: Pick<RunOptions, 'shard' | 'force' | 'saveAs'>,
  io: Io,
): ChosenShard | undefined {
  if (shard === undefined) return undefined
  const other = force === true ? '--force' : saveAs === undefined ? undefined : '--save-as'
  if (other === undefined) return chosenShard(shard, io)
  throw new InputError({
    found: `--shard and ${other} do not go together.`,
    fix:
      other === '--force'
        ? "Measure the shard anew in another folder with --out; merging takes each block's earliest measurement."
        : 'Unite the shards first: knnbench merge',
  })
}

/** With --force the engines that were asked for by name, else all; their baseline runs beside them anyway. */
function measuredAgain(study: Study, { force, engine = [] }: RunOptions): readonly string[] {
  if (force !== true) return []
  return engine.length > 0 ? engine : study.engines.map(({ name }) => name)
}
