import { InputError } from '../config/input-error.ts'
import { printable } from '../config/printable.ts'
import type { RecordOf } from '../ledger/record.ts'
import { readEnvironment } from '../runner/machine.ts'
import { readMachineFacts } from '../runner/machine-facts.ts'
import { type EnvironmentCheck, environmentChecks } from './env-checks.ts'
import { factsOf, machineLine, newestRecord, type Recorded, recordedLines } from './env-recorded.ts'
import { describeFileError } from './file-error.ts'
import { colorOf, type Io } from './io.ts'
import { pathsFromHere } from './shown-path.ts'

/** `knnbench env`: what a benchmark may use on this machine. Times nothing. */
export function envCommand({ json }: { readonly json?: true }, io: Io): void {
  const environment = readEnvironment()
  const checks = environmentChecks(readMachineFacts())
  const recorded = readRecorded(environment, io)
  io.stdout.write(
    json === true
      ? `${JSON.stringify({ environment: factsOf(environment), checks, recorded: typeof recorded === 'object' ? recorded : null }, null, 2)}\n`
      : textOf([
          machineLine(factsOf(environment)),
          '',
          ...checks.flatMap((check) => checkLines(check, colorOf(io.stdout, io.env))),
          '',
          ...(typeof recorded === 'object' ? recordedLines(recorded) : [NOTHING[recorded]]),
        ]),
  )
}

const NOTHING = {
  none: 'No ledger below results/ here. Every run records what it was measured on.',
  damaged: 'The newest ledger below results/ cannot be read.',
} as const

/** A ledger that is damaged, or may not be read, says nothing about this machine, and keeps nothing from being told about it. */
function readRecorded(now: RecordOf<'environment'>, io: Io): Recorded | keyof typeof NOTHING {
  try {
    return newestRecord(now, io) ?? 'none'
  } catch (error) {
    const sentence = sentenceOf(error, io.cwd)
    if (sentence === undefined) throw error
    io.stderr.write(`${sentence}\n`)
    return 'damaged'
  }
}

/** Undefined for what is wrong with neither the ledger nor its folder. */
function sentenceOf(error: unknown, cwd: string): string | undefined {
  if (error instanceof InputError) return pathsFromHere(error.message, cwd)
  const refused = error instanceof Error ? describeFileError(error) : undefined
  return refused && printable(pathsFromHere(refused.sentence, cwd))
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function checkLines({ name, ok, found, why, does }: EnvironmentCheck, color: 'color' | 'plain'): string[] {
  const sign = ok ? '✓' : '–'
  const mark = color === 'plain' ? sign : `\u001b[${ok ? 32 : 33}m${sign}\u001b[0m`
  return [
    `${mark} ${name.padEnd(12)} ${found}`,
    `${''.padEnd(15)}knnbench ${does}`,
    `${''.padEnd(15)}(${why})`,
  ]
}
