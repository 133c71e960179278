import { afterAll, expect, test } from 'vitest'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
place.write('s.yaml', study('[wine]', '[ts-brute, ml-knn]', 'protocol: { rounds: 3, score_rows: 5 }'))

async function dryRun(...flags: string[]): Promise<string> {
  const { code, stdout } = await place.knnbench(['run', 's.yaml', '--dry-run', ...flags])
  expect(code).toBe(0)
  return stdout
}

test('says what a run would do', async () => {
  const told = await dryRun()
  expect(told).toContain('s: 1 dataset × 2 configurations × 2 engines (+ null arm), 3 rounds')
  expect(told).toContain('9 blocks, each a fresh process; 1 comparison with ts-brute')
})

test('of answers alone says that nothing is timed', async () => {
  const told = await dryRun('--answers-only')
  expect(told).toContain('s: 1 dataset × 2 configurations × 2 engines, answers only')
  expect(told).toContain('2 untimed processes; every answer to every test row is graded, nothing is timed')
  expect(told).not.toMatch(/block|comparison|round/)
  const plan = JSON.parse(await dryRun('--answers-only', '--json'))
  expect(plan).toMatchObject({ until: 'answers', comparisons_at_most: 0, order: [] })
  expect(plan.cases).toMatchObject([{ rows_timed: 0, rows_scored: 36 }])
})

test('leaves out engines that can answer nothing of a case', async () => {
  place.write(
    'd.yaml',
    study(
      '[wine]',
      '[ts-brute, ml-knn]',
      'grid: { n_neighbors: [1], metric: [euclidean], weights: [distance] }',
    ),
  )
  const { stdout } = await place.knnbench(['run', 'd.yaml', '--dry-run', '--json'])
  const plan = JSON.parse(stdout)
  expect(plan.order[0].arms.toSorted()).toEqual(['ts-brute', 'ts-brute (null arm)'])
  expect(plan.comparisons_at_most).toBe(0)
})

test('tells folds in one line a split, in no round and no comparison', async () => {
  const splits = 'splits: [{ kind: holdout }, { kind: stratified-kfold, shuffle: true }]'
  place.write('folds.yaml', study('[wine]', '[ts-brute, ml-knn]', `protocol: { rounds: 3 }\n${splits}`))
  const { stdout } = await place.knnbench(['run', 'folds.yaml', '--dry-run'])
  expect(stdout).toContain(
    's: 1 dataset (1 case, 5 folds) × 2 configurations × 2 engines (+ null arm), 3 rounds',
  )
  expect(stdout).toContain(
    '  wine/stratified-kfold-5-42/default: 5 folds, scored and not timed; each 142–143 train, 35–36 test, 13 features\n',
  )
  expect(stdout).toContain('9 blocks, each a fresh process; 1 comparison with ts-brute')
  expect(stdout).toContain('10 untimed processes for 5 folds')
  const plan = JSON.parse((await place.knnbench(['run', 'folds.yaml', '--dry-run', '--json'])).stdout)
  expect(plan.cases).toHaveLength(6)
  expect(new Set(plan.order.map(({ case_id }: { case_id: string }) => case_id))).toEqual(
    new Set(['wine/holdout-0.2-stratified-42/default']),
  )
})

test('of folds alone says that nothing is timed', async () => {
  place.write('only.yaml', study('[wine]', '[ts-brute, ml-knn]', 'split: { kind: kfold }'))
  const { stdout } = await place.knnbench(['run', 'only.yaml', '--dry-run'])
  expect(stdout).toContain('s: 1 dataset (5 folds) × 2 configurations × 2 engines, answers only')
  expect(stdout).toContain('10 untimed processes; every answer to every test row is graded, nothing is timed')
})

test('of a shard shows its groups alone', async () => {
  const whole = JSON.parse(await dryRun('--json'))
  const plan = JSON.parse(await dryRun('--json', '--shard', '2/2'))
  expect(plan.shard).toEqual({ number: 2, of: 2 })
  expect(plan.order).toEqual(whole.order.filter(({ round }: { round: number }) => round === 3))
  expect(await dryRun('--shard', '2/2')).toContain('  shard 2 of 2\n')
  expect((await place.knnbench(['run', 's.yaml', '--shard', '1/4'])).stderr).toContain(
    'this study has only 3 groups (1 dataset in 3 rounds)',
  )
})

test.each([['--force'], ['--save-as', 'x']])('a shard goes without %s', async (...flags) => {
  const { code, stderr } = await place.knnbench(['run', 's.yaml', '--shard', '1/2', ...flags])
  expect(stderr).toContain(`--shard and ${flags[0]} do not go together.`)
  expect(code).toBe(2)
})
