import { readFileSync } from 'node:fs'
import type { Matrix } from '../../data/matrix.ts'
import { compileKernels } from '../../knn/wasm/kernels.ts'
import type { Adapter } from '../adapter.ts'
import { typescriptEngine } from './typescript-engine.ts'

/** Made by the build; the same path from `src` and from `dist`. */
const KERNELS = new URL('../../../dist/knn/kernels.wasm', import.meta.url)

export function wasm(): Adapter<Matrix> {
  const kernels = compileKernels(readFileSync(KERNELS))
  return typescriptEngine('wasm', ['leaf_size'], { metrics: ['euclidean', 'manhattan'], kernels })
}
