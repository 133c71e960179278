import { z } from 'zod'
import { publishedJsonSchema } from '../audit/published-schema.ts'
import { claimsSchema } from '../config/claims-file.ts'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { studyJsonSchema } from '../config/study-json-schema.ts'
import { manifestSchema } from '../engine/manifest.ts'
import { eventSchema, jobSchema } from '../engine/protocol.ts'
import { recordSchema } from '../ledger/record.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'

const SCHEMAS: Readonly<Record<string, () => unknown>> = {
  study: () => studyJsonSchema(knownNames()),
  ledger: () => z.toJSONSchema(recordSchema, { io: 'input' }),
  protocol: () => ({
    job: z.toJSONSchema(jobSchema, { io: 'input' }),
    event: z.toJSONSchema(eventSchema, { io: 'input' }),
  }),
  manifest: () => z.toJSONSchema(manifestSchema, { io: 'input' }),
  published: publishedJsonSchema,
  claims: () => z.toJSONSchema(claimsSchema, { target: 'draft-7', io: 'input' }),
}

/** `knnbench schema`: the published JSON Schema of a format. */
export function schemaCommand(format: string, io: Io): void {
  const known = Object.keys(SCHEMAS)
  if (!Object.hasOwn(SCHEMAS, format)) {
    throw new InputError({
      found: `unknown format "${format}"; there are: ${known.join(', ')}.${didYouMean(format, known)}`,
      fix: '',
    })
  }
  io.stdout.write(`${JSON.stringify(SCHEMAS[format](), null, 2)}\n`)
}
