import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the tests need: a fresh build, and scikit-learn where Python is there to hold it. */
export default function setup(): void {
  run('npm', ['run', '--silent', 'build'], 'the build failed')
  if (spawnSync('python3', ['-c', 'import venv']).status !== 0) {
    console.log('SKIPPED: tests against scikit-learn, because there is no Python 3 with venv on this machine')
    return
  }
  run(
    process.execPath,
    ['dist/cli/main.js', 'engines', 'setup', 'sklearn'],
    'knnbench engines setup sklearn failed',
  )
  if (!existsSync(`${ROOT}../shared/datasets`)) {
    console.log("SKIPPED: tests on the study's real files, because ../shared/datasets is not there")
  }
}

function run(command: string, words: readonly string[], failure: string): void {
  const { status } = spawnSync(command, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(failure)
}
