import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { SETUP_NAMES } from '../../src/runner/setups/setup-list.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

/** The only program on the path is an `npm` that does what the text says. */
function onlyNpm(text: string): string {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'npm'),
    `#!/bin/sh\nPATH=/usr/bin:/bin\nfor word; do folder=$word; done\n${text}\n`,
  )
  chmodSync(join(folder, 'npm'), 0o755)
  vi.stubEnv('PATH', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  return folder
}

const LAYS_DOWN = `for name in $(sed -n 's/^    "\\(.*\\)": ".*"[,]*$/\\1/p' "$folder/package.json"); do
  mkdir -p "$folder/node_modules/$name"
  printf '' > "$folder/node_modules/$name/index.js"
done`

test('all setups are made, one after another, and a failed one keeps no other from it', async () => {
  onlyNpm(LAYS_DOWN)
  const { code, stdout, stderr } = await place.knnbench(['engines', 'setup', 'all', '--json'])
  const all: { setup: string; ready: boolean; reason?: string; engines: string[] }[] = JSON.parse(stdout)
  expect(all.map(({ setup }) => setup)).toEqual(SETUP_NAMES)
  const ready = all.filter((one) => one.ready).map(({ setup }) => setup)
  expect(ready).toEqual(expect.arrayContaining(['js-trees', 'usearch', 'onnxruntime']))
  const reasons = Object.fromEntries(all.map(({ setup, reason }) => [setup, reason]))
  expect(reasons).toMatchObject({
    sklearn: expect.stringContaining('no Python 3.11 or later'),
    rust: expect.stringContaining('there is no cargo on this machine'),
    'hnswlib-node': expect.stringContaining('there is no g++, no make, no python3 on this machine'),
  })
  expect(code).toBe(1)
  expect(stderr.split('\n').filter((line) => SETUP_NAMES.includes(line))).toEqual(SETUP_NAMES)
})

test('as text, each is a line with its engines, and the reason where it is not ready', async () => {
  onlyNpm(LAYS_DOWN)
  const { code, stdout } = await place.knnbench(['engines', 'setup', 'all', '--target-cpu', 'native'])
  expect(code).toBe(1)
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(SETUP_NAMES.length)
  expect(lines).toContain(`usearch-exact, usearch-hnsw: ready (node ${process.versions.node})`)
  expect(stdout).toMatch(/^scipy-ckdtree, sklearn-auto, .*: not ready\. no Python 3\.11/m)
})

test('a setup that is killed leaves no engine, and the next one leaves nothing of it', async () => {
  const waiting = temporaryFolder()
  const bin = onlyNpm(`${LAYS_DOWN}\necho $$ > ${waiting}/pid\nexec sleep 60`)
  const cache = temporaryFolder()
  const words = ['dist/cli/main.js', 'engines', 'setup', 'usearch']
  const child = spawn(process.execPath, words, {
    env: { ...process.env, PATH: bin, XDG_CACHE_HOME: cache },
    stdio: 'ignore',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await vi.waitUntil(
    () => existsSync(join(waiting, 'pid')) && readFileSync(join(waiting, 'pid'), 'utf8') !== '',
    {
      timeout: 60_000,
    },
  )
  const ended = endOf(child)
  child.kill('SIGKILL')
  await ended
  process.kill(Number(readFileSync(join(waiting, 'pid'), 'utf8')), 'SIGKILL')

  const setups = join(cache, 'knnbench', 'setups')
  expect(readdirSync(setups)).toEqual([expect.stringMatching(/^\.new-/)])
  const usearch = async () => {
    const { stdout } = await place.knnbench(['engines', 'list', '--json'], { XDG_CACHE_HOME: cache })
    const all: { name: string; ready: boolean; setup: string | null }[] = JSON.parse(stdout)
    return all.find(({ name }) => name === 'usearch-exact')
  }
  expect(await usearch()).toMatchObject({ ready: false, setup: 'knnbench engines setup usearch' })

  onlyNpm(LAYS_DOWN)
  const { code } = await place.knnbench(['engines', 'setup', 'usearch'], { XDG_CACHE_HOME: cache })
  expect(code).toBe(0)
  expect(await usearch()).toMatchObject({ ready: true })
  expect(readdirSync(setups)).toEqual([expect.stringMatching(/^usearch-[0-9a-f]{12}$/)])
})

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
  })
}
