import type { CompiledPackage } from './compiled-package.ts'

/**
 * What a setup is made from: the lock file of a Python environment, with the one package that is compiled, a Cargo workspace with its lock file, C or Go sources,
 * or a folder with a package.json and its lock file. `compile` is the one npm package whose install script is run.
 */
export type SetupPlan =
  | { readonly lock: string; readonly compiled?: CompiledPackage }
  | { readonly workspace: string }
  | { readonly c: string }
  | { readonly go: string }
  | { readonly packages: string; readonly compile?: string }

/** What engines need beside the tool itself. A new setup is one line. */
export const SETUPS: Readonly<Record<string, SetupPlan>> = {
  sklearn: { lock: 'engines/python/requirements-sklearn.txt' },
  rust: { workspace: 'engines/rust' },
  sklearnex: { lock: 'engines/python/requirements-sklearnex.txt' },
  pykdtree: { lock: 'engines/python/requirements-pykdtree.txt' },
  faiss: { lock: 'engines/python/requirements-faiss.txt' },
  hnswlib: {
    lock: 'engines/python/requirements-hnswlib.txt',
    compiled: { name: 'hnswlib', tools: 'engines/python/requirements-hnswlib-build.txt' },
  },
  c: { c: 'engines/c' },
  go: { go: 'engines/go' },
  'js-trees': { packages: 'engines/npm/js-trees' },
  usearch: { packages: 'engines/npm/usearch' },
  'hnswlib-node': { packages: 'engines/npm/hnswlib-node', compile: 'hnswlib-node' },
  onnxruntime: { packages: 'engines/npm/onnxruntime' },
}
export const SETUP_NAMES: readonly string[] = Object.keys(SETUPS)
