import { InputError } from '../config/input-error.ts'
import {
  type Calibration,
  readCalibration,
  type StoredCalibration,
  storeCalibration,
} from '../runner/calibration.ts'
import { readEnvironment } from '../runner/machine.ts'
import { measureCalibration } from '../runner/measure-calibration.ts'
import { factsOf, machineLine, percent } from './env-recorded.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { tell } from './tell.ts'

interface CalibrateOptions {
  readonly show?: true
  readonly json?: true
}

/** `knnbench calibrate`: measures what this machine can do at most, keeps it in the cache and prints it. */
export function calibrateCommand({ show, json }: CalibrateOptions, io: Io): void {
  const stored = show === true ? known(io) : measured(io)
  io.stdout.write(
    json === true
      ? `${JSON.stringify(stored, null, 2)}\n`
      : `${machineLine(factsOf(readEnvironment()))}\n\n${calibrationText(stored)}`,
  )
}

function known(io: Io): StoredCalibration {
  const stored = readCalibration(cacheRoot(io))
  if (stored !== undefined) return stored
  throw new InputError({
    found: 'this machine has not been calibrated, or is no longer what it was then.',
    fix: 'Measure it with: knnbench calibrate',
  })
}

function measured(io: Io): StoredCalibration {
  const calibration = measureCalibration(cacheRoot(io), new Date().toISOString())
  tell(io, disturbed(calibration))
  return storeCalibration(calibration, cacheRoot(io))
}

const QUANTITIES = {
  'multiply-adds-float64': { title: 'multiply-adds of float64', unit: 'G/s' },
  'multiply-adds-float32': { title: 'multiply-adds of float32', unit: 'G/s' },
  'bytes-read': { title: 'bytes read from memory', unit: 'GB/s' },
} as const

function calibrationText({ calibration, conditions }: StoredCalibration): string {
  const { measured_at, instructions, limits } = calibration
  const rows = limits.map(({ quantity, threads, per_second, median_per_second, trials }) => {
    const { title, unit } = QUANTITIES[quantity]
    const of = `${threads} thread${threads === 1 ? '' : 's'}`
    const best = `${(per_second / 1e9).toPrecision(3)} ${unit}`
    const spread = `median ${percent(median_per_second / per_second)} of it`
    return `  ${title.padEnd(25)} ${of.padStart(11)} ${best.padStart(11)}   best of ${trials} trials, ${spread}`
  })
  return [
    `Limits, with ${instructions}, measured at ${measured_at} (load ${conditions.load_1m.toFixed(2)}):`,
    ...rows,
    'A multiply-add is one number’s, two operations. All threads together; what disturbs a trial makes it slower.',
    '',
  ].join('\n')
}

/** Below this share of the best trial, the median one says that something else ran. */
const QUIET = 0.8

function disturbed({ limits }: Calibration): string[] {
  const isQuiet = limits.every(({ per_second, median_per_second }) => median_per_second >= QUIET * per_second)
  return isQuiet
    ? []
    : [
        'Most trials were much slower than the best: something else ran. Repeat it while the machine is quiet.',
      ]
}
