import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledManifests, resolveWord } from '../../src/runner/engine-registry.ts'
import { INSTALLATION } from '../../src/runner/installation.ts'
import { SETUP_NAMES } from '../../src/runner/setups/setup-list.ts'

const FILE = '/somewhere/engines/mine.yaml'

test('every manifest in engines/ is read, under the name of its file', () => {
  const files = readdirSync(join(INSTALLATION, 'engines')).filter((file) => file.endsWith('.yaml'))
  const names = bundledManifests().map(({ manifest }) => manifest.name)
  expect(names).toEqual(files.map((file) => file.slice(0, -'.yaml'.length)).toSorted())
  expect(names.length).toBeGreaterThan(4)
})

test('every setup that a bundled manifest needs exists', () => {
  const needed = bundledManifests().flatMap(({ manifest }) => manifest.setup ?? [])
  expect(SETUP_NAMES).toEqual(expect.arrayContaining(needed))
})

test('bundled engines have euclidean distance at least, and only these are approximate', () => {
  const manifests = bundledManifests().map(({ manifest }) => manifest)
  for (const { capabilities } of manifests) expect(capabilities.metrics).toContain('euclidean')
  const approximate = manifests.filter(({ capabilities }) => !capabilities.exact)
  expect(approximate.map(({ name }) => name)).toEqual([
    'faiss-hnsw',
    'hnswlib-hnsw',
    'hnswlib-node-hnsw',
    'ts-hnsw',
    'usearch-hnsw',
  ])
})

test.each([
  ['node', process.execPath],
  ['./driver.py', '/somewhere/engines/driver.py'],
  ['{dist}/engine/main.js', join(INSTALLATION, 'dist', 'engine/main.js')],
  ['{engines}/python/own.py', join(INSTALLATION, 'engines', 'python/own.py')],
  ['{python}', '/venv/bin/python'],
  ['{program}', '/venv/bin/python'],
  ['{setup}', '/venv/bin/python'],
  ['--expose-gc', '--expose-gc'],
])('the command word %s means %s', (word, resolved) => {
  expect(resolveWord(word, FILE, '/venv/bin/python')).toBe(resolved)
})

test('without an interpreter its placeholder stays, to be told in an error', () => {
  expect(resolveWord('{python}', FILE, undefined)).toBe('{python}')
})
