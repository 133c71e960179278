import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { INSTALLATION } from '../../src/runner/installation.ts'
import { contentHash } from '../../src/runner/setups/content-hash.ts'
import { thisCpu } from '../../src/runner/setups/rust-toolchain.ts'
import { SETUP_NAMES } from '../../src/runner/setups/setup-list.ts'
import { findSetup, installSetup } from '../../src/runner/setups.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { pretendSetup } from './pretend-setup.ts'

const READY = { python: 'CPython 3.12.1', packages: { 'scikit-learn': '1.2.3' } }

test('an empty cache holds no setup', () => {
  expect(findSetup('sklearn', temporaryFolder())).toBeUndefined()
})

test('a complete setup is found with its interpreter and versions', () => {
  const cache = temporaryFolder()
  const folder = pretendSetup(cache, JSON.stringify(READY))
  expect(findSetup('sklearn', cache)).toEqual({
    program: join(folder, 'bin', 'python'),
    runtime: 'CPython 3.12.1',
    packages: READY.packages,
    build: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test.each(['', '{"python":"CPy', '{"python":3}'])('a setup that was cut off (%j) is not there', (text) => {
  const cache = temporaryFolder()
  pretendSetup(cache, text)
  expect(findSetup('sklearn', cache)).toBeUndefined()
})

test('installing what is there already does nothing', async () => {
  const cache = temporaryFolder()
  pretendSetup(cache, JSON.stringify(READY))
  const lines: string[] = []
  expect(await installSetup('sklearn', { cacheRoot: cache }, (line) => lines.push(line))).toMatchObject({
    packages: READY.packages,
  })
  expect(lines).toEqual([])
})

/** A `python3` on the path that makes environments whose interpreter can do nothing. */
function brokenPython(): void {
  const folder = temporaryFolder()
  const script = `#!/bin/sh
[ "$1" = -c ] && exit 0
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho "no matching distribution" >&2\\nexit 1\\n' > "$3/bin/python"
chmod +x "$3/bin/python"
`
  writeFileSync(join(folder, 'python3'), script, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  onTestFinished(() => void vi.unstubAllEnvs())
}

test('a setup that fails says why, and leaves nothing behind', async () => {
  brokenPython()
  const cache = temporaryFolder()
  await expect(installSetup('sklearn', { cacheRoot: cache }, () => undefined)).rejects.toThrow(
    'engines setup sklearn failed: no matching distribution Nothing was left behind',
  )
  expect(readdirSync(join(cache, 'setups'))).toEqual([])
})

/** The `ready.json` of hnswlib, as compiled for this processor. */
function pretendCompiled(cacheRoot: string, cpu: string): void {
  const files = ['requirements-hnswlib.txt', 'requirements-hnswlib-build.txt']
  const hash = contentHash(files.map((file) => join(INSTALLATION, 'engines/python', file))).slice(0, 12)
  const folder = join(cacheRoot, 'setups', `hnswlib-${hash}`)
  mkdirSync(folder, { recursive: true })
  const ready = {
    python: 'CPython 3.12.1',
    packages: { hnswlib: '0.8.0' },
    compiled: { compiler: 'g++ 12', cpu },
  }
  writeFileSync(join(folder, 'ready.json'), JSON.stringify(ready))
}

test('what was compiled for another processor is not ready on this one', () => {
  const [cache, other] = [temporaryFolder(), temporaryFolder()]
  pretendCompiled(cache, thisCpu())
  expect(findSetup('hnswlib', cache)).toMatchObject({ packages: { hnswlib: '0.8.0' } })
  pretendCompiled(other, 'another')
  expect(findSetup('hnswlib', other)).toBeUndefined()
})

test('without a compiler, what must be compiled is refused with what to do, and leaves nothing', async () => {
  vi.stubEnv('PATH', temporaryFolder())
  onTestFinished(() => void vi.unstubAllEnvs())
  const cache = temporaryFolder()
  await expect(installSetup('hnswlib', { cacheRoot: cache }, () => undefined)).rejects.toThrow(
    'there is no g++ on this machine, to compile hnswlib. Install what compiles C++ for Python',
  )
  expect(readdirSync(cache)).toEqual([])
})

test.each(['constructor', '__proto__', 'toString'])('%s is no setup', (name) => {
  expect(() => findSetup(name, temporaryFolder())).toThrow(
    `unknown setup "${name}"; there is: ${SETUP_NAMES.join(', ')}.`,
  )
})

test('an unknown setup is refused with the nearest name', () => {
  expect(() => findSetup('sklaern', temporaryFolder())).toThrow(InputError)
  expect(() => findSetup('sklaern', temporaryFolder())).toThrow(
    `unknown setup "sklaern"; there is: ${SETUP_NAMES.join(', ')}. Did you mean "sklearn"?`,
  )
})
