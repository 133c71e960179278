import type { KernelFunctions, LinearMemory } from './linear-memory.ts'
import type { Part, Team } from './team.ts'

/** Places of the counters; each search begins with all but the last two at 0. */
const PREPARING = 0
const PREPARED = 1
const SORTED = 2
const SEARCHING = 3
const FINISHED = 4
/** Not 0 once a thread has failed; the team is no use any more. */
const FAILED = 5
/** Goes up with whatever another thread may wait for. */
const CHANGES = 6
export const COUNTERS = 7

/** Queries that a thread takes at once; a multiple of the four of a group. */
const PREPARED_AT_ONCE = 512
const SEARCHED_AT_ONCE = 32

/** No thread waits longer than another needs for the queries that it took at once. */
const PATIENCE_MS = 300_000

/** The search of all threads; `parts` are theirs, the caller's first. Throws where one of them fails. */
export function searchTogether(team: Team, memory: LinearMemory, parts: readonly Part[]): void {
  const { kernels } = memory
  const { counters } = team
  // Nobody else is at work: every helper has finished the search before.
  for (let counter = PREPARING; counter <= FINISHED; counter++) Atomics.store(counters, counter, 0)
  const [own, ...others] = parts
  try {
    team.enter(memory.whole)
    team.call((helper) => others[helper])
    takePart(kernels, counters, own, () => {
      waitUntil(counters, () => Atomics.load(counters, PREPARED) === own.count)
      kernels.sortByLeaf(own.task)
      Atomics.store(counters, SORTED, 1)
      change(counters)
    })
    waitUntil(counters, () => Atomics.load(counters, FINISHED) === team.helpers)
  } catch (error) {
    fail(counters)
    throw error
  }
}

/** A helper's part of the search. */
export function helpSearch(kernels: KernelFunctions, counters: Int32Array, part: Part): void {
  takePart(kernels, counters, part, () => waitUntil(counters, () => Atomics.load(counters, SORTED) === 1))
  Atomics.add(counters, FINISHED, 1)
  change(counters)
}

/** Tells all threads that one of them has failed. */
export function fail(counters: Int32Array): void {
  Atomics.store(counters, FAILED, 1)
  change(counters)
}

/** Which thread takes which queries is chance; what is found of a query does not depend on it. */
function takePart(
  kernels: KernelFunctions,
  counters: Int32Array,
  { model, task, count }: Part,
  sorted: () => void,
): void {
  const take = (counter: number, atOnce: number, work: (from: number, end: number) => void): void => {
    for (let from = 0; ; ) {
      from = Atomics.add(counters, counter, atOnce)
      if (from >= count) return
      work(from, Math.min(from + atOnce, count))
    }
  }
  take(PREPARING, PREPARED_AT_ONCE, (from, end) => {
    kernels.prepare(model, task, from, end)
    Atomics.add(counters, PREPARED, end - from)
  })
  change(counters)
  sorted()
  take(SEARCHING, SEARCHED_AT_ONCE, (from, end) => kernels.search(model, task, from, end))
}

function change(counters: Int32Array): void {
  Atomics.add(counters, CHANGES, 1)
  Atomics.notify(counters, CHANGES)
}

function waitUntil(counters: Int32Array, isOver: () => boolean): void {
  for (;;) {
    const seen = Atomics.load(counters, CHANGES)
    if (Atomics.load(counters, FAILED) !== 0) throw new Error('a thread of the search has failed')
    if (isOver()) return
    if (Atomics.wait(counters, CHANGES, seen, PATIENCE_MS) === 'timed-out')
      throw new Error(`a thread of the search has been silent for ${PATIENCE_MS / 1000} s`)
  }
}
