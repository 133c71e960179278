#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EXIT, type Io } from './io.ts'
import { makeProgram } from './program.ts'

/** Runs one invocation and gives its exit code; everything the tool touches comes in through `io`. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const outcome: { code: number } = { code: EXIT.ok }
  try {
    await makeProgram(io, outcome).parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' })
    return outcome.code
  } catch (error) {
    return exitCodeOf(error, io)
  }
}

/** Expected failures are one sentence and their code; anything else is a bug of ours and shows its stack. */
function exitCodeOf(error: unknown, io: Io): number {
  if (!(error instanceof Error)) throw error
  if (error.name === 'CommanderError' && 'exitCode' in error)
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error.name === 'Interrupted') {
    io.stderr.write(
      'Interrupted. Every finished block is in the ledger; the same command goes on from there.\n',
    )
    return EXIT.interrupted
  }
  if (error.name === 'InputError') {
    io.stderr.write(`${error.message}\n`)
    return EXIT.usage
  }
  io.stderr.write(`This is a bug in knnbench, please report it:\n${error.stack ?? error.message}\n`)
  return EXIT.failed
}

function isEntryPoint(): boolean {
  const script = process.argv[1]
  return script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)
}

if (isEntryPoint()) {
  const interrupt = new AbortController()
  process.on('SIGINT', () => interrupt.abort())
  process.on('SIGTERM', () => interrupt.abort())
  process.on('SIGHUP', () => {
    // The terminal is closed: what is still said on the way out fails, and must not end us before we end the engine.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
    interrupt.abort()
  })
  process.exitCode = await main(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    interrupt: interrupt.signal,
  })
}
