import { z } from 'zod'
import type { KnownNames } from './study.ts'
import { studyFileSchema } from './study-schema.ts'

/**
 * JSON Schema (draft 7, which editors read best) of the study file as users write it, with the known names.
 * A study that extends another may leave out what the other one has.
 */
export function studyJsonSchema(known: KnownNames): Record<string, unknown> {
  const { required, ...schema } = z.toJSONSchema(studyFileSchema(known), { target: 'draft-7', io: 'input' })
  return {
    ...schema,
    title: 'knnbench study',
    description:
      'Datasets, engines and grid of one comparison of k-nearest-neighbor implementations, and how it is measured.',
    anyOf: [{ required: ['extends'] }, { required }],
    allOf: ['split', 'prepare'].map((one) => ({ not: { required: [one, `${one}s`] } })),
  }
}
