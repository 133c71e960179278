import { describe, expect, test } from 'vitest'
import type { EventOf } from '../../src/engine/protocol.ts'
import { commandFlags, helloFault, UNDECLARED } from '../../src/runner/hello-fault.ts'
import type { ReadyEngine } from '../../src/runner/ready-engine.ts'
import { failures, recordsOf } from './ledger-view.ts'
import type { Call } from './scripted-engine.ts'
import { lab, readyEngine } from './scripted-study.ts'

const HELLO: EventOf<'hello'> = {
  event: 'hello',
  protocol: 1,
  engine: 'a',
  library: 'scripted',
  version: '1.0.0',
  runtime: 'CPython 3.12.1, numpy 2.0.0',
  flags: ['-B', '-s'],
  dtype: 'float64',
  form: 'difference',
  threads: 1,
}

/** An engine of a setup, started as `{python} -B -s driver.py`. */
function engine(changes: Partial<ReadyEngine['manifest']> = {}, version = '1.0.0'): ReadyEngine {
  const ready = readyEngine('a')
  const command = ['{python}', '-B', '-s', './driver.py']
  return {
    ...ready,
    version,
    runtime: 'CPython 3.12.1',
    manifest: { ...ready.manifest, command, setup: 'sklearn', ...changes },
  }
}

function fault(hello: Partial<EventOf<'hello'>>, asked = engine()): string | undefined {
  return helloFault(asked, [{ ...HELLO, ...hello }])
}

describe('what an engine says of itself', () => {
  test('is fine if it is what was asked for', () => {
    expect(fault({})).toBeUndefined()
  })

  const changed: readonly [Partial<EventOf<'hello'>>, string][] = [
    [{ version: '1.1.0' }, "scripted's version is 1.1.0, expected 1.0.0"],
    [{ dtype: 'float32' }, 'dtype is float32, expected float64'],
    [{ form: 'norm' }, 'form is norm, expected difference'],
    [{ flags: [] }, 'flags is none, expected -B -s'],
    [{ runtime: 'CPython 3.12.2, numpy 2.0.0' }, 'runtime is CPython 3.12.2, expected CPython 3.12.1'],
    [
      { dtype: 'float32', form: 'norm' },
      'dtype is float32, expected float64; form is norm, expected difference',
    ],
  ]
  test.each(changed)('is a fault with both values for %j', (hello, sentence) => {
    expect(fault(hello)).toBe(`the engine is another than asked for: ${sentence}`)
  })

  test('cannot be compared with a version that nobody declared', () => {
    expect(fault({ version: '7' }, engine({}, UNDECLARED))).toBeUndefined()
  })

  test('may have other flags than a command that starts no interpreter', () => {
    expect(fault({ flags: ['-O3'] }, engine({ command: ['./run', '--fast'] }))).toBeUndefined()
  })
})

test.each([
  [
    ['node', '--expose-gc', '--no-opt', './x.js', '--not-this'],
    ['--expose-gc', '--no-opt'],
  ],
  [['env', 'A=1', 'B=2', 'node', '--expose-gc', './x.js'], ['--expose-gc']],
  [['./run', '--fast'], ['--fast']],
  [['./run'], []],
])('of the command %j the flags are %j', (command, flags) => {
  expect(commandFlags(engine({ command }).manifest)).toEqual(flags)
})

describe('an engine that turns out to be another one', () => {
  const other = (stage: Call['stage']) => ({
    datasets: ['iris'],
    engines: ['base', 'a'],
    fault: (call: Call) =>
      call.engine === 'a' && call.stage === stage
        ? ({ kind: 'says', hello: { version: '9.9.9' } } as const)
        : undefined,
  })

  test.each(['probe', 'answers', 'block'] as const)(
    'in its %s is a failure of the whole arm',
    async (stage) => {
      const { records, run } = lab()
      await run(other(stage))
      expect(failures(records)).toEqual(['iris a all crashed'])
      expect(recordsOf(records, 'failure')[0].message).toBe(
        "the engine is another than asked for: scripted's version is 9.9.9, expected 1.0.0",
      )
    },
  )

  test('has neither a grade nor a measurement of what it then did', async () => {
    const { records, run } = lab()
    await run(other('answers'))
    expect(recordsOf(records, 'verification').filter(({ engine }) => engine === 'a')).toEqual([])
    expect(recordsOf(records, 'block').filter(({ engine }) => engine === 'a')).toEqual([])
  })
})
