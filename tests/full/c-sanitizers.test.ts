import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNpy } from '../../src/data/npy.ts'
import type { Job } from '../../src/engine/protocol.ts'
import { DRIVER_CASES } from '../engine/driver-cases.ts'
import { runEngine } from '../engine/engine-process.ts'
import { KINDS, nastyCase } from '../engine/nasty-data.ts'
import { askEngine } from '../engine/rust-engine.ts'
import { temporaryFolder, tinyJob } from '../engine/tiny-job.ts'
import { ofKind } from '../engine/toy-adapter.ts'
import { bundled } from '../runner/found-engine.ts'

const STRICT =
  '-std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror'
const CHECKED = '-g -O1 -ffp-contract=off -fsanitize=address,undefined -fno-sanitize-recover=all'

const hasCompiler = spawnSync('cc', ['--version']).status === 0
if (!hasCompiler) console.warn('SKIPPED: the C driver under sanitizers (there is no C compiler)')

let folder: ReturnType<typeof temporaryFolder>
beforeAll(() => {
  folder = temporaryFolder()
})
afterAll(() => folder.remove())

/** Compiles an engine with the driver, checking every access to memory; a warning is an error. */
function compile(engine: string): string {
  const place = join(folder.path, 'source')
  mkdirSync(place, { recursive: true })
  cpSync('engines/c/driver', join(place, 'driver'), { recursive: true })
  copyFileSync(engine, join(place, 'engine.c'))
  const driver = readdirSync(join(place, 'driver')).filter((name) => name.endsWith('.c'))
  const program = join(folder.path, 'engine')
  const sources = ['engine.c', ...driver.map((name) => join('driver', name))]
  const words = [...`${STRICT} ${CHECKED}`.split(' '), '-o', program, ...sources, '-lm']
  const { status, stderr } = spawnSync('cc', words, { cwd: place, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return program
}

describe.skipIf(!hasCompiler).each([
  ['c-brute', 'engines/c/brute.c'],
  ['a filled-in skeleton', 'tests/fixtures/new-engine/engine.c'],
])('%s with memory and arithmetic checked', (_, source) => {
  let program: string
  beforeAll(() => {
    program = compile(source)
  })

  test.each(DRIVER_CASES)('runs %s without a complaint', (_case, changes) => {
    const job = tinyJob(folder.path, { engine: 'c-brute', ...changes })
    const { code, stderr, events } = runEngine([program], folder.path, job)
    expect([code, stderr]).toEqual([0, ''])
    expect(events.at(-1)).toEqual({ event: 'done' })
  })

  test.each(KINDS)('answers %s without a complaint', (kind) => {
    for (const asked of fc.sample(nastyCase(kind), { seed: 3, numRuns: 4 }))
      askEngine([program], bundled('c-brute'), asked, ({ code, stderr }) => {
        expect([code, stderr]).toEqual([0, ''])
      })
  })

  test.each([
    '',
    '{',
    '{"protocol":1}',
    '"\\ud800"',
    '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
    '{"a":1,"a":2}',
    '{"params":{"x":1e999}}',
    '{"a":"\\u00',
  ])('refuses the job %j without a complaint', (text) => {
    const file = join(folder.path, 'broken.json')
    spawnSync('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', text, file])
    const { status, stderr } = spawnSync(program, ['--job', file], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

test.skipIf(!hasCompiler)(
  'a parameter of the study reaches the fit, and one that is no number is refused',
  () => {
    const program = compile('tests/fixtures/new-engine/engine.c')
    const run = (params: Job['params']) =>
      runEngine([program], folder.path, tinyJob(folder.path, { timed: [], params })).events
    const first = (params: Job['params']): number => {
      const [{ distances }] = ofKind(run(params), 'neighbors')
      return Number(readNpy(join(folder.path, distances)).data[0])
    }
    expect(first({ scale: 4 })).toBe(4 * first({}))
    const [{ message }] = ofKind(run({ scale: 'large' }), 'failed')
    expect(message).toBe('scale is no number')
  },
)
