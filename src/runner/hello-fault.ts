import type { Manifest } from '../engine/manifest.ts'
import type { EngineEvent, EventOf } from '../engine/protocol.ts'
import type { ReadyEngine } from './ready-engine.ts'

/** The version of a library that neither comes with the tool nor names its package. */
export const UNDECLARED = 'undeclared'

/**
 * What an engine says of itself against what it was keyed and graded as: a library that was changed behind its
 * setup, or a manifest that promises another number type, would be measured under the name of what was asked for.
 */
export function helloFault(engine: ReadyEngine, events: readonly EngineEvent[]): string | undefined {
  const [hello] = events
  if (hello?.event !== 'hello') return undefined
  const differences = expectations(engine, hello)
    .filter(([, said, expected]) => said !== expected)
    .map(([what, said, expected]) => `${what} is ${said || 'none'}, expected ${expected || 'none'}`)
  return differences.length === 0
    ? undefined
    : `the engine is another than asked for: ${differences.join('; ')}`
}

type Expectation = readonly [what: string, said: string, expected: string]

function expectations({ manifest, version, runtime }: ReadyEngine, hello: EventOf<'hello'>): Expectation[] {
  const { dtype, form } = manifest.capabilities
  const all: Expectation[] = [
    ['dtype', hello.dtype, dtype],
    ['form', hello.form, form],
  ]
  if (version !== UNDECLARED) all.push([`${manifest.library}'s version`, hello.version, version])
  if (isInterpreted(manifest)) all.push(['flags', hello.flags.join(' '), commandFlags(manifest).join(' ')])
  // The setup's interpreter may be exchanged by the system; hello goes on with the versions of libraries.
  if (manifest.setup !== undefined) all.push(['runtime', hello.runtime.split(',')[0], runtime])
  return all
}

/** Other programs may mean by flags what they were built with. */
function isInterpreted(manifest: Manifest): boolean {
  return ['node', '{python}'].includes(withoutEnv(manifest)[0])
}

/** The flags of a command's program: `--expose-gc` of `node --expose-gc main.js`. */
export function commandFlags(manifest: Manifest): string[] {
  const words = withoutEnv(manifest).slice(1)
  const end = words.findIndex((word) => !word.startsWith('-'))
  return end < 0 ? words : words.slice(0, end)
}

/** The command behind `env NAME=value`. */
function withoutEnv({ command }: Manifest): string[] {
  if (command[0] !== 'env') return command
  return command.slice(command.findIndex((word, i) => i > 0 && !word.includes('=')))
}
