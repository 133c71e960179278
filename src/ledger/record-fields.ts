import { z } from 'zod'
import { NAME } from '../config/name.ts'

/** Version of every record; raised when a field changes its meaning. */
export const LEDGER_SCHEMA_VERSION = 1

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const nanoseconds = z.number().nonnegative()
export const count = z.int().nonnegative()
export const id = z.string().min(1)
/** Of a study, dataset or engine; a ledger may come from a stranger, and names reach commands and paths. */
export const name = z.string().regex(NAME)
export const share = z.number().min(0).max(1)
/** One of `of` parts of a study, counted from 1. */
export const shard = z.strictObject({ number: z.int().min(1), of: z.int().min(1) })
/** Every record begins with it. */
export const version = { schema: z.literal(LEDGER_SCHEMA_VERSION) }
