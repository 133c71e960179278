import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

const FILE = new URL('../../docs/faults-host.md', import.meta.url)

/** A row of the table of faults. */
export interface FaultRow {
  readonly fault: string
  /** Sentences on stderr, `…` for anything. */
  readonly sentences: readonly string[]
  /** Undefined where the process did not end by itself. */
  readonly exit: number | undefined
}

/** The table of faults, as users read it. */
export function faultRows(): FaultRow[] {
  const lines = readFileSync(FILE, 'utf8').split('\n')
  const rows = lines.filter((line) => line.startsWith('| ')).slice(1)
  return rows.map((line) => {
    const [, fault, sees, exit] = line.split('|').map((cell) => cell.trim())
    const sentences = [...sees.matchAll(/`([^`]+)`/g)].map(([, sentence]) => sentence)
    return { fault, sentences, exit: exit === '–' ? undefined : Number(exit) }
  })
}

/** A run into which this fault came must have ended and said as the table has it. */
export function expectDocumented(
  fault: string,
  { code, stderr }: { readonly code: number | null; readonly stderr: string },
): void {
  const row = faultRows().find((one) => one.fault === fault)
  if (row === undefined) throw new Error(`docs/faults-host.md has no row "${fault}"`)
  for (const sentence of row.sentences) expect(stderr).toMatch(patternOf(sentence))
  expect(code, fault).toBe(row.exit ?? null)
}

/** At the start of a line, since a sentence names its file first. */
function patternOf(sentence: string): RegExp {
  const parts = sentence.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^ *${parts.join('.+')}`, 'm')
}
