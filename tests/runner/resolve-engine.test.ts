import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { EngineEntry } from '../../src/config/study.ts'
import { toolVersion } from '../../src/engine/package-version.ts'
import { buildHash } from '../../src/runner/build-hash.ts'
import type { FoundManifest } from '../../src/runner/engine-registry.ts'
import { INSTALLATION } from '../../src/runner/installation.ts'
import type { ReadyEngine } from '../../src/runner/ready-engine.ts'
import { isReady, resolveEngine } from '../../src/runner/resolve-engine.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { bundled, foreign } from './found-engine.ts'
import { pretendSetup } from './pretend-setup.ts'

function entry(name: string): EngineEntry {
  return { name, use: name, params: {} }
}

function ready(found: FoundManifest, cache = temporaryFolder(), threads = 1): ReadyEngine {
  const engine = resolveEngine(entry(found.manifest.name), found, threads, cache)
  if (isReady(engine)) return engine
  throw new Error(`${engine.entry.name} is not ready: ${engine.missing}`)
}

test('an engine of our own is ready, in the version of the tool', () => {
  const engine = ready(bundled('ts-brute'))
  expect(engine.version).toBe(toolVersion())
  expect(engine.runtime).toBe(`Node ${process.version}`)
  expect(engine.command.words).toEqual([
    process.execPath,
    '--expose-gc',
    join(INSTALLATION, 'dist/engine/main.js'),
  ])
})

test('an engine of an npm package has the version of that package', () => {
  const file = join(INSTALLATION, 'node_modules/ml-knn/package.json')
  expect(ready(bundled('ml-knn')).version).toBe(JSON.parse(readFileSync(file, 'utf8')).version)
})

test('a package that is not installed is missing, with the command that installs it', () => {
  const found = bundled('ml-knn')
  const gone = { ...found, manifest: { ...found.manifest, package: 'no-such-package' } }
  expect(resolveEngine(entry('ml-knn'), gone, 1, temporaryFolder())).toEqual({
    entry: entry('ml-knn'),
    missing: 'no-such-package is not installed',
    fix: 'npm install no-such-package',
  })
})

test('an engine without its setup is missing, with the command that makes it', () => {
  expect(resolveEngine(entry('sklearn-brute'), bundled('sklearn-brute'), 1, temporaryFolder())).toEqual({
    entry: entry('sklearn-brute'),
    missing: 'not set up',
    fix: 'knnbench engines setup sklearn',
  })
})

test('an engine with its setup runs in its interpreter, in the version installed there', () => {
  const cache = temporaryFolder()
  pretendSetup(cache, '{"python":"CPython 3.12.1","packages":{"scikit-learn":"1.2.3"}}')
  const engine = ready(bundled('sklearn-brute'), cache)
  expect(engine).toMatchObject({ version: '1.2.3', runtime: 'CPython 3.12.1' })
  expect(engine.command.words[0].startsWith(cache)).toBe(true)
  expect(engine.command.words.at(-1)).toBe(join(INSTALLATION, 'engines/python/driver.py'))
})

test('every thread pool is told the number of threads, and to wait without spinning', () => {
  const { environment } = ready(bundled('ts-brute'), temporaryFolder(), 3).command
  expect(environment).toMatchObject({
    OMP_NUM_THREADS: '3',
    OPENBLAS_NUM_THREADS: '3',
    MKL_NUM_THREADS: '3',
    RAYON_NUM_THREADS: '3',
    NUMEXPR_NUM_THREADS: '3',
    OMP_WAIT_POLICY: 'PASSIVE',
    KMP_BLOCKTIME: '0',
  })
})

test('the build hash of a foreign engine changes with its manifest and its program', () => {
  const folder = temporaryFolder()
  const first = ready(foreign(folder)).manifest_sha256
  expect(ready(foreign(folder)).manifest_sha256).toBe(first)
  expect(ready(foreign(folder, 'changed')).manifest_sha256).not.toBe(first)
  const found = foreign(folder)
  writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\nexit 0\n')
  expect(ready(found).manifest_sha256).not.toBe(first)
})

test('the version of a foreign engine is not that of the tool', () => {
  expect(ready(foreign(temporaryFolder())).version).toBe('undeclared')
})

test('the build hash of an engine with a setup holds the build of the setup', () => {
  const found = bundled('sklearn-brute')
  const hashes = [undefined, { build: 'a' }, { build: 'b' }].map((setup) => buildHash(found, setup))
  expect(new Set(hashes).size).toBe(3)
})

test('bundled engines of one language share a program, but not a build hash', () => {
  const hashes = ['ts-brute', 'ts-kdtree', 'ml-knn'].map((name) => ready(bundled(name)).manifest_sha256)
  expect(new Set(hashes).size).toBe(3)
})
