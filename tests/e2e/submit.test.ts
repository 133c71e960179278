import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const STUDY = `name: tiny
datasets: [wine]
engines: [ts-brute, ts-kdtree]
grid: { n_neighbors: [1], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 4, warmup: 1, min_time: 1ms, seed: 7 }
`

/**
 * Stands in for Slurm, which few machines have: runs every task at once, one after the other, and notes what it was
 * given. A task whose number stands in `dying` dies before it starts, once.
 */
const SBATCH = `#!/bin/bash
cd "$(dirname "$0")/.."
echo "$*" >> calls
script=\${!#}
id=$(wc -l < calls)
tasks=$(printf '%s\\n' "$@" | sed -n 's/^--array=//p')
if [ -z "$tasks" ]; then bash "$script" >> merge.out 2>&1; echo "$id"; exit; fi
for range in \${tasks//,/ }; do
  for task in $(seq "\${range%-*}" "\${range#*-}"); do
    if grep -qsx "$task" dying; then sed -i "/^$task$/d" dying; continue; fi
    log=$(sed -n 's/^#SBATCH --output=//p' "$script" | tr -d "'")
    SLURM_ARRAY_TASK_ID=$task bash "$script" > "\${log//%a/$task}" 2>&1
  done
done
echo "$id"
`

describe('submit slurm', () => {
  const place = workplace()
  const file = (name: string): string => join(place.folder, name)
  const submit = (...words: string[]) =>
    place.through('env', [`PATH=${file('bin')}:${process.env.PATH}`], 'submit', 'slurm', ...words)
  const calls = (): string[] => readFileSync(file('calls'), 'utf8').trim().split('\n')

  beforeAll(() => {
    writeStudy(place.folder, STUDY)
    mkdirSync(file('bin'))
    for (const [name, text] of Object.entries({ sbatch: SBATCH, squeue: '#!/bin/sh\n' })) {
      writeFileSync(join(file('bin'), name), text)
      chmodSync(join(file('bin'), name), 0o755)
    }
  })
  afterAll(place.remove)

  it('prints its scripts and sends nothing', () => {
    const { status, stdout } = submit('study.yaml', '--shards', '2', '--dry-run')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^tiny: 4 groups in 2 shards, 2 engines and the null arm\n/)
    expect(stdout).toContain('--shard "$SLURM_ARRAY_TASK_ID/2"')
    expect([existsSync(file('calls')), existsSync(file('results'))]).toEqual([false, false])
  })

  it('sends a shard that died once more, and that shard alone', () => {
    writeFileSync(file('dying'), '2\n')
    const run = submit('study.yaml', '--shards', '3', '--sbatch', '--partition=cpu')
    expect([run.status, run.stderr]).toEqual([0, expect.stringContaining('sent again: array 3 (2), merge 4')])
    expect(run.stdout).toContain('n = 4 rounds')
    expect(calls().map((call) => call.replace(/ \/.*/, ''))).toEqual([
      '--parsable --partition=cpu --array=1-3',
      '--parsable --partition=cpu --dependency=afterany:1',
      '--parsable --partition=cpu --array=2',
      '--parsable --partition=cpu --dependency=afterany:3',
    ])
    expect(place.knnbench('merge', 'tiny', '--out', 'again').stdout).toContain(
      'nothing of the study is missing',
    )
  })

  it('gives up after --retries, and names the log', () => {
    writeFileSync(file('dying'), '1\n')
    const run = submit('study.yaml', '--shards', '2', '--out', 'other', '--retries', '0')
    expect([run.status, run.stderr]).toEqual([
      1,
      expect.stringMatching(/Not done: shard 1, sent.*\nLook at .*other-slurm\/shard-1\.log/),
    ])
    expect(run.stdout).toContain('wine: 2 of 4 rounds count')
  })

  it('does not send again what a node refuses', () => {
    const before = calls().length
    writeFileSync(file('prelude.sh'), 'rm -f study.yaml # as on a disk that the nodes do not see\n')
    const run = submit('study.yaml', '--shards', '2', '--out', 'other2', '--prelude', 'prelude.sh')
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('shard 1 was refused:')])
    expect(calls()).toHaveLength(before + 2)
  })

  it('says what to do without a scheduler, and with too many shards', () => {
    writeStudy(place.folder, STUDY)
    const none = place.through('env', ['PATH=/nowhere'], 'submit', 'slurm', 'study.yaml', '--out', 'none')
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringContaining('there is no sbatch on this machine.'),
    ])
    const many = submit('study.yaml', '--shards', '5')
    expect([many.status, many.stderr]).toEqual([2, expect.stringContaining('only 4 groups')])
  })
})
