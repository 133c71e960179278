import { spawnSync } from 'node:child_process'
import { quantileSorted } from 'simple-statistics'
import { z } from 'zod'
import { InputError } from '../config/input-error.ts'
import type { Calibration } from './calibration.ts'
import { findSetup, missingTool } from './setups.ts'

const SETUP = 'rust'
/** It takes a few seconds; a machine that many share may let it wait. */
const TIMEOUT_MS = 300_000

const toldSchema = z.strictObject({
  instructions: z.string(),
  trials: z.array(
    z.strictObject({
      quantity: z.enum(['multiply-adds-float64', 'multiply-adds-float32', 'bytes-read']),
      threads: z.int(),
      per_second: z.array(z.number().positive()).min(1),
    }),
  ),
})

/** Measures this machine in a fresh process of the Rust engines' program; an InputError where that is not set up. */
export function measureCalibration(cacheRoot: string, measured_at: string): Calibration {
  const { program } = findSetup(SETUP, cacheRoot) ?? {}
  if (program === undefined) throw notSetUp()
  const { status, stdout, stderr, error } = spawnSync(program, ['--calibrate'], {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: 16e6,
  })
  if (status !== 0) {
    const why = error?.message ?? `exit code ${status}: ${stderr.trim()}`
    throw new Error(`the calibration of setup ${SETUP} failed: ${why}`)
  }
  return calibrationOf(JSON.parse(stdout), measured_at)
}

/** The best trial of each limit, and the median one, which tells how much the machine was disturbed. */
export function calibrationOf(told: unknown, measured_at: string): Calibration {
  const { instructions, trials } = toldSchema.parse(told)
  return {
    measured_at,
    instructions,
    limits: trials.map(({ quantity, threads, per_second }) => {
      const sorted = per_second.toSorted((a, b) => a - b)
      return {
        quantity,
        threads,
        per_second: sorted[sorted.length - 1],
        median_per_second: quantileSorted(sorted, 0.5),
        trials: sorted.length,
      }
    }),
  }
}

function notSetUp(): InputError {
  const tool = missingTool(SETUP)
  const command = `Type: knnbench engines setup ${SETUP}`
  return new InputError({
    found: `calibrate measures with the program of setup ${SETUP}, which is not set up${tool === undefined ? '' : `, and ${tool.found}`}.`,
    fix: tool === undefined ? command : `${tool.fix} ${command}`,
  })
}
