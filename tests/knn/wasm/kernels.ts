import { readFileSync } from 'node:fs'
import { compileKernels, type Kernels } from '../../../src/knn/wasm/kernels.ts'

/** The kernels that the build made; every runtime that these tests run in has vectors. */
export function builtKernels(): Kernels {
  const kernels = compileKernels(readFileSync('dist/knn/kernels.wasm'))
  if (kernels === undefined) throw new Error('WebAssembly without vectors')
  return kernels
}
