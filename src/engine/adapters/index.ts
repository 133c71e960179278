import { InputError } from '../../config/input-error.ts'
import { didYouMean } from '../../config/nearest-name.ts'
import type { Adapter } from '../adapter.ts'

type LoadAdapter = () => Promise<Adapter<unknown>>

/** Engines this program runs. Imported only when asked for, so that a block holds one library. */
export const ADAPTERS = {
  'ts-brute': async () => (await import('./ts-brute.ts')).tsBrute,
  'ts-kdtree': async () => (await import('./ts-kdtree.ts')).tsKdtree,
  'ts-balltree': async () => (await import('./ts-balltree.ts')).tsBalltree,
  'ts-hnsw': async () => (await import('./ts-hnsw.ts')).tsHnsw,
  'ml-knn': async () => (await import('./ml-knn.ts')).mlKnn,
} satisfies Record<string, LoadAdapter>

/** The adapter of this name; rejects with `InputError` where there is none. */
export async function loadAdapter(name: string): Promise<Adapter<unknown>> {
  const adapters: Readonly<Record<string, LoadAdapter>> = ADAPTERS
  if (Object.hasOwn(adapters, name)) return adapters[name]()
  const known = Object.keys(adapters)
  throw new InputError({
    found: `no adapter is named "${name}"; there are ${known.join(', ')}.`,
    fix: didYouMean(name, known).trim(),
  })
}
