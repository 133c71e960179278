import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const block = z.strictObject({
  /** Place in the order of its round, from 0. */
  position: z.int(),
  predict_ns: z.number(),
  peak_bytes: z.number(),
  fit_bytes: z.number(),
})

const run = z.strictObject({
  exit_code: z.int(),
  seconds: z.number(),
  /** Checks by what they came to, such as `speed: passed`. */
  checks: z.record(z.string(), z.string()),
  /** head / base with its interval. */
  speed: z.strictObject({ ratio: z.number(), low: z.number(), high: z.number() }).nullable(),
  rounds: z.array(z.strictObject({ base: block, head: block, null_arm: block })),
})

export type RecordedBlock = z.infer<typeof block>
export type RecordedRun = z.infer<typeof run>
export type RecordedRound = RecordedRun['rounds'][number]

/** The runs of a head that were kept, one a line. */
export function readRuns(file: string): RecordedRun[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => run.parse(JSON.parse(line)))
}

export function keepRun(file: string, recorded: RecordedRun): void {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${JSON.stringify(recorded)}\n`)
}
