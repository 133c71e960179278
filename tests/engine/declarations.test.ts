import { expect, test } from 'vitest'
import { readyEngines } from './asked-engine.ts'
import { proveDeclarations } from './prove-declarations.ts'

/** One a driver; all others, a process or two of a second each, are in tests/full/declarations.test.ts. */
const NAMES = ['ts-brute', 'sklearn-brute', 'rust-brute', 'c-brute', 'go-brute']
const engines = readyEngines().filter(({ manifest }) => NAMES.includes(manifest.name))

test('an engine is asked', () => {
  expect(engines.map(({ manifest }) => manifest.name)).toContain('ts-brute')
})

proveDeclarations(engines)
