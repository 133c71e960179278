import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What no test run goes without where its tool is there: the programs that tell it, which say nothing if so. */
const NEEDED: Readonly<Record<string, readonly [program: string, ...words: string[]]>> = {
  sklearn: ['python3', '-c', 'import venv'],
  rust: ['cargo', '--version'], // compiling takes minutes, once for each state of the Rust sources
  c: ['cc', '--version'],
  go: ['go', 'version'],
}

/** What the tests need: a fresh build, and the setups that can be made on this machine. */
export default function setup(): void {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error('the build failed')
  for (const { setup, reason } of failedSetups()) {
    const [program, ...words] = NEEDED[setup] ?? []
    if (program !== undefined && spawnSync(program, words).status === 0)
      throw new Error(`knnbench engines setup ${setup} failed: ${reason}`)
    // Some packages have no files for every machine; the tests say which engines they skip.
    console.log(`SKIPPED: tests of engines that need setup ${setup}: ${reason}`)
  }
  if (!existsSync(`${ROOT}../shared/datasets`)) {
    console.log("SKIPPED: tests on the study's real files, because ../shared/datasets is not there")
  }
}

function failedSetups(): { readonly setup: string; readonly reason: string }[] {
  const { stdout } = spawnSync(process.execPath, ['dist/cli/main.js', 'engines', 'setup', 'all', '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  const all: { setup: string; ready: boolean; reason: string }[] = JSON.parse(stdout)
  return all.filter(({ ready }) => !ready)
}
