import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the tests need: a fresh build, and the setups that this machine has the tools for. */
export default function setup(): void {
  run('npm', ['run', '--silent', 'build'], 'the build failed')
  const python = hasPython()
  if (!python) skipped('sklearn, sklearnex, pykdtree, faiss', 'there is no Python 3 with venv')
  if (python) setUp('sklearn')
  // The packages of these have no files for every machine; the tests say which engines they skip.
  if (python) for (const name of ['sklearnex', 'pykdtree', 'faiss']) trySetUp(name)
  // Compiling takes minutes, once for each state of the Rust sources.
  if (spawnSync('cargo', ['--version']).status === 0) setUp('rust')
  else skipped('rust', 'there is no cargo')
  if (['cc', 'gcc', 'clang'].some((name) => spawnSync(name, ['--version']).status === 0)) setUp('c')
  else skipped('c', 'there is no C compiler')
  if (spawnSync('go', ['version']).status === 0) setUp('go')
  else skipped('go', 'there is no go')
  if (!existsSync(`${ROOT}../shared/datasets`)) {
    console.log("SKIPPED: tests on the study's real files, because ../shared/datasets is not there")
  }
}

function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import venv']).status === 0
}

function skipped(setups: string, missing: string): void {
  console.log(`SKIPPED: tests of engines that need setup ${setups}, because ${missing} on this machine`)
}

function trySetUp(name: string): void {
  try {
    setUp(name)
  } catch (error) {
    console.log(`SKIPPED: ${error instanceof Error ? error.message : error}`)
  }
}

function setUp(name: string): void {
  run(
    process.execPath,
    ['dist/cli/main.js', 'engines', 'setup', name],
    `knnbench engines setup ${name} failed`,
  )
}

function run(command: string, words: readonly string[], failure: string): void {
  const { status } = spawnSync(command, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(failure)
}
