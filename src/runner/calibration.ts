import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../config/canonical-json.ts'
import { writeWhole } from '../data/temporary.ts'
import { calibrationSchema, type RecordOf } from '../ledger/record.ts'
import { readEnvironment } from './machine.ts'
import { readMachineFacts } from './machine-facts.ts'

type Environment = RecordOf<'environment'>

/** What `knnbench calibrate` measured, as a ledger records it. */
export type Calibration = z.infer<typeof calibrationSchema>

const storedSchema = z.strictObject({
  schema: z.literal(1),
  /** The machine it holds for. */
  machine: z.strictObject({
    platform: z.string(),
    arch: z.string(),
    cpu: z.string(),
    cores: z.int(),
    memory_bytes: z.int(),
    virtual: z.boolean(),
  }),
  /** What may have disturbed it. */
  conditions: z.strictObject({
    load_1m: z.number(),
    steal_share: z.number().nullable(),
    governor: z.string().nullable(),
    turbo: z.enum(['on', 'off']).nullable(),
  }),
  calibration: calibrationSchema,
})
export type StoredCalibration = z.infer<typeof storedSchema>

/** Where this machine's calibration lies: another machine, of one cache, has another name. */
export function calibrationFile(cacheRoot: string): string {
  const fingerprint = createHash('sha256')
    .update(canonicalJson(machineOf(readEnvironment())))
    .digest('hex')
  return join(cacheRoot, 'calibrations', `${fingerprint.slice(0, 16)}.json`)
}

/** What was measured on this machine, or undefined: a file of another one, or a damaged one, says nothing about it. */
export function readCalibration(cacheRoot: string): StoredCalibration | undefined {
  let text: string
  try {
    text = readFileSync(calibrationFile(cacheRoot), 'utf8')
  } catch {
    return undefined
  }
  const stored = storedSchema.safeParse(jsonOf(text)).data
  if (stored === undefined) return undefined
  return canonicalJson(stored.machine) === canonicalJson(machineOf(readEnvironment())) ? stored : undefined
}

/** Puts a calibration of this machine in the place of the one before. */
export function storeCalibration(calibration: Calibration, cacheRoot: string): StoredCalibration {
  const { load_1m, steal_share, governor, turbo } = readMachineFacts()
  const stored: StoredCalibration = {
    schema: 1,
    machine: machineOf(readEnvironment()),
    conditions: {
      load_1m,
      steal_share: steal_share ?? null,
      governor: governor ?? null,
      turbo: turbo ?? null,
    },
    calibration,
  }
  const text = `${JSON.stringify(stored, null, 2)}\n`
  writeWhole(calibrationFile(cacheRoot), (temporary) => writeFileSync(temporary, text))
  return stored
}

/** What a ledger says it was measured on, with the calibration of this machine where there is one. */
export function calibratedEnvironment(cacheRoot: string): Environment {
  const stored = readCalibration(cacheRoot)
  return stored === undefined ? readEnvironment() : { ...readEnvironment(), calibration: stored.calibration }
}

/** What a processor and its memory are told by; a new kernel or Node changes neither. */
function machineOf({ platform, arch, cpu, cores, memory_bytes, virtual }: Environment) {
  return { platform, arch, cpu, cores, memory_bytes, virtual }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
