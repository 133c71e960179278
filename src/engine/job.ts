import { readFileSync } from 'node:fs'
import { InputError } from '../config/input-error.ts'
import { type Job, jobSchema } from './protocol.ts'

/** Reads and validates a job file; throws `InputError` with the first problem, on one line. */
export function readJob(file: string): Job {
  const parsed = jobSchema.safeParse(readJson(file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InputError({
    where: { file },
    found: `${issue.path.join('.') || 'the job'}: ${issue.message}.`,
    fix: 'Jobs are written by knnbench; see: knnbench schema protocol',
  })
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new InputError({
      where: { file },
      found: `cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : error}.`,
      fix: '',
    })
  }
}
