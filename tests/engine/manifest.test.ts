import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InputError } from '../../src/config/input-error.ts'
import { ADAPTERS, loadAdapter, SETUP_ADAPTERS } from '../../src/engine/adapters/index.ts'
import { manifestSchema, parseManifest } from '../../src/engine/manifest.ts'

const FOLDERS = ['engines', 'tests/fixtures/engines']
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file)),
)
const read = (file: string) => parseManifest({ file, text: readFileSync(file, 'utf8') })
const bundled = FILES.filter((file) => file.startsWith('engines')).map(read)

describe.each(FILES)('%s', (file) => {
  test('is named after its engine and has at most 30 lines', () => {
    expect(file.endsWith(`/${read(file).name}.yaml`)).toBe(true)
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })
})

test('the manifests of the Node driver are those of its adapters', () => {
  const named = bundled
    .filter(({ command }) => command.includes('{dist}/engine/main.js'))
    .map(({ name }) => name)
  expect(named.sort()).toEqual(Object.keys({ ...ADAPTERS, ...SETUP_ADAPTERS }).sort())
})

test.each(Object.keys(ADAPTERS))('%s declares what its adapter does', async (name) => {
  const adapter = await loadAdapter(name)
  const { library, capabilities } =
    bundled.find((manifest) => manifest.name === name) ?? read('no such manifest')
  expect({ library, ...capabilities }).toMatchObject({
    library: adapter.library,
    metrics: adapter.metrics,
    weights: adapter.weights,
    dtype: adapter.dtype,
    form: adapter.form,
  })
})

test.each(Object.keys(ADAPTERS))('%s takes the parameters that it declares, and no others', async (name) => {
  const adapter = await loadAdapter(name)
  const X = adapter.convert({ rows: 2, columns: 1, values: Float64Array.of(0, 1) })
  const fitted = (params: Record<string, number>) =>
    adapter.fit(X, Int32Array.of(0, 1), {
      n_neighbors: 1,
      metric: 'euclidean',
      weights: 'uniform',
      n_classes: 2,
      params,
    })
  const { params } = bundled.find((manifest) => manifest.name === name) ?? read('no such manifest')
  expect(() => fitted(Object.fromEntries((params ?? []).map((param) => [param, 4])))).not.toThrow()
  for (const other of ['leaf_size', 'k', 'nope'].filter((one) => params?.includes(one) !== true))
    expect(() => fitted({ [other]: 4 })).toThrow(`unknown parameter "${other}"`)
})

test('every bundled manifest says which parameters it takes', () => {
  expect(bundled.filter(({ params }) => params === undefined)).toEqual([])
})

test('an adapter that does not exist is refused with the nearest name', async () => {
  await expect(loadAdapter('ts-brut')).rejects.toThrow(
    /^no adapter is named "ts-brut"; there are ts-brute, .*\. Did you mean "ts-brute"\?$/,
  )
})

test('only these declare another vote or a fit per configuration', () => {
  const special = bundled.filter(
    ({ vote, fit_depends_on }) => vote !== 'smallest-label' || fit_depends_on.length > 0,
  )
  expect(special.map(({ name, vote, fit_depends_on }) => ({ name, vote, fit_depends_on }))).toEqual([
    { name: 'ml-knn', vote: 'first-to-reach', fit_depends_on: ['n_neighbors'] },
    { name: 'sklearn-auto', vote: 'smallest-label', fit_depends_on: ['n_neighbors'] },
    ...['sklearnex-brute', 'sklearnex-kd-tree', 'smartcore-cover-tree', 'smartcore-linear'].map((name) => {
      return { name, vote: 'smallest-label', fit_depends_on: ['n_neighbors', 'weights'] }
    }),
  ])
})

describe('a manifest with a mistake', () => {
  const good = readFileSync('engines/ts-brute.yaml', 'utf8')
  const message = (text: string): string => {
    try {
      parseManifest({ file: 'engine.yaml', text })
    } catch (error) {
      if (error instanceof InputError) return error.message
      throw error
    }
    return ''
  }

  test('names the place, what is allowed and the nearest key', () => {
    expect(message(good.replace('ecosystem:', 'ecosistem:'))).toContain(
      'engine.yaml:2:1: unknown key "ecosistem"',
    )
    expect(message(good.replace('ecosystem:', 'ecosistem:'))).toContain('Did you mean "ecosystem"?')
  })

  test('names the place of a value inside a list', () => {
    expect(message(good.replace('[uniform, distance]', '[uniform, inverse]'))).toContain(
      'engine.yaml:9:22: capabilities.weights[1] is "inverse"; allowed: uniform, distance.',
    )
  })

  test('names a word that no system can start', () => {
    expect(message(good.replace('command: [node,', 'command: ["no\\0de",'))).toMatch(
      /^engine\.yaml:\d+:\d+: command\[0\] is .*; allowed: text that is not empty, without NUL\./,
    )
  })

  test('has an error for each of two mistakes', () => {
    const text = good.replace('threads: 1', 'threads: 0').replace('name: ts-brute', 'name: ../evil')
    expect(message(text)).toContain('engine.yaml:1:7: name is "../evil"')
    expect(message(text)).toContain(
      'engine.yaml:13:12: capabilities.threads is 0; allowed: a positive integer, any.',
    )
  })
})

test('the schema can be printed as JSON Schema', () => {
  const printed = z.toJSONSchema(manifestSchema, { io: 'input' })
  expect(printed.required).toEqual(['name', 'ecosystem', 'library', 'description', 'command', 'capabilities'])
})

test.each(['../../../etc', 'x; reboot', '-e', '@a/../b', 'a b'])(
  'a package cannot be called "%s"',
  (name) => {
    const text = readFileSync('engines/ml-knn.yaml', 'utf8').replace(
      /^package: .*$/m,
      `package: ${JSON.stringify(name)}`,
    )
    expect(() => parseManifest({ file: 'm.yaml', text })).toThrow(
      'allowed: the name of an npm package or a Python distribution.',
    )
  },
)
