import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

test('a dataset for regression is split without classes', async () => {
  const { code, stdout, caught } = await place.knnbench([
    'datasets',
    'prepare',
    'diabetes-progression',
    '--out',
    'd',
  ])
  expect(code).toBe(0)
  expect(stdout).toBe('diabetes-progression/holdout-0.2-42/default: 353 train, 89 test, 10 features in d\n')
  expect(existsSync(join(place.folder, 'd/X_train.npy'))).toBe(true)
  expect(caught).toBe(0) // Ctrl-C ends it at once: nothing here would listen to a signal
})
