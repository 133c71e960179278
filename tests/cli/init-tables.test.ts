import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { csvOf, x, y } from '../data/profile.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

const init = (...words: string[]) => place.knnbench(['init', ...words])
const run = (...words: string[]) => place.knnbench(['run', ...words, '--dry-run'])

it('writes no study that its own reader refuses', async () => {
  const numbers = Array.from({ length: 10_500 }, (_, index) => [`c${index}`, (row: number) => row] as const)
  place.write('wide.csv', csvOf({ x, ...Object.fromEntries(numbers), y }, 12))
  const told =
    'wide.csv: a study of this table would have to name 10,500 columns: too many to list. Remove from the file what is no feature: c0, c1, c2, c3, c4, ….\n'
  const words = ['--data', 'wide.csv', '--target', 'y']
  expect(await init(...words, '--out', 'wide.yaml')).toMatchObject({ code: 2, stdout: '', stderr: told })
  expect(existsSync(join(place.folder, 'wide.yaml'))).toBe(false)
  expect(await run(...words)).toMatchObject({ code: 2, stdout: '', stderr: told })
})
