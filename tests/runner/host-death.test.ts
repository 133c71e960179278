import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { endOrphans, hostMark } from '../../src/runner/host-death.ts'
import { isRunning } from './running.ts'

const DYING_HOST = fileURLToPath(new URL('../fixtures/programs/dying-host.mjs', import.meta.url))
const hasProc = process.platform === 'linux'
const canBind = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0
if (!canBind)
  console.log(
    'SKIPPED: an engine ends with its host, because there is no setpriv of util-linux on this machine',
  )

/** A process that stays, marked as that of a host. */
function engineOf(mark: string): number {
  const words = ['-e', 'setInterval(() => undefined, 1000)']
  const child = spawn(process.execPath, words, { stdio: 'ignore', env: { KNNBENCH_HOST: mark } })
  onTestFinished(() => void child.kill('SIGKILL'))
  if (child.pid === undefined) throw new Error('node was not started')
  return child.pid
}

/** The mark of this process. */
function ownMark(): string {
  return hostMark().KNNBENCH_HOST
}

const DEAD_HOST = String(spawnSync(process.execPath, ['--version']).pid).padStart(10, '0')

describe.runIf(hasProc)('a process that an earlier run left', () => {
  test.each([
    ['whose host is gone', () => ownMark().replace(/^\d+/, DEAD_HOST)],
    [
      'whose host had the process id of another process now',
      () => ownMark().replace(/-\d+-/, `-${'1'.padStart(20, '0')}-`),
    ],
  ])('is ended, %s', async (_, mark) => {
    const pid = engineOf(mark())
    await endOrphans()
    expect(isRunning(pid)).toBe(false)
  })

  test.each([
    ['whose host still runs', ownMark],
    ['of another container', () => ownMark().replace(/pid:\[\d+\]/, 'pid:[1]')],
    ['with a mark that says nothing', () => 'yes'],
  ])('is left alone, %s', async (_, mark) => {
    const pid = engineOf(mark())
    await endOrphans()
    expect(isRunning(pid)).toBe(true)
  })
})

test.runIf(hasProc)('all marks have one length', () => {
  expect(ownMark()).toHaveLength(56)
})

test.runIf(canBind)('an engine ends with its host, however that ends', async () => {
  const host = spawn(process.execPath, [DYING_HOST], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [told] = await once(host.stdout, 'data')
  const engine = Number(told)
  expect(isRunning(engine)).toBe(true)
  host.kill('SIGKILL')
  await vi.waitFor(() => expect(isRunning(engine)).toBe(false), { timeout: 30_000 })
})
