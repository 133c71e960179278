import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryName } from '../../src/data/temporary.ts'
import { findSetup, installSetup } from '../../src/runner/setups.ts'
import { temporaryFolder } from '../ledger/folder.ts'

const RUSTC = 'rustc 1.99.1 (abc 2026-01-01)'

/** A `cargo` and a `rustc` on the path and nothing else of the kind; `cargo` notes its flags in the program. */
function pretendRust({ version = RUSTC, cargo = '' } = {}): void {
  const folder = temporaryFolder()
  const rustc = `#!/bin/sh
[ "$1" = -vV ] && printf '${version}\\nhost: here\\n'
[ "$1" = --print ] && printf 'Available CPUs:\\n    native - this\\n    x86-64-v3\\n'
exit 0
`
  const builds = `#!/bin/sh
for word; do [ "$last" = --target-dir ] && target=$word; last=$word; done
mkdir -p "$target/release"
printf '%s' "$CARGO_ENCODED_RUSTFLAGS|$RUSTFLAGS" > "$target/release/knnbench-rust"
${cargo}
`
  writeFileSync(join(folder, 'rustc'), rustc, { mode: 0o755 })
  writeFileSync(join(folder, 'cargo'), builds, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`)
  vi.stubEnv('RUSTFLAGS', '-C opt-level=0')
  onTestFinished(() => void vi.unstubAllEnvs())
}

const install = (cacheRoot: string, target_cpu?: string) =>
  installSetup('rust', { cacheRoot, target_cpu }, () => undefined)

const setupsIn = (cache: string): string[] => readdirSync(join(cache, 'setups'))

test('a program is built for this machine, with no flags but ours, and found with what it was built from', async () => {
  pretendRust()
  const cache = temporaryFolder()
  const ready = await install(cache)
  expect(readFileSync(ready.program, 'utf8')).toBe('-C\x1ftarget-cpu=native|')
  expect(ready).toMatchObject({ runtime: 'rustc 1.99.1', packages: { serde: expect.stringMatching(/^1\./) } })
  expect(findSetup('rust', cache)).toEqual(ready)
  expect(readdirSync(join(ready.program, '..')).sort()).toEqual(['knnbench-rust', 'ready.json'])
})

test('another CPU or compiler is another build, and the same is none', async () => {
  pretendRust()
  const cache = temporaryFolder()
  const native = await install(cache)
  writeFileSync(native.program, 'as it was')
  expect(await install(cache)).toEqual(native)
  expect(readFileSync(native.program, 'utf8')).toBe('as it was')
  const named = await install(cache, 'x86-64-v3')
  expect(await install(cache)).toEqual(named) // stays until another CPU is named
  pretendRust({ version: 'rustc 1.99.2 (def 2026-02-02)' })
  const newer = await install(cache, 'native')
  expect(new Set([native, named, newer].map(({ build }) => build)).size).toBe(3)
})

test('a build that fails leaves what was there, and nothing half made', async () => {
  pretendRust()
  const cache = temporaryFolder()
  const native = await install(cache)
  pretendRust({ cargo: 'echo "error: linker cc not found" >&2; exit 101' })
  await expect(install(cache, 'x86-64-v3')).rejects.toThrow(
    'engines setup rust failed: error: linker cc not found Nothing was left behind',
  )
  expect(findSetup('rust', cache)).toEqual(native)
  expect(setupsIn(cache)).toHaveLength(1)
})

test('what a setup that was killed left is no engine, and goes with the next one', async () => {
  pretendRust()
  const cache = temporaryFolder()
  const gone = temporaryName().replace(/^\.new-\d{10}-\d{20}/, `.new-${'9'.repeat(10)}-${'9'.repeat(20)}`)
  mkdirSync(join(cache, 'setups', gone, 'target'), { recursive: true })
  expect(findSetup('rust', cache)).toBeUndefined()
  await install(cache)
  expect(setupsIn(cache)).toEqual([expect.stringMatching(/^rust-[0-9a-f]{12}$/)])
})

test('a program for the processor of another machine is not ready on this one', async () => {
  pretendRust()
  const cache = temporaryFolder()
  const { program } = await install(cache)
  const file = join(program, '..', 'ready.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"cpu":"[^"]*"/, '"cpu":"another"'))
  expect(findSetup('rust', cache)).toBeUndefined()
})

test('an old compiler, an unknown CPU and no cargo are refused with what to do', async () => {
  const cache = temporaryFolder()
  pretendRust({ version: 'rustc 1.63.0 (old)' })
  await expect(install(cache)).rejects.toThrow(
    'Rust 1.89 or later is needed, and rustc says: rustc 1.63.0 (old). Update it with: rustup update',
  )
  pretendRust()
  await expect(install(cache, 'x86-64-v4')).rejects.toThrow(
    'rustc knows no target CPU "x86-64-v4". Did you mean "x86-64-v3"?',
  )
  vi.stubEnv('PATH', temporaryFolder())
  await expect(install(cache)).rejects.toThrow(
    'there is no cargo on this machine. Get Rust from https://rustup.rs',
  )
})
