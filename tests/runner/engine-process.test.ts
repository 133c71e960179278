import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runEngineProcess } from '../../src/runner/engine-process.ts'
import { JOB, names, programWords, run, task } from './program-task.ts'

test('an engine that says hello and done and exits with 0 is done', async () => {
  const outcome = await run('ok')
  expect(outcome.kind).toBe('done')
  expect(names(outcome)).toEqual(['hello', 'loaded', 'done'])
  expect(outcome.wall_ns).toBeGreaterThan(0)
})

test('the engine gets its job file and its environment', async () => {
  const environment = { FIXTURE_NUMBER: '17' }
  const outcome = await run('ok', { command: { words: programWords('ok'), environment } })
  expect(outcome.events[1]).toEqual({ event: 'loaded', load_ns: JOB.threads, convert_ns: 17 })
})

test('the folder for temporary files that an engine gets is there, within its own', async () => {
  const words = ['sh', '-c', 'touch "$TMPDIR/left" && echo "$TMPDIR" >&2; exit 1', 'sh']
  const asked = task('', { command: { words, environment: {} } })
  expect(await runEngineProcess(asked, undefined)).toHaveProperty(
    'message',
    `the engine exited with code 1; its log says: ${join(asked.folder, 'tmp')}`,
  )
  expect(readdirSync(join(asked.folder, 'tmp'))).toEqual(['left'])
})

test('an engine does not get the Node options of whoever runs the tool', async () => {
  vi.stubEnv('NODE_OPTIONS', '--no-such-option')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await run('ok')).toMatchObject({ kind: 'done' })
})

test('an exit without "done" is a crash that quotes the last line printed', async () => {
  const outcome = await run('no-done')
  expect(outcome).toMatchObject({
    kind: 'crashed',
    message: 'the engine exited without "done"; its log says: I have better things to do',
  })
  expect(names(outcome)).toEqual(['hello'])
})

test('an engine that does not say hello first is a crash', async () => {
  expect(await run('no-hello')).toMatchObject({
    kind: 'crashed',
    message: 'the first event of the engine was not "hello"',
  })
})

test('an exit code other than 0 is a crash even after "done"', async () => {
  expect(await run('exit-3')).toMatchObject({
    kind: 'crashed',
    message: 'the engine exited with code 3; its log says: ValueError: no such metric',
  })
})

test('of a long log only the end is read', async () => {
  expect(await run('talks-much')).toMatchObject({
    kind: 'crashed',
    message: 'the engine exited with code 1; its log says: the end',
  })
})

test('an engine that removes its log with everything else in its folder still ends as it ends', async () => {
  expect(await run('empties-folder')).toMatchObject({
    kind: 'crashed',
    message: 'the engine exited with code 1; its log says: all gone',
  })
})

test('a log that grows without end is cut while the engine runs', async () => {
  expect(await run('shouts')).toMatchObject({
    kind: 'crashed',
    message: 'the engine exited with code 1; its log says: my log was cut',
  })
})

test('a line that is no event ends the engine and is quoted', async () => {
  const outcome = await run('garbage-line')
  expect(outcome).toMatchObject({
    kind: 'crashed',
    message: 'a protocol line is not JSON: "warning: falling back"',
  })
  expect(names(outcome)).toEqual(['hello']) // what it went on with is not what it was stopped for
})

test('an end within an event is a crash', async () => {
  expect(await run('torn-line')).toMatchObject({
    kind: 'crashed',
    message: 'the last protocol line is torn after 12 bytes',
  })
})

test('a program that is not there is a crash that names it', async () => {
  const outcome = await run('', { command: { words: ['/no/such/program'], environment: {} } })
  expect(outcome).toMatchObject({ kind: 'crashed', events: [] })
  expect(outcome).toHaveProperty('message', expect.stringMatching(/(spawn|execute) \/no\/such\/program/))
})

test.each([
  ['longer than the system takes', 'x'.repeat(140_000), 'spawn E2BIG'],
  ['with a NUL', 'a\0b', 'without null bytes'],
])('a word %s is a crash that says so', async (_, word, reason) => {
  const outcome = await run('', { command: { words: ['sh', word], environment: {} } })
  expect(outcome).toMatchObject({ kind: 'crashed', events: [], left_processes: 0 })
  expect(outcome).toHaveProperty(
    'message',
    expect.stringMatching(`the engine could not be started: .*${reason}`),
  )
})

test('SIGKILL from outside is taken for the system running out of memory', async () => {
  expect(await run('killed')).toMatchObject({
    kind: 'out-of-memory',
    message: 'the engine was killed by the system, most likely for memory',
  })
})

test('an engine that says it found no memory ran out of memory', async () => {
  expect(await run('out-of-memory')).toMatchObject({
    kind: 'out-of-memory',
    message: 'the engine ran out of memory; its log says: MemoryError: Unable to allocate 512. GiB',
  })
})

test.runIf(process.platform === 'linux')('an engine runs on the cores it is pinned to', async () => {
  const [core] = allowedCores()
  const pinning = { engine_cores: [core], host_cores: [core], all_cores: allowedCores() }
  const words = ['sh', '-c', `grep Cpus_allowed_list /proc/self/status >&2; exit 1`, 'sh']
  const pinned = task('', { command: { words, environment: {} }, cores: 'engine' })
  expect(await runEngineProcess(pinned, pinning)).toHaveProperty(
    'message',
    `the engine exited with code 1; its log says: Cpus_allowed_list:\t${core}`,
  )
})

function allowedCores(): number[] {
  const list = /Cpus_allowed_list:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
  return [Number(list?.[1])]
}
