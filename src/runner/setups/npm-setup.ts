import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../config/input-error.ts'
import { contentHash } from './content-hash.ts'
import { isOnPath, runCommand } from './setup-command.ts'
import type { MissingTool, ReadySetup, SetupKind } from './setup-kind.ts'
import { makeWhole } from './whole-folder.ts'

const MANIFEST = 'package.json'
const LOCK = 'package-lock.json'
/** That of npm's node-gyp, where no variable names another. */
const COMPILER = 'g++'

const readySchema = z.strictObject({
  /** Of the machine for which the packages were chosen or compiled. */
  platform: z.string(),
  compiler: z.string().nullable(),
  packages: z.record(z.string(), z.string()),
})
type Ready = z.infer<typeof readySchema>

interface NpmPlan {
  readonly name: string
  /** Folder with package.json and the lock file. */
  readonly plan: string
  /** The package that is compiled; no install script of any other is run. */
  readonly compile: string | undefined
}

/** A folder of npm packages, installed from a lock file with hashes. */
export function npmSetup(setup: NpmPlan): SetupKind {
  const sources = [MANIFEST, LOCK].map((file) => join(setup.plan, file))
  return {
    sources,
    takesTargetCpu: false,
    find: (folder) => findPackages(folder, sources),
    isCurrent: (folder) => readReady(folder)?.compiler === compilerOf(setup),
    missingTool: () => missingNpmTool(setup),
    async install(folder, _, report) {
      const missing = missingNpmTool(setup)
      if (missing !== undefined) throw new InputError({ found: `${missing.found}.`, fix: missing.fix })
      await makeWhole(folder, (temporary) => fill(setup, temporary, report))
    },
  }
}

function findPackages(folder: string, sources: readonly string[]): ReadySetup | undefined {
  const ready = readReady(folder)
  // A cache that machines of two kinds share holds the files of one.
  if (ready === undefined || ready.platform !== thisPlatform()) return undefined
  const { platform, compiler, packages } = ready
  return {
    program: folder,
    runtime: `node ${process.versions.node}`,
    packages,
    build: contentHash(sources, [platform, compiler ?? '']),
  }
}

function readReady(folder: string): Ready | undefined {
  try {
    return readySchema.safeParse(JSON.parse(readFileSync(join(folder, 'ready.json'), 'utf8'))).data
  } catch {
    return undefined
  }
}

async function fill(
  { name, plan, compile }: NpmPlan,
  folder: string,
  report: (line: string) => void,
): Promise<void> {
  for (const file of [MANIFEST, LOCK]) copyFileSync(join(plan, file), join(folder, file))
  const npm = (...words: string[]) =>
    runCommand({ setup: name, program: 'npm', words: [...words, '--prefix', folder], env: npmEnvironment() })
  report(`installing ${join(plan, LOCK)} (versions and hashes are locked)`)
  await npm('ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund')
  if (compile !== undefined) {
    report(`compiling ${compile}`)
    await npm('rebuild', compile, '--ignore-scripts=false', '--foreground-scripts')
  }
  const packages = lockedPackages(join(plan, LOCK))
  await requireLoads(name, folder, directDependencies(plan))
  const ready: Ready = { platform: thisPlatform(), compiler: compilerOf({ name, plan, compile }), packages }
  writeFileSync(join(folder, 'ready.json'), JSON.stringify(ready))
}

/** What of the caller's environment would change what is compiled without a trace in its build. */
const CHANGES_PROGRAM =
  /^(CC|CXX|AR|LINK|LD|CFLAGS|CXXFLAGS|CPPFLAGS|LDFLAGS|GYP_DEFINES)(_|$)|^NODE_OPTIONS$/

function npmEnvironment(): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => !CHANGES_PROGRAM.test(name))
  // A log file is named in the last line of every error, and would be all that is told of it.
  return { ...Object.fromEntries(passed), npm_config_loglevel: 'error', npm_config_logs_max: '0' }
}

/** Loads packages by name, from the folder of a package.json; says why one cannot be loaded, without a stack. */
const LOADING = `const [file, ...names] = process.argv.slice(1)
try { names.forEach((name) => require('node:module').createRequire(file)(name)) }
catch (error) { console.error(error.message); process.exit(1) }`

/** A file that was built for another system fails here, and not in a study. */
function requireLoads(setup: string, folder: string, libraries: readonly string[]): Promise<void> {
  const words = ['-e', LOADING, join(folder, MANIFEST), ...libraries]
  return runCommand({ setup, program: process.execPath, words, env: npmEnvironment() })
}

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) })

function directDependencies(plan: string): string[] {
  return Object.keys(
    manifestSchema.parse(JSON.parse(readFileSync(join(plan, MANIFEST), 'utf8'))).dependencies,
  )
}

const lockSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
const INSTALLED = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/

function lockedPackages(lock: string): Record<string, string> {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(lock, 'utf8')))
  return Object.fromEntries(
    Object.entries(packages).flatMap(([path, { version }]) => {
      const name = INSTALLED.exec(path)?.[1]
      return name === undefined || version === undefined ? [] : [[name.toLowerCase(), version]]
    }),
  )
}

function missingNpmTool({ compile }: NpmPlan): MissingTool | undefined {
  if (!isOnPath('npm')) return { found: 'there is no npm on this machine', fix: 'It comes with Node.js.' }
  const tools = [COMPILER, 'make', 'python3'].filter((tool) => compile !== undefined && !isOnPath(tool))
  if (tools.length === 0) return undefined
  return {
    found: `there is no ${tools.join(', no ')} on this machine, to compile ${compile}`,
    fix: 'Install what compiles C++ (Debian: apt-get install g++ make python3).',
  }
}

/** Null where nothing is compiled. */
function compilerOf({ compile }: NpmPlan): string | null {
  if (compile === undefined) return null
  const { stdout } = spawnSync(COMPILER, ['--version'], { encoding: 'utf8' })
  return (stdout ?? '').split('\n')[0]
}

function thisPlatform(): string {
  return `${process.platform}-${process.arch}`
}
