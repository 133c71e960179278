import { shellWord } from '../config/shell-word.ts'

/** A study as Slurm runs it: an array with a task a shard, and a job that merges their ledgers. */
export interface SlurmStudy {
  readonly study: string
  readonly shards: number
  /** The working directory, and where the scripts, the logs and the ledgers go: absolute, on a disk that all nodes see. */
  readonly cwd: string
  readonly logs: string
  readonly whole: string
  /** Words that start this tool on a node. */
  readonly tool: readonly string[]
  /** `run` with the study and its flags, as a shell reads it. */
  readonly run: string
  /** Where engines and prepared data lie, the same for all nodes. */
  readonly cache_home: string
  /** Lines of the site, such as `module load`. */
  readonly prelude: string
  /** Cores of a task; undefined: a node for itself. */
  readonly cores: number | undefined
  readonly limits: SlurmLimits
}

export interface SlurmLimits {
  readonly time_s: number
  readonly memory_bytes: number
}

/** Before the time limit: for the block under way to end, and its process. */
const WARNING_S = 60

/**
 * The task of one shard. It writes its exit code beside its log, which says what has to be sent again whatever the
 * accounting of the site keeps. Before the time limit it gets a SIGINT, so that the block under way is left out in good
 * order; sent again, it goes on, maybe on another node.
 */
export function shardScript(slurm: SlurmStudy): string {
  const exit = `${shellWord(`${slurm.logs}/shard-`)}"$SLURM_ARRAY_TASK_ID".exit`
  return `${header(slurm, 'shard')}#SBATCH --output=${shellWord(`${slurm.logs}/shard-%a.log`)}
#SBATCH ${slurm.cores === undefined ? '--exclusive' : `--cpus-per-task=${slurm.cores} --hint=nomultithread`}
#SBATCH --mem=${Math.ceil(slurm.limits.memory_bytes / 2 ** 20)}M
#SBATCH --time=${slurmTime(slurm.limits.time_s)}
#SBATCH --signal=B:INT@${WARNING_S}
#SBATCH --requeue
${environment(slurm)}
rm -f ${exit}
${slurm.tool.map(shellWord).join(' ')} ${slurm.run} --out ${shellWord(slurm.whole)} --new-session \\
  --shard "$SLURM_ARRAY_TASK_ID/${slurm.shards}" &
trap 'kill -INT $!' INT TERM
code=0
wait $! || code=$?
while kill -0 $! 2>/dev/null; do code=0; wait $! || code=$?; done
echo $code > ${exit}
exit $code
`
}

/** The job after them: what there is becomes one ledger, also where some task failed. */
export function mergeScript(slurm: SlurmStudy): string {
  const tool = slurm.tool.map(shellWord).join(' ')
  const parts = `${shellWord(slurm.whole)}-shard-*-of-${slurm.shards}`
  return `${header(slurm, 'merge')}#SBATCH --output=${shellWord(`${slurm.logs}/merge.log`)}
#SBATCH --time=30
${environment(slurm)}
${tool} merge ${parts} --out ${shellWord(slurm.whole)}
`
}

function header({ study, cwd }: SlurmStudy, what: string): string {
  return `#!/bin/bash
#SBATCH --job-name=knnbench-${study}-${what}
#SBATCH --chdir=${shellWord(cwd)}
#SBATCH --nodes=1 --ntasks=1
#SBATCH --open-mode=append
`
}

function environment({ cache_home, prelude }: SlurmStudy): string {
  return `${prelude}export XDG_CACHE_HOME=${shellWord(cache_home)}`
}

/** `days-hours:minutes:seconds` as sbatch reads it. */
function slurmTime(seconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const hours = two((seconds % 86_400) / 3600)
  return `${Math.floor(seconds / 86_400)}-${hours}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
}
