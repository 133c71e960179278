import { readFileSync } from 'node:fs'
import type { Matrix } from '../../data/matrix.ts'
import { compileKernels } from '../../knn/wasm/kernels.ts'
import type { Adapter } from '../adapter.ts'
import { startTeam } from '../helper-threads.ts'
import { typescriptEngine } from './typescript-engine.ts'

/** Made by the build; the same path from `src` and from `dist`. */
const KERNELS = new URL('../../../dist/knn/kernels-shared.wasm', import.meta.url)

/** `wasm` in shared memory; threads are started here, before anything is timed, and live as long as the process. */
export async function wasmParallel(threads: number): Promise<Adapter<Matrix>> {
  const compiled = compileKernels(readFileSync(KERNELS))
  const kernels = compiled === undefined ? undefined : await startTeam(compiled, threads)
  return typescriptEngine('wasm', ['leaf_size'], { metrics: ['euclidean', 'manhattan'], kernels })
}
