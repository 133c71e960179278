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
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(setupError(setup, errors.trim() === '' ? silentEnd(program, code, signal) : errors))
    })
  })
}

function silentEnd(program: string, code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `${program} exited with code ${code}.` : `${program} was ended by ${signal}.`
}

export function setupError(setup: string, errors: string): InputError {
  return new InputError({
    found: `engines setup ${setup} failed: ${lastWords(errors)}`,
    fix: 'Nothing was left behind; try it again when that is mended.',
  })
}

/** The last lines, as programs put the reason there; npm puts it first, and advice behind it. */
function lastWords(errors: string): string {
  const lines = errors
    .split('\n')
    .filter((line) => !/^(npm error)?\s*$|^gyp (info|ERR!)/.test(line))
    .map((line) => line.trimEnd())
  const fromNpm = lines.filter((line) => line.startsWith('npm error '))
  const others = lines.filter((line) => !line.startsWith('npm '))
  const reasons = fromNpm.slice(0, 4).map((line) => line.slice('npm error '.length))
  return [...others.slice(-3), ...reasons].join(' | ')
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
