import { afterAll, expect, test } from 'vitest'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)

async function refusal(text: string, ...flags: string[]): Promise<string> {
  place.write('s.yaml', text)
  const { code, stdout, stderr } = await place.knnbench(['run', 's.yaml', ...flags])
  expect(code).toBe(2)
  expect(stdout).toBe('')
  return stderr
}

const REGRESSION = study('[diabetes-progression]', '[ml-knn]', 'task: regression')

test.each([[], ['--dry-run']])(
  'a task that no engine offers is refused before anything starts %j',
  async (...flags) => {
    expect(await refusal(REGRESSION, ...flags)).toBe(
      's.yaml:3:11: the baseline ml-knn can answer no configuration of this study: task=regression is not offered. Change its task, its grid or its engines.\n',
    )
  },
)

test('a baseline that supports nothing of the grid names those that do', async () => {
  const text = study(
    '[wine]',
    '[ts-brute, ml-knn]',
    'baseline: ml-knn\ngrid: { n_neighbors: [1], metric: [euclidean], weights: [distance] }',
  )
  expect(await refusal(text)).toBe(
    's.yaml:4:11: the baseline ml-knn can answer no configuration of this study: weights=distance is not offered. Choose another baseline: ts-brute.\n',
  )
})

test('more neighbors than training rows everywhere are refused once the rows are known', async () => {
  const text = study(
    '[wine]',
    '[ts-brute]',
    'grid: { n_neighbors: [500], metric: [euclidean], weights: [uniform] }',
  )
  expect(await refusal(text, '--dry-run')).toContain('k=500 > n_train=142')
})

test('answers alone need any engine that can, not the baseline', async () => {
  expect(await refusal(REGRESSION, '--answers-only')).toContain(
    'no engine of this study can answer any of its configurations: task=regression is not offered',
  )
  const grid = 'baseline: ml-knn\ngrid: { n_neighbors: [1], metric: [euclidean], weights: [distance] }'
  place.write('s.yaml', study('[wine]', '[ts-brute, ml-knn]', grid))
  const { code } = await place.knnbench(['run', 's.yaml', '--answers-only', '--dry-run'])
  expect(code).toBe(0)
})

test('a dry run refuses a baseline that is not ready, as a run does', async () => {
  const text = study('[wine]', '[sklearn-brute, ts-brute]')
  expect(await refusal(text, '--dry-run')).toBe(
    's.yaml:3:11: the baseline sklearn-brute is not ready: not set up. Set it up with: knnbench engines setup sklearn – or choose another baseline.\n',
  )
})

test('an approximate baseline is refused, but for answers alone', async () => {
  const text = study('[wine]', '[ts-hnsw, ts-brute]', 'grid: { n_neighbors: [3], metric: [euclidean] }')
  expect(await refusal(text, '--dry-run')).toBe(
    's.yaml:3:11: the baseline ts-hnsw is approximate; ratios and verdicts need an exact one. Choose another baseline: ts-brute.\n',
  )
  const { code } = await place.knnbench(['run', 's.yaml', '--answers-only', '--dry-run'])
  expect(code).toBe(0)
})
