#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { printable } from '../config/printable.ts'
import { describeFileError } from './file-error.ts'
import { EXIT, type Io } from './io.ts'
import { lastingStream } from './output-stream.ts'
import { makeProgram } from './program.ts'
import { safeStream } from './safe-stream.ts'
import { pathsFromHere } from './shown-path.ts'

/** Runs one invocation and gives its exit code; everything the tool touches comes in through `io`. */
export async function main(argv: readonly string[], given: Io): Promise<number> {
  const io = { ...given, stdout: safeStream(given.stdout), stderr: safeStream(given.stderr) }
  const outcome: { code: number } = { code: EXIT.ok }
  try {
    await makeProgram(io, outcome).parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' })
    return outcome.code
  } catch (error) {
    return exitCodeOf(error, argv, io)
  }
}

/** Expected failures are one sentence and their code; anything else is a bug of ours and shows its stack. */
function exitCodeOf(error: unknown, argv: readonly string[], io: Io): number {
  if (!(error instanceof Error)) throw error
  if (error.name === 'CommanderError' && 'exitCode' in error)
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error.name === 'Interrupted') {
    io.stderr.write(
      `Interrupted. Every finished block is in the ledger; ${resumingCommand(argv)} goes on from there.\n`,
    )
    return EXIT.interrupted
  }
  if (error.name === 'InputError') {
    io.stderr.write(`${pathsFromHere(error.message, io.cwd)}\n`)
    return EXIT.usage
  }
  const refused = describeFileError(error)
  if (refused !== undefined) {
    io.stderr.write(`${printable(pathsFromHere(refused.sentence, io.cwd))}\n`)
    return refused.exit
  }
  if (error.name === 'DownloadError') {
    io.stderr.write(`${printable(error.message)}\n`)
    return EXIT.failed
  }
  io.stderr.write(`This is a bug in knnbench, please report it:\n${error.stack ?? error.message}\n`)
  return EXIT.failed
}

function resumingCommand(argv: readonly string[]): string {
  if (argv.includes('--force')) return 'the same command without --force'
  const isAnew = argv[0] === 'gate' && !argv.includes('--out')
  return isAnew ? 'the same command with --out and the folder of that ledger' : 'the same command'
}

function isEntryPoint(): boolean {
  const script = process.argv[1]
  return script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)
}

/**
 * Ctrl-C and its kin, from the moment that a command asks for them; before, they end the process as ever. The second
 * one waits for nothing: listeners to `exit` do what is left to do.
 */
function catchInterrupts(stderr: Io['stderr'], kept: string): AbortSignal {
  const interrupt = new AbortController()
  const hear = (): void => {
    if (interrupt.signal.aborted) {
      stderr.write(`Left at once. ${kept}\n`)
      process.exit(EXIT.interrupted)
    }
    stderr.write('\nInterrupting; once more leaves at once.\n')
    interrupt.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear)
  return interrupt.signal
}

async function runProcess(): Promise<void> {
  let isOutputWhole = true
  const stderr = lastingStream(process.stderr, () => {})
  const stdout = lastingStream(process.stdout, (sentence) => {
    isOutputWhole = false
    stderr.write(`standard output: ${sentence}\n`)
    process.exitCode = EXIT.failed
  })
  const { env } = process
  const interrupts = (kept: string) => catchInterrupts(stderr, kept)
  const io = { stdout, stderr, env, cwd: process.cwd(), catchInterrupts: interrupts }
  const code = await main(process.argv.slice(2), io)
  if (isOutputWhole) process.exitCode = code
}

if (isEntryPoint()) await runProcess()
