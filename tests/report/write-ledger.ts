import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npyBytes } from '../../src/data/npy.ts'
import type { FixtureLedger } from './fixture-ledger.ts'

/** Writes a fixture as a results folder that commands can read: its ledger, and each answer file under its own hash. */
export function writeLedgerFiles(folder: string, { records, readAnswer }: FixtureLedger): void {
  mkdirSync(join(folder, 'answers'), { recursive: true })
  const lines = records.map((record) => JSON.stringify(record)).join('\n')
  const names = new Set(lines.match(/[0-9a-f]{64}/g))
  const renamed = [...names].reduce((text, name) => {
    const bytes = answerBytes(name, readAnswer)
    if (bytes === undefined) return text
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    writeFileSync(join(folder, 'answers', `${sha256}.npy`), bytes)
    return text.replaceAll(name, sha256)
  }, lines)
  writeFileSync(join(folder, 'ledger.jsonl'), `${renamed}\n`)
}

/** Undefined for a hash that is of something else. */
function answerBytes(name: string, readAnswer: FixtureLedger['readAnswer']): Uint8Array | undefined {
  try {
    return npyBytes(readAnswer(name))
  } catch {
    return undefined
  }
}
