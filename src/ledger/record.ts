import { z } from 'zod'
import { data, engine, environment, leftOut, session, study } from './description-records.ts'
import {
  again,
  block,
  blockEnd,
  failure,
  fallback,
  leftover,
  measurement,
  plan,
  probe,
  verification,
} from './result-records.ts'

export { calibration as calibrationSchema } from './calibration-fields.ts'
export { LEDGER_SCHEMA_VERSION } from './record-fields.ts'

/** One line of a ledger. */
export const recordSchema = z.discriminatedUnion('type', [
  study,
  environment,
  session,
  data,
  engine,
  leftOut,
  plan,
  probe,
  block,
  measurement,
  blockEnd,
  verification,
  failure,
  fallback,
  leftover,
  again,
])
export type LedgerRecord = z.infer<typeof recordSchema>
export type RecordType = LedgerRecord['type']
export type RecordOf<T extends RecordType> = Extract<LedgerRecord, { type: T }>
