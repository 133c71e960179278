import { afterEach, expect, test, vi } from 'vitest'
import { engineEnvironment } from '../../src/runner/engine-environment.ts'

afterEach(() => void vi.unstubAllEnvs())

test.each(['PATH', 'HOME', 'LANG', 'LC_ALL', 'XDG_CACHE_HOME'])('%s is passed on', (name) => {
  vi.stubEnv(name, '/some/where')
  expect(engineEnvironment({}, {})[name]).toBe('/some/where')
})

test.each([
  'NODE_OPTIONS',
  'NODE_PATH',
  'PYTHONPATH',
  'PYTHONHASHSEED',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'MALLOC_ARENA_MAX',
  'OMP_PROC_BIND',
  'OMP_NUM_THREADS',
  'TMPDIR',
  'SOMETHING_ELSE',
])('%s is not', (name) => {
  vi.stubEnv(name, '1')
  expect(engineEnvironment({}, {})).not.toHaveProperty(name)
})

test('what the host sets comes before what was there', () => {
  vi.stubEnv('LANG', 'C')
  expect(engineEnvironment({ OMP_NUM_THREADS: '3', LANG: 'en' }, { MARK: '1' })).toMatchObject({
    OMP_NUM_THREADS: '3',
    LANG: 'en',
    MARK: '1',
  })
})
