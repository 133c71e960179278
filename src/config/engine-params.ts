import { didYouMean } from './nearest-name.ts'
import { quoted } from './printable.ts'

/** Parameters that the engine's manifest does not list. */
export function unknownParams(
  params: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
): string[] {
  return Object.keys(params).filter((name) => !allowed.includes(name))
}

/** In words, with what is allowed. */
export function unknownParam(
  engine: string,
  name: string,
  allowed: readonly string[],
): { readonly found: string; readonly fix: string } {
  const takes = allowed.length === 0 ? 'takes no parameters' : `takes: ${allowed.join(', ')}`
  return {
    found: `unknown parameter ${quoted(name)}; ${engine} ${takes}.`,
    fix: didYouMean(name, allowed).trim() || (allowed.length === 0 ? 'Delete it.' : ''),
  }
}
