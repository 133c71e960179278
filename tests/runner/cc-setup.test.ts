import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryName } from '../../src/data/temporary.ts'
import { findSetup, installSetup, missingTool } from '../../src/runner/setups.ts'
import { temporaryFolder } from '../ledger/folder.ts'

/** A `cc` on the path that notes its words in the program, and no other compiler. */
function pretendCompiler({ version = 'gcc (Here) 99.1.0', after = '' } = {}): void {
  const folder = temporaryFolder()
  const cc = `#!/bin/sh
[ "$1" = --version ] && echo '${version}' && exit 0
[ "$1" = -dM ] && printf '#define __GNUC__ 99\\n#define __GNUC_MINOR__ 1\\n#define __GNUC_PATCHLEVEL__ 0\\n' && exit 0
all="$*"
for word; do [ "$last" = -o ] && out=$word; last=$word; done
printf '%s|%s' "$all" "$CPATH" > "$out"
${after}
`
  writeFileSync(join(folder, 'cc'), cc, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:/nowhere`)
  vi.stubEnv('CPATH', '/elsewhere')
  onTestFinished(() => void vi.unstubAllEnvs())
}

const install = (cacheRoot: string, target_cpu?: string) =>
  installSetup('c', { cacheRoot, target_cpu }, () => undefined)

const setupsIn = (cache: string): string[] => readdirSync(join(cache, 'setups'))

test('a program is compiled for this machine, without fused operations, and found with its compiler', async () => {
  pretendCompiler()
  const cache = temporaryFolder()
  const ready = await install(cache)
  const [words, path] = readFileSync(ready.program, 'utf8').split('|')
  expect(words).toMatch(/^-std=c11 -ffp-contract=off -O3 -m(arch|cpu)=native -DKNN_FLAGS="-O3 /)
  expect(words).toContain('/engines/c/brute.c ')
  expect(words).toContain('/engines/c/driver/run.c ')
  expect(path).toBe('')
  expect(ready).toMatchObject({ runtime: 'gcc 99.1.0', packages: {} })
  expect(findSetup('c', cache)).toEqual(ready)
  expect(readdirSync(join(ready.program, '..')).sort()).toEqual(['knnbench-c', 'ready.json'])
})

test('another CPU or compiler is another build, and the same is none', async () => {
  pretendCompiler()
  const cache = temporaryFolder()
  const native = await install(cache)
  writeFileSync(native.program, 'as it was')
  expect(await install(cache)).toEqual(native)
  expect(readFileSync(native.program, 'utf8')).toBe('as it was')
  const named = await install(cache, 'x86-64-v3')
  expect(await install(cache)).toEqual(named) // stays until another CPU is named
  pretendCompiler({ version: 'gcc (Here) 99.2.0' })
  const newer = await install(cache, 'native')
  expect(new Set([native, named, newer].map(({ build }) => build)).size).toBe(3)
})

test('a build that fails leaves what was there, and nothing half made', async () => {
  pretendCompiler()
  const cache = temporaryFolder()
  const native = await install(cache)
  pretendCompiler({ after: 'echo "cc1: error: bad value for -march=" >&2; exit 1' })
  await expect(install(cache, 'no-such-cpu')).rejects.toThrow(
    'engines setup c failed: cc1: error: bad value for -march= Nothing was left behind',
  )
  expect(findSetup('c', cache)).toEqual(native)
  expect(setupsIn(cache)).toHaveLength(1)
})

test('what a setup that was killed left is no engine, and goes with the next one', async () => {
  pretendCompiler()
  const cache = temporaryFolder()
  const gone = temporaryName().replace(/^\.new-\d{10}-\d{20}/, `.new-${'9'.repeat(10)}-${'9'.repeat(20)}`)
  mkdirSync(join(cache, 'setups', gone), { recursive: true })
  expect(findSetup('c', cache)).toBeUndefined()
  await install(cache)
  expect(setupsIn(cache)).toEqual([expect.stringMatching(/^c-[0-9a-f]{12}$/)])
})

test('a program for the processor of another machine is not ready on this one', async () => {
  pretendCompiler()
  const cache = temporaryFolder()
  const { program } = await install(cache)
  const file = join(program, '..', 'ready.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"cpu":"[^"]*"/, '"cpu":"another"'))
  expect(findSetup('c', cache)).toBeUndefined()
})

test('without a compiler the setup says what to install', async () => {
  vi.stubEnv('PATH', temporaryFolder())
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(missingTool('c')?.found).toBe('there is no C compiler on this machine')
  await expect(install(temporaryFolder())).rejects.toThrow(
    'there is no C compiler on this machine. Install one (Debian: apt-get install gcc libc6-dev).',
  )
})
