import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { InputError } from '../../config/input-error.ts'

interface SetupCommand {
  readonly setup: string
  readonly program: string
  readonly words: readonly string[]
  readonly env?: NodeJS.ProcessEnv
}

/** Runs a program of a setup to its end; rejects with the end of what it said. */
export function runCommand({ setup, program, words, env = process.env }: SetupCommand): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words], { stdio: ['ignore', 'ignore', 'pipe'], env })
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString('utf8')).slice(-2000)
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(setupError(setup, errors))))
  })
}

export function setupError(setup: string, errors: string): InputError {
  const last = errors.trimEnd().split('\n').slice(-3).join(' | ')
  return new InputError({
    found: `engines setup ${setup} failed: ${last}`,
    fix: 'Nothing was left behind; try it again when that is mended.',
  })
}

/** Whether a program lies on the path; starts nothing. */
export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
