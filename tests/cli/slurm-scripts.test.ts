import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ranges } from '../../src/cli/ranges.ts'
import { mergeScript, type SlurmStudy, shardScript } from '../../src/cli/slurm-scripts.ts'

const SLURM: SlurmStudy = {
  study: 'mine',
  shards: 4,
  cwd: '/home/me/my work',
  logs: '/home/me/my work/results/mine-slurm',
  whole: '/home/me/my work/results/mine',
  tool: ['/usr/bin/node', '/opt/knnbench/main.js'],
  run: "run 'my study.yaml' --dataset wine",
  cache_home: '/home/me/.cache',
  prelude: 'module load node\n',
  cores: undefined,
  limits: { time_s: 90_061, memory_bytes: 3 * 2 ** 30 },
}

const lines = (script: string): string[] => script.split('\n')

describe('the script of a shard', () => {
  test('asks for a whole node, time and memory', () => {
    expect(lines(shardScript(SLURM))).toEqual(
      expect.arrayContaining([
        "#SBATCH --chdir='/home/me/my work'",
        "#SBATCH --output='/home/me/my work/results/mine-slurm/shard-%a.log'",
        '#SBATCH --exclusive',
        '#SBATCH --mem=3072M',
        '#SBATCH --time=1-01:01:01',
        '#SBATCH --requeue',
      ]),
    )
  })

  test('asks for pinned cores where it is told to', () => {
    const script = shardScript({ ...SLURM, cores: 2 })
    expect(script).toContain('#SBATCH --cpus-per-task=2 --hint=nomultithread\n')
    expect(script).not.toContain('--exclusive')
  })

  test("has the site's lines before the tool starts, and every directive before them", () => {
    const all = lines(shardScript(SLURM))
    const lastDirective = all.findLastIndex((line) => line.startsWith('#SBATCH'))
    expect(all.indexOf('module load node')).toBe(lastDirective + 1)
  })

  test('runs its own shard', () => {
    expect(shardScript(SLURM)).toContain(
      `/usr/bin/node /opt/knnbench/main.js run 'my study.yaml' --dataset wine --out '/home/me/my work/results/mine' --new-session \\\n  --shard "$SLURM_ARRAY_TASK_ID/4" &`,
    )
  })
})

test('both scripts are what bash can read', () => {
  for (const script of [shardScript(SLURM), mergeScript(SLURM)])
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('')
})

test('the script of the merge unites the shards of this division alone', () => {
  expect(mergeScript(SLURM)).toContain(
    "merge '/home/me/my work/results/mine'-shard-*-of-4 --out '/home/me/my work/results/mine'\n",
  )
})

test('ranges name every number once', () => {
  expect(ranges([1, 2, 3, 4, 7])).toBe('1-4,7')
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b)
      const named = ranges(sorted)
        .split(',')
        .flatMap((range) => {
          const [first, last = first] = range.split('-').map(Number)
          return Array.from({ length: last - first + 1 }, (_, at) => first + at)
        })
      expect(named).toEqual(sorted)
    }),
  )
})
