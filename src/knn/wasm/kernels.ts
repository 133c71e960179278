/** The compiled search kernels, as one module for any number of models. */
export type Kernels = WebAssembly.Module

/**
 * Compiles the bytes of `kernels.wasm`, wherever they come from: a file in Node, `fetch` in a browser. Undefined where
 * WebAssembly or its vectors are missing; a search without kernels uses the k-d tree of this folder's parent.
 */
export function compileKernels(bytes: Uint8Array): Kernels | undefined {
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes)
    ? new WebAssembly.Module(bytes)
    : undefined
}
