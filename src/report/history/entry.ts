import { z } from 'zod'

/** What a history keeps of one commit: a file of its own, so that branches merge and a person can read a change. */

export const ENTRY_VERSION = 1

const positive = z.number().positive()
const word = z.string().min(1).max(200)

const armSchema = z.strictObject({
  dataset: word,
  split: word,
  split_seed: z.number().nullable(),
  prepare: word,
  threads: z.int().positive(),
  engine: word,
  engine_version: z.string().max(200),
  predict_ns: positive.nullable().describe('median over configurations and rounds'),
  peak_bytes: positive.nullable(),
  ratio: positive.nullable().describe('time of the engine / time of the baseline, paired by rounds'),
  ratio_low: positive.nullable().describe('of its 95 % interval'),
  ratio_high: positive.nullable(),
})
export type EntryArm = z.output<typeof armSchema>

export const entrySchema = z.strictObject({
  history: z.literal(ENTRY_VERSION),
  commit: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._/-]{0,63}$/),
  study: word,
  study_hash: z.string().regex(/^[0-9a-f]{64}$/),
  baseline: word,
  environment_id: z.string().regex(/^[0-9a-f]{64}$/),
  environment: z.string().max(400).describe('in words'),
  rounds: z.int().nonnegative(),
  arms: z.array(armSchema),
})
/** One commit of a history. */
export type HistoryEntry = z.output<typeof entrySchema>
