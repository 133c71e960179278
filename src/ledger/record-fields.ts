import { z } from 'zod'

/** Version of every record; raised when a field changes its meaning. */
export const LEDGER_SCHEMA_VERSION = 1

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const nanoseconds = z.number().nonnegative()
export const count = z.int().nonnegative()
export const id = z.string().min(1)
export const share = z.number().min(0).max(1)
/** Every record begins with it. */
export const version = { schema: z.literal(LEDGER_SCHEMA_VERSION) }
