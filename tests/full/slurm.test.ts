import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { isOnPath } from '../../src/runner/setups/setup-command.ts'
import { workplace } from '../e2e/cli.ts'

const UP = fileURLToPath(new URL('../../scripts/slurm-up.sh', import.meta.url))
const place = workplace()
const home = join(place.folder, 'slurm')
const env = { ...process.env, SLURM_HOME: home, SLURM_CONF: join(home, 'slurm.conf') }
const missing = missingCluster()
if (missing !== undefined) console.warn(`SKIPPED: a study on emulated nodes (${missing})`)

/** Starts it; why there is none otherwise. */
function missingCluster(): string | undefined {
  const isHere = process.getuid?.() === 0 && ['slurmctld', 'slurmd', 'sbatch', 'munged'].every(isOnPath)
  if (!isHere) return 'needs root, and slurmctld slurmd slurm-client munge'
  chmodSync(place.folder, 0o755) // munge runs as a user of its own
  const { status, stderr } = spawnSync(UP, ['up', '2'], { encoding: 'utf8', env })
  if (status === 0) return undefined
  spawnSync(UP, ['down'], { env })
  return `Slurm does not start here: ${stderr.trim()}`
}

const SHARDS = 3

/** A shard takes over a minute of a node, so that its time limit cuts it off. */
const STUDY = `name: nodes
datasets: [wine, breast-cancer]
engines: [ts-brute, ts-kdtree]
baseline: ts-brute
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 12, warmup: 50ms, min_time: 500ms, seed: 7 }
`

/** What else runs on node 2, for as long as a task of ours does. */
const SLOW_NODE = `if [ "$SLURMD_NODENAME" = n2 ]; then
  while kill -0 $$ 2>/dev/null; do for _ in {1..100000}; do :; done; done &
fi
`

/** SIGINT comes a minute before the limit, in whole minutes: after the first of two. */
const TWO_MINUTES = '--time=2'

afterAll(() => {
  spawnSync(UP, ['down'], { env })
  place.remove()
})

describe.skipIf(missing !== undefined)('a study on two nodes of Slurm', () => {
  const file = (name: string): string => join(place.folder, name)
  const shell = (command: string): string =>
    spawnSync('bash', ['-c', command], { encoding: 'utf8', env }).stdout.trim()

  beforeAll(() => {
    writeFileSync(file('nodes.yaml'), STUDY)
    writeFileSync(file('slow.sh'), SLOW_NODE)
  })

  it('is whole, although one node is killed and every shard is cut off by its time limit', async () => {
    const words = [
      '--shards',
      String(SHARDS),
      '--prelude',
      'slow.sh',
      '--sbatch',
      TWO_MINUTES,
      '--retries',
      '6',
    ]
    const run = place.startWith(
      { SLURM_CONF: env.SLURM_CONF },
      ...['submit', 'slurm', 'nodes.yaml', ...words],
    )
    const told = { out: '', err: '' }
    run.stdout?.on('data', (chunk) => (told.out += chunk))
    run.stderr?.on('data', (chunk) => (told.err += chunk))
    const ended = new Promise((resolve) => run.on('close', resolve))
    await until(() => shell('squeue -h -t RUNNING -o %N').includes('n1'))
    await wait(20_000)
    killNode()
    await until(() => shell('sinfo -h -n n1 -o %T').startsWith('down'))
    shell(`slurmd -N n1 -f ${env.SLURM_CONF}`)
    expect([await ended, told.err]).toEqual([0, expect.stringContaining('sent again')])
    expect(told.err).toContain('Ledger   results/nodes/ledger.jsonl')
  })

  it('holds every block of the plan once', () => {
    const { order } = z
      .object({
        order: z.array(z.object({ round: z.int(), case_id: z.string(), arms: z.array(z.string()) })),
      })
      .parse(JSON.parse(place.knnbench('run', 'nodes.yaml', '--dry-run', '--json').stdout))
    const planned = order.flatMap(({ round, case_id, arms }) =>
      arms.map((arm) => `${case_id} ${round} ${arm}`),
    )
    const blocks = readLedger(file('results/nodes')).records.flatMap((record) =>
      record.type === 'block'
        ? [
            `${record.case_id} ${record.round + 1} ${record.engine}${record.arm === 'null' ? ' (null arm)' : ''}`,
          ]
        : [],
    )
    expect([...new Set(blocks)].sort()).toEqual(planned.sort())
    expect(place.knnbench('merge', 'nodes', '--out', 'again').stdout).toContain(
      'nothing of the study is missing',
    )
  })

  it('has the answers of an undisturbed run', () => {
    expect(place.knnbench('run', 'nodes.yaml', '--rounds', '2', '--out', 'calm').status).toBe(0)
    const cells = ['nodes', 'calm'].map((name) => {
      const words = ['--table', 'answers', '--format', 'csv']
      return place.knnbench('report', name, ...words).stdout
    })
    expect(cells[0]).toBe(cells[1])
  })

  it('says which node is slow', () => {
    const told = place.knnbench('report', 'nodes').stdout.replaceAll(/\s+/g, ' ')
    expect(told).toContain('measured on 2 machines')
    expect(told).toMatch(/machines are not alike: ts-brute took [\d.]+ × as long on/)
  })

  /** As a machine that loses its power: its daemon, its jobs and whatever they started. */
  function killNode(): void {
    const daemon = readFileSync(join(home, 'pids', 'slurmd-n1.pid'), 'utf8').trim()
    shell(`kill -KILL ${daemon}
      for step in $(pgrep -f "^slurmstepd"); do
        grep -zqs '^SLURMD_NODENAME=n1$' /proc/$(pgrep -P $step | head -1)/environ || continue
        for process in $step $(pgrep -P $step) $(for child in $(pgrep -P $step); do pgrep -P $child; done); do
          kill -KILL $process
        done
      done`)
  }
})

async function until(isSo: () => boolean): Promise<void> {
  for (let second = 0; second < 300; second++) {
    if (isSo()) return
    await wait(1000)
  }
  throw new Error('not so within five minutes')
}
