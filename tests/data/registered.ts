import { createHash } from 'node:crypto'
import { type RegisteredEntry, type RegistryEntry, readRegistry } from '../../src/data/registry.ts'

/** The entry of a registered dataset whose file has this content, otherwise like one that is `known`. */
export function registered(
  name: string,
  content: string,
  known: readonly RegistryEntry[] = readRegistry(),
): RegisteredEntry {
  const model = known.find((entry) => entry.origin === 'registered')
  if (model === undefined) throw new Error('no dataset is registered')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const pull = {
    file: 'original.csv',
    bytes: Buffer.byteLength(content),
    url: 'https://data.test/original.csv',
  }
  return { ...model, name, sha256, pull }
}
