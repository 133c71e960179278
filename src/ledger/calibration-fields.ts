import { z } from 'zod'
import { count } from './record-fields.ts'

const rate = z.number().positive()

/** What the processor and the memory did at most, by `knnbench calibrate`. */
export const calibration = z.strictObject({
  measured_at: z.iso.datetime(),
  instructions: z
    .string()
    .regex(/^[a-z0-9+]{1,32}$/)
    .describe('the vector instructions that it was measured with'),
  limits: z
    .array(
      z.strictObject({
        quantity: z.enum(['multiply-adds-float64', 'multiply-adds-float32', 'bytes-read']),
        threads: count.min(1),
        per_second: rate.describe(
          'of all threads together: the best trial, since what disturbs makes it slower',
        ),
        median_per_second: rate.describe('the median trial'),
        trials: count.min(1),
      }),
    )
    .min(1),
})
