import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineTask } from './engine-process.ts'

/**
 * The task with a TMPDIR in its own folder, with which goes whatever the engine has left there. Its path is too long
 * for a socket (unix(7): 108 bytes); an engine that needs one sets another in its manifest.
 */
export function withTemporaryFolder({ command, ...task }: EngineTask): EngineTask {
  const TMPDIR = join(task.folder, 'tmp')
  mkdirSync(TMPDIR, { recursive: true })
  return { ...task, command: { ...command, environment: { ...command.environment, TMPDIR } } }
}
