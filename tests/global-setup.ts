import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the tests need: a fresh build, and the setups that this machine has the tools for. */
export default function setup(): void {
  run('npm', ['run', '--silent', 'build'], 'the build failed')
  setUp('sklearn', ['python3', '-c', 'import venv'], 'there is no Python 3 with venv')
  // Compiling takes minutes, once for each state of the Rust sources.
  setUp('rust', ['cargo', '--version'], 'there is no cargo')
  if (!existsSync(`${ROOT}../shared/datasets`)) {
    console.log("SKIPPED: tests on the study's real files, because ../shared/datasets is not there")
  }
}

function setUp(name: string, [program, ...words]: readonly [string, ...string[]], missing: string): void {
  if (spawnSync(program, words).status === 0) {
    const failure = `knnbench engines setup ${name} failed`
    run(process.execPath, ['dist/cli/main.js', 'engines', 'setup', name], failure)
  } else {
    console.log(`SKIPPED: tests of engines that need setup ${name}, because ${missing} on this machine`)
  }
}

function run(command: string, words: readonly string[], failure: string): void {
  const { status } = spawnSync(command, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(failure)
}
