import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import { isTimed } from '../config/study.ts'
import { expandGrid } from '../plan/grid.ts'
import { type ShardedStudy, shardGroups } from '../plan/shards.ts'
import { runCommand } from '../report/run-command.ts'
import { INSTALLATION } from '../runner/installation.ts'
import { shardedCase } from '../runner/study-case.ts'
import { requireExactBaseline, requireReadyBaseline } from './baseline.ts'
import { readChosen } from './chosen-study.ts'
import { earlierMerge } from './earlier-merge.ts'
import { cacheRoot, resultsFolder } from './folders.ts'
import type { Io } from './io.ts'
import { leftOut, type PlannedStudy, plural } from './plan-text.ts'
import type { StudyFlags } from './read-study.ts'
import { showReading } from './reading-progress.ts'
import { slurmLimits } from './slurm-limits.ts'
import type { SlurmStudy } from './slurm-scripts.ts'
import { studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'
import { typedReference } from './study-reference.ts'

export interface SubmitOptions extends StudyFlags {
  readonly out?: string
  readonly shards?: number
  readonly cores?: number
  /** Further options of sbatch, as its command line takes them. */
  readonly sbatch?: string
  readonly prelude?: string
  readonly retries: number
  readonly dryRun?: true
}

export interface SlurmPlan {
  readonly slurm: SlurmStudy
  readonly until: PlannedStudy['until']
  /** Sentences for the user: what is sent, and which engines are left out. */
  readonly heading: readonly string[]
}

const DEFAULT_SHARDS = 8

/**
 * What would be sent. The data are prepared and the engines looked up here, once, in the cache that all nodes share.
 * Throws InputError for what no task could do either.
 */
export function slurmPlan(named: string, options: SubmitOptions, io: Io): SlurmPlan {
  const { study, places, notes } = readChosen(named, options, io)
  const cache = cacheRoot(io)
  const until = options.answersOnly === true || !study.splits.some(isTimed) ? 'answers' : 'rounds'
  const configurations = expandGrid(study.grid).length
  const planned: PlannedStudy = { study, ...studyEngines(study, places, cache), configurations, until }
  requireReadyBaseline(planned, places.baseline)
  requireExactBaseline(planned, places.baseline)
  const whole = resultsFolder(io, study.name, options.out)
  earlierMerge(whole, io) // a folder that cannot be merged into is refused now, and not after hours
  const cases = showReading(io.stderr, (onRead) => studyCases(study, places, { cacheRoot: cache, onRead }))
  const sharded = { cases: cases.map(shardedCase), rounds: until === 'rounds' ? study.protocol.rounds : 0 }
  const shards = shardsOf(sharded, options)
  const limits = slurmLimits(planned, cases, { sharded, shards })
  const typed = typedReference(named, withoutOut(options))
  const slurm: SlurmStudy = {
    study: study.name,
    shards,
    cwd: io.cwd,
    logs: `${whole}-slurm`,
    whole,
    tool: [process.execPath, join(INSTALLATION, 'dist', 'cli', 'main.js')],
    run: [runCommand(typed), ...(options.answersOnly === true ? ['--answers-only'] : [])]
      .join(' ')
      .replace(/^knnbench /, ''),
    cache_home: dirname(cache),
    prelude: preludeText(options.prelude, io),
    cores: options.cores,
    limits,
  }
  const groups = shardGroups(sharded).length
  const heading = [
    `${study.name}: ${plural(groups, 'group')} in ${plural(shards, 'shard')}, ${plural(planned.ready.length, 'engine')} and the null arm`,
    ...notes.map((note) => `  ${note}`),
    ...leftOut(planned.missing),
  ]
  return { slurm, until, heading }
}

function withoutOut({ out: _, ...flags }: SubmitOptions): StudyFlags {
  return flags
}

function shardsOf(sharded: ShardedStudy, { shards }: SubmitOptions): number {
  const groups = shardGroups(sharded).length
  if (shards === undefined) return Math.min(DEFAULT_SHARDS, groups)
  if (shards <= groups) return shards
  throw new InputError({
    found: `--shards is ${shards}, but this study has only ${plural(groups, 'group')}, and the arms of a group stay on one machine.`,
    fix: `Write --shards ${groups}, or fewer.`,
  })
}

function preludeText(file: string | undefined, { cwd }: Pick<Io, 'cwd'>): string {
  if (file === undefined) return ''
  const path = resolve(cwd, file)
  if (!existsSync(path))
    throw new InputError({
      found: `there is no file ${printable(file)}.`,
      fix: 'Give --prelude another path.',
    })
  const text = readFileSync(path, 'utf8')
  return text.endsWith('\n') || text === '' ? text : `${text}\n`
}
