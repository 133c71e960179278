import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { invoke } from './invoke.ts'

test('the matrix has a row for every engine and a mark for all it has', async () => {
  const { code, stdout } = await invoke(tmpdir(), ['engines', 'list', '--matrix'])
  const lines = stdout.split('\n').map((line) => line.trim().split(/ +/))
  expect(code).toBe(0)
  expect(lines[0].slice(0, 7)).toEqual(['name', 'L2', 'L1', 'L∞', 'cos', 'ham', 'Lp'])
  const row = (name: string) => lines.find(([first]) => first === name)?.slice(1, 13)
  expect(row('ts-brute')?.slice(0, 8)).toEqual(new Array(8).fill('✓'))
  expect(row('ml-knn')?.join('')).toMatch(/^✓✓––––✓–✓/)
  expect(stdout).toContain('L∞ chebyshev')
})

test('--json has the same for scripts', async () => {
  const { stdout } = await invoke(tmpdir(), ['engines', 'list', '--matrix', '--json'])
  const listed = JSON.parse(stdout)
  expect(listed.map(({ name }: { name: string }) => name)).toContain('ts-kdtree')
  expect(listed.find(({ name }: { name: string }) => name === 'ml-knn')).toMatchObject({
    metrics: ['euclidean', 'manhattan'],
    weights: ['uniform'],
    threads: 1,
    neighbors: false,
  })
})
