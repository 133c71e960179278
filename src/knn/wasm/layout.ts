import type { LinearMemory } from './linear-memory.ts'

/** The fields that the kernels read, in the order of `engines/wasm/assembly/layout.ts`: float64, then 32-bit integers. */
const MODEL = {
  doubles: ['scale', 'relative', 'absolute', 'largestNorm'],
  integers: [
    ...['manhattan', 'features', 'center', 'order', 'rows', 'indices', 'blocks'],
    ...['children', 'first', 'end', 'boxes', 'splitFeature', 'splitLimit'],
  ],
} as const
const TASK = {
  doubles: [],
  integers: [
    ...[
      'queries',
      'count',
      'neighbors',
      'ordered',
      'outIndices',
      'outValues',
      'coarse',
      'slack',
      'leaf',
      'sorted',
    ],
    ...['counts', 'blockCount', 'group', 'limits', 'groupSlack', 'members', 'held', 'margins'],
    ...['keys', 'slots', 'capacity', 'room', 'brims', 'inOrder', 'sums', 'stack', 'work'],
  ],
} as const

export type ModelFields = Record<(typeof MODEL.doubles)[number] | IntegerOf<typeof MODEL>, number>
export type TaskFields = Record<IntegerOf<typeof TASK>, number>
type IntegerOf<Layout extends { readonly integers: readonly string[] }> = Layout['integers'][number]

export const MODEL_BYTES = bytesOf(MODEL)
export const TASK_BYTES = bytesOf(TASK)

export function writeModel(memory: LinearMemory, at: number, fields: ModelFields): void {
  write(memory, at, MODEL, fields)
}

export function writeTask(memory: LinearMemory, at: number, fields: TaskFields): void {
  write(memory, at, TASK, fields)
}

interface Layout {
  readonly doubles: readonly string[]
  readonly integers: readonly string[]
}

function bytesOf({ doubles, integers }: Layout): number {
  return doubles.length * 8 + integers.length * 4
}

function write(
  memory: LinearMemory,
  at: number,
  { doubles, integers }: Layout,
  fields: Readonly<Record<string, number>>,
): void {
  memory.doubles(at, doubles.length).set(doubles.map((name) => fields[name]))
  memory.integers(at + doubles.length * 8, integers.length).set(integers.map((name) => fields[name]))
}
