import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { InputError } from '../config/input-error.ts'
import { LEDGER_FILE } from '../ledger/read-ledger.ts'
import { EXIT, type Io } from './io.ts'
import { plural } from './plan-text.ts'
import { ranges } from './ranges.ts'
import { readResults } from './read-results.ts'
import { printReport, runExitCode } from './report.ts'
import { type SlurmPlan, type SubmitOptions, slurmPlan } from './slurm-plan.ts'
import { type QueueState, queueState, submitScript } from './slurm-queue.ts'
import { mergeScript, type SlurmStudy, shardScript } from './slurm-scripts.ts'
import { tell } from './tell.ts'

/** A site's scheduler is asked seldom, but for the beginning, when most mistakes show. */
const POLL_MS = { first: 2000, later: 15_000, until: 120_000 }
/** Questions in a row that Slurm may leave without an answer. */
const SILENCES = 20

/** `knnbench submit slurm`: an array and a merge job, followed to their end. Gives the exit code. */
export async function submitSlurm(named: string, options: SubmitOptions, io: Io): Promise<number> {
  const plan = slurmPlan(named, options, io)
  const { slurm } = plan
  if (options.dryRun === true) {
    io.stdout.write(dryRunText(plan))
    return EXIT.ok
  }
  tell(io, plan.heading)
  mkdirSync(slurm.logs, { recursive: true })
  writeFileSync(join(slurm.logs, 'shard.sh'), shardScript(slurm))
  writeFileSync(join(slurm.logs, 'merge.sh'), mergeScript(slurm))
  const sent = await sendUntilDone(slurm, options, io)
  if (sent.kind === 'left') return EXIT.interrupted
  if (!existsSync(join(slurm.whole, LEDGER_FILE))) throw notMerged(slurm)
  const results = readResults(slurm.whole)
  printReport(results, io)
  tell(io, ['', `Ledger   ${relative(io.cwd, slurm.whole) || '.'}/ledger.jsonl`])
  if (sent.kind === 'done') return runExitCode(results, plan.until)
  tell(io, givenUp(slurm, sent.open))
  return EXIT.failed
}

function dryRunText({ slurm, heading }: SlurmPlan): string {
  return [
    ...heading,
    '',
    `# ${join(slurm.logs, 'shard.sh')}, sent with --array=1-${slurm.shards}`,
    shardScript(slurm),
    `# ${join(slurm.logs, 'merge.sh')}, sent with --dependency=afterany:ID of the array`,
    mergeScript(slurm),
  ].join('\n')
}

/** Sends every shard, and again those that failed; each time with a merge of what there is. */
async function sendUntilDone(slurm: SlurmStudy, { sbatch, retries }: SubmitOptions, io: Io): Promise<Sent> {
  const site = (sbatch ?? '').split(/\s+/).filter(Boolean)
  const interrupt = io.catchInterrupts('The jobs go on.')
  let open = Array.from({ length: slurm.shards }, (_, at) => at + 1)
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt > retries) return { kind: 'given-up', open }
    for (const shard of open) rmSync(exitFile(slurm, shard), { force: true })
    const array = submitScript(join(slurm.logs, 'shard.sh'), [...site, `--array=${ranges(open)}`])
    const merge = submitScript(join(slurm.logs, 'merge.sh'), [...site, `--dependency=afterany:${array}`])
    tell(io, [`  ${attempt === 0 ? 'sent' : 'sent again'}: array ${array} (${ranges(open)}), merge ${merge}`])
    const followed = await follow([array, merge], {
      interrupt,
      tellState: (words) => tell(io, [`  ${words}`]),
    })
    if (followed === 'left') {
      tell(io, [
        `Interrupted. The jobs go on, and the last merges what there is; to end them: scancel ${array} ${merge}`,
      ])
      return { kind: 'left' }
    }
    const ended = new Map(open.map((shard) => [shard, exitOf(slurm, shard)]))
    const refused = open.find((shard) => ended.get(shard) === EXIT.usage)
    if (refused !== undefined) throw refusedBy(slurm, refused)
    open = open.filter((shard) => !isDone(ended.get(shard)))
  }
  return { kind: 'done' }
}

type Sent =
  | { readonly kind: 'done' }
  | { readonly kind: 'left' }
  /** Shards that failed more often than --retries allows. */
  | { readonly kind: 'given-up'; readonly open: readonly number[] }

/** Left: the user pressed Ctrl-C, and the jobs go on without being followed. */
type Followed = 'ended' | 'left'

interface Following {
  readonly interrupt: AbortSignal
  readonly tellState: (words: string) => void
}

/** Waits until no task of these jobs is in the queue. */
async function follow(jobs: readonly string[], { interrupt, tellState }: Following): Promise<Followed> {
  const started = performance.now()
  let said = ''
  let silences = 0
  for (;;) {
    const state = queueState(jobs)
    silences = state === undefined ? silences + 1 : 0
    if (silences > SILENCES) throw silent(jobs)
    if (state !== undefined) {
      if (state.running + state.waiting === 0) return 'ended'
      const words = stateWords(state)
      if (words !== said) tellState(words)
      said = words
    }
    const isEarly = performance.now() - started < POLL_MS.until
    await wait(isEarly ? POLL_MS.first : POLL_MS.later, undefined, { signal: interrupt }).catch(
      () => 'aborted',
    )
    if (interrupt.aborted) return 'left'
  }
}

function stateWords({ running, waiting }: QueueState): string {
  return `${plural(running, 'task')} running, ${waiting} waiting`
}

function exitFile({ logs }: SlurmStudy, shard: number): string {
  return join(logs, `shard-${shard}.exit`)
}

/** Undefined where a task was ended before it could say it: a node that died, a hard time limit. */
function exitOf(slurm: SlurmStudy, shard: number): number | undefined {
  const file = exitFile(slurm, shard)
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}

/** Wrong answers are an answer. */
function isDone(code: number | undefined): boolean {
  return code === EXIT.ok || code === EXIT.wrong
}

function givenUp({ logs }: SlurmStudy, open: readonly number[]): string[] {
  const shards = `${open.length === 1 ? 'shard' : 'shards'} ${ranges(open)}`
  return [
    '',
    `Not done: ${shards}, sent as often as --retries allows; the report is of what the others measured.`,
    `Look at ${join(logs, `shard-${open[0]}.log`)}, and type the same again: what is measured is kept.`,
  ]
}

function refusedBy({ logs }: SlurmStudy, shard: number): InputError {
  const file = join(logs, `shard-${shard}.log`)
  const [last] = readFileSync(file, 'utf8').trim().split('\n').slice(-1)
  return new InputError({ found: `shard ${shard} was refused: ${last}`, fix: `All that it said: ${file}` })
}

function notMerged({ logs }: SlurmStudy): InputError {
  return new InputError({
    found: 'every shard ended well, but their ledgers were not merged.',
    fix: `Look at ${join(logs, 'merge.log')}.`,
  })
}

function silent(jobs: readonly string[]): InputError {
  return new InputError({
    found: `squeue does not answer any more; the jobs ${jobs.join(' and ')} may go on.`,
    fix: 'Type the same again when it does: what is measured is kept.',
  })
}
