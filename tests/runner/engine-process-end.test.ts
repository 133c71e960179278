import { spawnSync } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type EngineOutcome, runEngineProcess } from '../../src/runner/engine-process.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { JOB, names, run, task } from './program-task.ts'
import { isRunning } from './running.ts'

const POWERLESS_HOST = fileURLToPath(new URL('../fixtures/programs/powerless-host.mjs', import.meta.url))

/** Long enough for Node to start on a busy machine, short enough to wait for. */
const SILENCE_NS = 3e9

/** The process id that a program told as `load_ns`. */
function toldPid({ events }: EngineOutcome): number {
  for (const event of events) if (event.event === 'loaded') return event.load_ns
  throw new Error('the program told no process id')
}

function appears(folder: string, name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => {
      if (!existsSync(join(folder, name))) return
      watcher.close()
      resolve()
    })
  })
}

test('a silence longer than allowed is a timeout that tells the last event', async () => {
  expect(await run('hang', { silence_ns: SILENCE_NS })).toMatchObject({
    kind: 'timeout',
    message: 'no answer within 3.0 s (last event: hello)',
  })
})

test('a limit longer than a timer of Node takes does not go off at once', async () => {
  expect(await run('ok', { silence_ns: 300 * 3600e9 })).toMatchObject({ kind: 'done' })
})

test('an engine that ignores SIGTERM is killed', async () => {
  const stubborn = task('ignores-sigterm', { silence_ns: SILENCE_NS })
  const outcome = await runEngineProcess(stubborn, undefined)
  expect(outcome).toMatchObject({ kind: 'timeout', message: 'no answer within 3.0 s (last event: hello)' })
  expect(existsSync(join(stubborn.folder, 'job.json.told'))).toBe(true)
})

test('a cancel ends a running engine as interrupted', async () => {
  const cancel = new AbortController()
  const hanging = task('hang', { cancel: cancel.signal })
  const started = appears(hanging.folder, 'job.json.started')
  const outcome = runEngineProcess(hanging, undefined)
  await started
  cancel.abort()
  expect(await outcome).toMatchObject({ kind: 'interrupted', message: 'interrupted' })
})

test('a cancel before the start ends the engine at once', async () => {
  expect(await run('hang', { cancel: AbortSignal.abort() })).toMatchObject({ kind: 'interrupted' })
})

test('a child that an engine leaves behind is killed, and its open pipe delays nothing', async () => {
  const outcome = await run('leaves-child')
  expect(outcome.kind).toBe('done')
  await vi.waitFor(() => expect(isRunning(toldPid(outcome))).toBe(false))
})

test('a child of an engine that hangs is killed with it', async () => {
  const outcome = await run('hang-with-child', { silence_ns: SILENCE_NS })
  expect(outcome).toMatchObject({ kind: 'timeout', left_processes: 0 }) // it could not end its child itself
  await vi.waitFor(() => expect(isRunning(toldPid(outcome))).toBe(false))
})

test('a child that left the process group is ended too, with its own children', async () => {
  const outcome = await run('leaves-daemon')
  expect(outcome.kind).toBe('done')
  expect(names(outcome)).toEqual(['hello', 'loaded', 'done'])
  // A killed process keeps its id for a moment.
  await vi.waitFor(() => expect(isRunning(toldPid(outcome))).toBe(false))
  expect(outcome.left_processes).toBe(1)
})

test('only the engine that ended loses its children', async () => {
  const hanging = task('hang')
  const started = appears(hanging.folder, 'job.json.started')
  const cancel = new AbortController()
  const other = runEngineProcess({ ...hanging, cancel: cancel.signal }, undefined)
  await started
  await run('leaves-daemon')
  cancel.abort()
  expect(await other).toMatchObject({ kind: 'interrupted' })
})

test('an engine that stays after its "done" is a timeout that says so', async () => {
  expect(await run('stays', { silence_ns: SILENCE_NS })).toMatchObject({
    kind: 'timeout',
    message: 'the engine did not exit within 3.0 s of its "done"',
  })
})

test('an engine that speaks without end is ended', async () => {
  const outcome = await run('speaks-without-end')
  expect(outcome).toMatchObject({
    kind: 'crashed',
    message: 'the protocol lines are longer than 8388608 bytes together',
  })
})

describe('an engine that changed its user and hangs', () => {
  // Root without the power to signal or to look into other users' processes, as every other user is.
  const powerless = ['setpriv', '--bounding-set=-kill,-sys_ptrace']
  const canDrop = spawnSync(powerless[0], [...powerless.slice(1), 'true']).status === 0
  const canChange = spawnSync('setpriv', ['--reuid=65534', 'true']).status === 0
  if (!canDrop || !canChange)
    console.log('SKIPPED: an engine that changes its user, because nobody but root of Linux can arrange that')

  test.runIf(canDrop && canChange)('is a row that says so, and the host goes on and ends', () => {
    const words = [
      ...powerless.slice(1),
      process.execPath,
      POWERLESS_HOST,
      JSON.stringify(JOB),
      temporaryFolder(),
    ]
    const { status, stdout, stderr } = spawnSync(powerless[0], words, { encoding: 'utf8' })
    expect(stderr).toBe('')
    const { kind, message, pid } = JSON.parse(stdout)
    onTestFinished(() => void process.kill(pid, 'SIGKILL'))
    expect({ status, kind, message }).toEqual({
      status: 0,
      kind: 'timeout',
      message: "no answer within 1.0 s (last event: loaded); it cannot be ended: it is another user's by now",
    })
    expect(isRunning(pid)).toBe(true)
  })
})
