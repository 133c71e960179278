import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

interface Placed {
  readonly folder: string
  readonly command: { readonly environment: Readonly<Record<string, string>> }
}

/**
 * The task with a TMPDIR in its own folder, with which goes whatever the engine has left there. Its path is too long
 * for a socket (unix(7): 108 bytes); an engine that needs one sets another in its manifest.
 */
export function withTemporaryFolder<Task extends Placed>(task: Task): Task {
  const TMPDIR = join(task.folder, 'tmp')
  mkdirSync(TMPDIR, { recursive: true })
  const { command } = task
  return { ...task, command: { ...command, environment: { ...command.environment, TMPDIR } } }
}
