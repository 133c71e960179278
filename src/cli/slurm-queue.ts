import { spawnSync } from 'node:child_process'
import { InputError } from '../config/input-error.ts'

/** Tasks of jobs that are still in the queue. */
export interface QueueState {
  readonly running: number
  readonly waiting: number
}

/** Sends a script and gives its job id; what sbatch refuses is an `InputError` in its own words. */
export function submitScript(script: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('sbatch', ['--parsable', ...words, script], {
    encoding: 'utf8',
  })
  if (error !== undefined)
    throw new InputError({
      found: 'there is no sbatch on this machine.',
      fix: 'Run this on a login node of the cluster, or look at the scripts alone: --dry-run',
    })
  const [id] = stdout.trim().split(';')
  if (status === 0 && id !== undefined && /^\d+$/.test(id)) return id
  throw new InputError({
    found: `sbatch refused the job: ${stderr.trim().split('\n').slice(-3).join(' | ')}`,
    fix: "Give what this site needs: --sbatch '--partition=… --account=…'",
  })
}

/** What of these jobs is in the queue; undefined where Slurm does not answer at the moment. */
export function queueState(jobs: readonly string[]): QueueState | undefined {
  const { status, stdout, stderr } = spawnSync('squeue', ['-h', '-r', '-o', '%T', '-j', jobs.join(',')], {
    encoding: 'utf8',
  })
  if (status !== 0 && !stderr.includes('Invalid job id')) return undefined // which ended jobs have
  const states = stdout.split('\n').filter(Boolean)
  const running = states.filter((state) => state === 'RUNNING' || state === 'COMPLETING').length
  return { running, waiting: states.length - running }
}
