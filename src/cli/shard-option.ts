import { InputError } from '../config/input-error.ts'
import { quoted } from '../config/printable.ts'
import { parseShard, type Shard, shardWords } from '../config/shard.ts'
import type { Io } from './io.ts'

type Environment = Io['env']

/** What `--shard` asks for, and a sentence for the user where it was found out. */
export interface ChosenShard {
  readonly shard: Shard
  readonly notes: readonly string[]
}

/** A shard by its numbers, or `auto`: by what a cluster or CI says of the task that this is. Throws `InputError`. */
export function chosenShard(text: string, { env }: Pick<Io, 'env'>): ChosenShard {
  if (text !== 'auto') return { shard: parseShard(text), notes: [`shard ${shardWords(parseShard(text))}`] }
  const found = slurmArray(env) ?? kubernetesJob(env) ?? gitlabNode(env)
  if (found !== undefined) return found
  throw new InputError({
    found:
      '--shard auto, but nothing here says which part this is: no SLURM_ARRAY_TASK_ID, no JOB_COMPLETION_INDEX, no CI_NODE_INDEX.',
    fix: 'Start it in an array or parallel job, or write the part: --shard 1/4',
  })
}

/** The folder of a shard's own ledger beside that of the whole study: `results/mine-shard-3-of-16`. */
export function shardFolder(folder: string, { number, of }: Shard): string {
  return `${folder}-shard-${number}-of-${of}`
}

/** An array from 0 or 1 without gaps. Fewer tasks, such as those sent again, would count as another division. */
function slurmArray(env: Environment): ChosenShard | undefined {
  if (env.SLURM_ARRAY_TASK_ID === undefined) return undefined
  const [id, count, least, most] = wholeNumbers(env, [
    'SLURM_ARRAY_TASK_ID',
    'SLURM_ARRAY_TASK_COUNT',
    'SLURM_ARRAY_TASK_MIN',
    'SLURM_ARRAY_TASK_MAX',
  ])
  if (count < 2 || least > 1 || most - least + 1 !== count)
    throw new InputError({
      found: `--shard auto in a Slurm array of ${count} task${count === 1 ? '' : 's'} from ${least} to ${most}; it takes whole arrays that begin with 0 or 1, such as --array=1-4.`,
      fix: 'For some tasks of a larger array write how many there are: --shard "$SLURM_ARRAY_TASK_ID/16"',
    })
  return found({ number: id - least + 1, of: count }, `SLURM_ARRAY_TASK_ID=${id} of ${least}-${most}`)
}

/** Kubernetes tells an indexed job its index alone. */
function kubernetesJob(env: Environment): ChosenShard | undefined {
  if (env.JOB_COMPLETION_INDEX === undefined) return undefined
  if (env.JOB_COMPLETIONS === undefined)
    throw new InputError({
      found:
        '--shard auto found JOB_COMPLETION_INDEX, but not how many there are: Kubernetes does not tell it.',
      fix: 'Set JOB_COMPLETIONS in the container to the completions of the job, or write --shard with numbers.',
    })
  const [index, of] = wholeNumbers(env, ['JOB_COMPLETION_INDEX', 'JOB_COMPLETIONS'])
  return found({ number: index + 1, of }, `JOB_COMPLETION_INDEX=${index}, JOB_COMPLETIONS=${of}`)
}

function gitlabNode(env: Environment): ChosenShard | undefined {
  if (env.CI_NODE_INDEX === undefined) return undefined
  const [number, of] = wholeNumbers(env, ['CI_NODE_INDEX', 'CI_NODE_TOTAL'])
  return found({ number, of }, `CI_NODE_INDEX=${number}, CI_NODE_TOTAL=${of}`)
}

function found({ number, of }: Shard, source: string): ChosenShard {
  const shard = parseShard(`${number}/${of}`)
  return { shard, notes: [`shard ${shardWords(shard)} (${source})`] }
}

function wholeNumbers(env: Environment, names: readonly string[]): number[] {
  return names.map((name) => {
    const text = env[name]
    if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text)
    throw new InputError({
      found: `--shard auto: ${name} is ${text === undefined ? 'not set' : quoted(text)}; expected a whole number.`,
      fix: 'Write the part with its numbers: --shard 1/4',
    })
  })
}
