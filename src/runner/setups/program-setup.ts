import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../data/make-folder.ts'
import { removeLeft, removeTree, temporaryName } from '../../data/temporary.ts'
import { contentHash } from './content-hash.ts'
import { thisCpu } from './rust-toolchain.ts'
import type { ReadySetup, SetupKind, SetupOptions } from './setup-kind.ts'

const toolchainSchema = z.strictObject({
  runtime: z.string().describe('as the program tells it in `hello`'),
  compiler: z.array(z.string()).describe('what the compiler says of itself'),
  flags: z.array(z.string()),
  cpu: z
    .string()
    .nullable()
    .describe('the processor whose instructions are used; null where none was looked at'),
})

/** What a program is compiled with. */
export type CompiledWith = z.output<typeof toolchainSchema>

export interface ProgramBuild {
  /** The name of the program in its folder. */
  readonly program: string
  readonly sources: readonly string[]
  readonly missingTool: SetupKind['missingTool']
  /** The compiler on the path; throws InputError where there is none, or none for these options. */
  toolchain(options: SetupOptions): CompiledWith
  /** Writes the program to the path. */
  compile(path: string, toolchain: CompiledWith, report: (line: string) => void): Promise<void>
}

/** A program without libraries, compiled from sources of ours by the compiler of the machine. */
export function programSetup(one: ProgramBuild): SetupKind {
  return {
    sources: one.sources,
    takesTargetCpu: true,
    find: (folder) => findProgram(folder, one),
    isCurrent: (folder, options) => isCurrent(readReady(folder), one, options),
    missingTool: one.missingTool,
    async install(folder, options, report) {
      const toolchain = one.toolchain(options)
      removeLeft(dirname(folder)) // what setups that were killed left
      const temporary = join(dirname(folder), temporaryName())
      makeFolder(temporary)
      try {
        const path = join(temporary, one.program)
        await one.compile(path, toolchain, report)
        chmodSync(path, 0o755)
        writeFileSync(join(temporary, 'ready.json'), JSON.stringify(toolchain))
        removeTree(folder)
        renameSync(temporary, folder)
      } finally {
        removeTree(temporary)
      }
    },
  }
}

function findProgram(folder: string, { program, sources }: ProgramBuild): ReadySetup | undefined {
  const ready = readReady(folder)
  // In a cache that several machines share, a program may have instructions that this one does not know.
  if (ready === undefined || (ready.cpu !== null && ready.cpu !== thisCpu())) return undefined
  const { runtime, compiler, flags, cpu } = ready
  const build = contentHash(sources, [...compiler, ...flags, cpu ?? ''])
  return { program: join(folder, program), runtime, packages: {}, build }
}

/** Undefined for a file that is missing or that an interrupted setup left half-written. */
function readReady(folder: string): CompiledWith | undefined {
  try {
    return toolchainSchema.safeParse(JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Whether the same compiler and flags would be used; a CPU that was named before stays until another one is. */
function isCurrent(ready: CompiledWith | undefined, one: ProgramBuild, options: SetupOptions): boolean {
  if (ready === undefined) return false
  if (one.missingTool() !== undefined && options.target_cpu === undefined) return true
  const now = one.toolchain(options)
  const isSameCpu = options.target_cpu === undefined || ready.flags.join(' ') === now.flags.join(' ')
  return isSameCpu && ready.compiler.join('\n') === now.compiler.join('\n')
}
