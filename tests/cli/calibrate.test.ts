import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { storeCalibration } from '../../src/runner/calibration.ts'
import { calibrationOf } from '../../src/runner/measure-calibration.ts'
import { desk } from './invoke.ts'

let place: ReturnType<typeof desk>
beforeEach(() => {
  place = desk()
})
afterEach(() => place.remove())

const TRIALS = [
  { quantity: 'multiply-adds-float64', threads: 1, per_second: [2.95e10, 2.94e10, 2.95e10] },
  { quantity: 'bytes-read', threads: 2, per_second: [2.43e10, 1.215e10, 1.215e10] },
]

test('shows what was measured, and says what to type where nothing was', async () => {
  const none = await place.knnbench(['calibrate', '--show'])
  expect([none.code, none.stdout]).toEqual([2, ''])
  expect(none.stderr).toContain('Measure it with: knnbench calibrate\n')
  const cache = join(place.folder, '.cache/knnbench')
  const stored = storeCalibration(
    calibrationOf({ instructions: 'avx512f', trials: TRIALS }, '2026-01-02T03:04:05.678Z'),
    cache,
  )
  const shown = await place.knnbench(['calibrate', '--show'])
  expect([shown.code, shown.stderr]).toEqual([0, ''])
  expect(shown.stdout).toContain('with avx512f, measured at 2026-01-02T03:04:05.678Z')
  expect(shown.stdout).toMatch(/float64 +1 thread +29\.5 G\/s +best of 3 trials, median 100 % of it\n/)
  expect(shown.stdout).toMatch(/memory +2 threads +24\.3 GB\/s +best of 3 trials, median 50 % of it\n/)
  expect(JSON.parse((await place.knnbench(['calibrate', '--show', '--json'])).stdout)).toEqual(stored)
})

test('without the Rust setup it measures nothing', async () => {
  const { code, stdout, stderr } = await place.knnbench(['calibrate'])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('knnbench engines setup rust\n')
  expect(readdirSync(place.folder)).toEqual([])
})
