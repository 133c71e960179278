import type { Kernels } from './kernels.ts'
import { type KernelFunctions, kernelsIn } from './linear-memory.ts'
import { fail, helpSearch } from './shared-search.ts'
import type { HelperMessage } from './team.ts'

/** What a helper thread does with each message of its team; whatever goes wrong fails the team's search. */
export function createHelper(kernels: Kernels, counters: Int32Array): (message: HelperMessage) => void {
  let current: KernelFunctions | undefined
  return (message) => {
    try {
      if ('memory' in message) current = kernelsIn(message.memory, kernels)
      else if (current === undefined) throw new Error('a search before any memory')
      else helpSearch(current, counters, message)
    } catch {
      fail(counters)
    }
  }
}
