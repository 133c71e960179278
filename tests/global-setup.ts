import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the tests need: a fresh build, and the Python engines where Python is there to hold them. */
export default function setup(): void {
  run('npm', ['run', '--silent', 'build'], 'the build failed')
  if (spawnSync('python3', ['-c', 'import venv']).status !== 0) {
    console.log('SKIPPED: tests of Python engines, because there is no Python 3 with venv on this machine')
    return
  }
  setUp('sklearn')
  for (const name of ['sklearnex', 'pykdtree', 'faiss']) {
    try {
      setUp(name)
    } catch (error) {
      // Its packages have no files for every machine; the tests say which engines they skip.
      console.log(`SKIPPED: ${error instanceof Error ? error.message : error}`)
    }
  }
  if (!existsSync(`${ROOT}../shared/datasets`)) {
    console.log("SKIPPED: tests on the study's real files, because ../shared/datasets is not there")
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
