import { InputError } from '../../config/input-error.ts'
import { didYouMean } from '../../config/nearest-name.ts'
import type { Adapter, Surroundings } from '../adapter.ts'
import { packagesIn } from '../packages.ts'

type LoadAdapter = (surroundings: Surroundings) => Promise<Adapter<unknown>>

/** Engines that need nothing beside the tool. Imported only when asked for, so that a block holds one library. */
export const ADAPTERS = {
  'ts-brute': async () => (await import('./ts-brute.ts')).tsBrute,
  'ts-kdtree': async () => (await import('./ts-kdtree.ts')).tsKdtree,
  'ts-balltree': async () => (await import('./ts-balltree.ts')).tsBalltree,
  'ts-hnsw': async () => (await import('./ts-hnsw.ts')).tsHnsw,
  wasm: async () => (await import('./wasm.ts')).wasm(),
  'wasm-parallel': async ({ threads }) => (await import('./wasm-parallel.ts')).wasmParallel(threads),
  'ml-knn': async () => (await import('./ml-knn.ts')).mlKnn,
} satisfies Record<string, LoadAdapter>

/** Engines whose library a setup installs in a folder of its own. */
export const SETUP_ADAPTERS = {
  'kd-tree-javascript': async ({ packages }) =>
    (await import('./kd-tree-javascript.ts')).kdTreeJavascript(packagesIn(packages)),
  mnemonist: async ({ packages }) => (await import('./mnemonist.ts')).mnemonist(packagesIn(packages)),
  'usearch-exact': async ({ packages, threads }) =>
    (await import('./usearch-exact.ts')).usearchExact(packagesIn(packages), threads),
  'usearch-hnsw': async ({ packages, threads }) =>
    (await import('./usearch-hnsw.ts')).usearchHnsw(packagesIn(packages), threads),
  'hnswlib-node-brute': async ({ packages }) =>
    (await import('./hnswlib-node-brute.ts')).hnswlibNodeBrute(packagesIn(packages)),
  'hnswlib-node-hnsw': async ({ packages }) =>
    (await import('./hnswlib-node-hnsw.ts')).hnswlibNodeHnsw(packagesIn(packages)),
  'onnx-brute': async ({ packages, threads }) =>
    (await import('./onnx-brute.ts')).onnxBrute(packagesIn(packages), threads),
} satisfies Record<string, LoadAdapter>

/** The adapter of this name; rejects with `InputError` where there is none. */
export async function loadAdapter(
  name: string,
  surroundings: Surroundings = { packages: undefined, threads: 1 },
): Promise<Adapter<unknown>> {
  const adapters: Readonly<Record<string, LoadAdapter>> = { ...ADAPTERS, ...SETUP_ADAPTERS }
  if (Object.hasOwn(adapters, name)) return adapters[name](surroundings)
  const known = Object.keys(adapters)
  throw new InputError({
    found: `no adapter is named "${name}"; there are ${known.join(', ')}.`,
    fix: didYouMean(name, known).trim(),
  })
}
