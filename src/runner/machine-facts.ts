import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { z } from 'zod'
import { type KernelFacts, readKernelFacts } from './kernel-facts.ts'
import { machinePinning, type Pinning, parseCoreList, pinnedWords } from './pinning.ts'

/** What a benchmark may use on this machine, found out by trying; undefined where it cannot be told. */
export interface MachineFacts extends KernelFacts {
  /** VmHWM of a process that held more before, and after it wrote 5 to clear_refs; undefined where it could not. */
  readonly peak: { readonly held_bytes: number; readonly reset_bytes: number } | undefined
  /** The cores that a run would use, if a process that was pinned to them did run there. */
  readonly pinning: Pinning | undefined
  /** Whether `setarch -R` can do without a random layout of memory. */
  readonly setarch: boolean
  readonly load_1m: number
  readonly cores: number
}

/** Tests hand in another file than the kernel's. */
export function readMachineFacts(clear_refs = '/proc/self/clear_refs'): MachineFacts {
  const pinning = machinePinning(1)
  const trial = tryProcess(pinning?.engine_cores, clear_refs)
  return {
    ...readKernelFacts(),
    peak: trial?.peak,
    pinning: trial?.cores.join() === pinning?.engine_cores.join() ? pinning : undefined,
    setarch: spawnSync('setarch', [os.machine(), '-R', 'true']).status === 0,
    load_1m: os.loadavg()[0],
    cores: os.cpus().length,
  }
}

const HELD_BYTES = 64e6

/** Holds memory, lets it go, resets the peak; tells the cores it ran on. Run as engines are: a process of its own. */
const TRIAL = `
const { readFileSync, writeFileSync } = require('node:fs')
const status = () => readFileSync('/proc/self/status', 'utf8')
const peak = () => Number(/^VmHWM:\\s*(\\d+) kB$/m.exec(status())[1]) * 1024
const held = new ArrayBuffer(${HELD_BYTES}, { maxByteLength: ${HELD_BYTES} })
new Uint8Array(held).fill(1)
held.resize(0) // gives the pages back at once, which a garbage collection does not
const held_bytes = peak()
let isWritten = true
try {
  writeFileSync(process.argv[1], '5')
} catch {
  isWritten = false // its cores are told all the same
}
const cores = /^Cpus_allowed_list:\\s*(.+)$/m.exec(status())[1]
console.log(JSON.stringify({ held_bytes, reset_bytes: isWritten ? peak() : null, cores }))
`

const trialSchema = z.object({
  held_bytes: z.number(),
  reset_bytes: z.number().nullable(),
  cores: z.string(),
})

/** Undefined where /proc does not tell, or nothing can be pinned. */
function tryProcess(cores: readonly number[] | undefined, clear_refs: string) {
  const [program, ...words] = pinnedWords([process.execPath, '-e', TRIAL, clear_refs], cores)
  const { stdout, status } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) return undefined
  const { held_bytes, reset_bytes, cores: list } = trialSchema.parse(JSON.parse(stdout))
  const peak = reset_bytes === null ? undefined : { held_bytes, reset_bytes }
  return { peak, cores: parseCoreList(list) }
}

/** Whether the peak came down by most of what was held. */
export function isReset({ held_bytes, reset_bytes }: NonNullable<MachineFacts['peak']>): boolean {
  return held_bytes - reset_bytes > HELD_BYTES / 2
}
