import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordSchema } from '../../src/ledger/record.ts'
import {
  calibratedEnvironment,
  calibrationFile,
  readCalibration,
  storeCalibration,
} from '../../src/runner/calibration.ts'
import { readEnvironment } from '../../src/runner/machine.ts'
import { calibrationOf, measureCalibration } from '../../src/runner/measure-calibration.ts'
import { hasRust, RUST_PROGRAM } from '../engine/rust-engine.ts'
import { temporaryFolder } from '../engine/tiny-job.ts'

const MEASURED_AT = '2026-01-02T03:04:05.678Z'
const TOLD = {
  instructions: 'avx2+fma',
  trials: [
    { quantity: 'multiply-adds-float64', threads: 1, per_second: [2e9, 5e9, 4e9] },
    { quantity: 'bytes-read', threads: 2, per_second: [1e10] },
  ],
}
const CALIBRATION = calibrationOf(TOLD, MEASURED_AT)

if (!hasRust) console.warn('SKIPPED: calibration (no setup; needs cargo, then: knnbench engines setup rust)')

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

test('a limit is the best trial, and says how far the median one was from it', () => {
  expect(CALIBRATION).toEqual({
    measured_at: MEASURED_AT,
    instructions: 'avx2+fma',
    limits: [
      {
        quantity: 'multiply-adds-float64',
        threads: 1,
        per_second: 5e9,
        median_per_second: 4e9,
        trials: 3,
      },
      { quantity: 'bytes-read', threads: 2, per_second: 1e10, median_per_second: 1e10, trials: 1 },
    ],
  })
  expect(() =>
    calibrationOf({ ...TOLD, trials: [{ ...TOLD.trials[0], per_second: [0] }] }, MEASURED_AT),
  ).toThrow()
})

test('what is stored is read again on this machine, and goes into the record of its environment', () => {
  expect(readCalibration(folder.path)).toBeUndefined()
  expect(calibratedEnvironment(folder.path)).toEqual(readEnvironment())
  const stored = storeCalibration(CALIBRATION, folder.path)
  expect(readCalibration(folder.path)).toEqual(stored)
  const environment = calibratedEnvironment(folder.path)
  // The same environment as before: what was measured in it may be compared.
  expect(environment).toEqual({ ...readEnvironment(), calibration: CALIBRATION })
  expect(recordSchema.parse(environment)).toEqual(environment)
})

test.each([
  ['of another machine', (text: string) => text.replace(/"cores": \d+/, '"cores": 1000')],
  ['cut off', (text: string) => text.slice(0, 40)],
  ['of another form', (text: string) => text.replace('"schema": 1', '"schema": 2')],
])('a file %s says nothing of this machine', (_, change) => {
  storeCalibration(CALIBRATION, folder.path)
  const file = calibrationFile(folder.path)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  expect(readCalibration(folder.path)).toBeUndefined()
})

test('without the Rust setup nothing is measured, and the command that sets it up is told', () => {
  expect(() => measureCalibration(folder.path, MEASURED_AT)).toThrow(
    /which is not set up.*Type: knnbench engines setup rust$/,
  )
})

test.runIf(hasRust)('the Rust program measures arithmetic and memory, with one thread first', () => {
  const { stdout } = spawnSync(RUST_PROGRAM, ['--calibrate'], { encoding: 'utf8' })
  const { limits } = calibrationOf(JSON.parse(stdout), MEASURED_AT)
  const quantities = ['multiply-adds-float64', 'multiply-adds-float32', 'bytes-read']
  expect(limits.slice(0, 3).map(({ quantity, threads }) => [quantity, threads])).toEqual(
    quantities.map((quantity) => [quantity, 1]),
  )
  for (const { per_second, median_per_second } of limits)
    expect(per_second).toBeGreaterThanOrEqual(median_per_second)
})
