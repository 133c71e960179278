import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ownIdentity, stateOf } from '../../src/data/process-identity.ts'

/** Only a broken test waits so long. */
const PATIENT = { timeout: 30_000 }
const onLinux = test.runIf(process.platform === 'linux')

test('this process runs', () => {
  expect(stateOf(ownIdentity())).toBe('running')
})

onLinux('an identity tells what a process id alone does not', () => {
  const { pid, started, boot, pid_namespace } = ownIdentity()
  expect(pid).toBe(process.pid)
  expect(started).toBeGreaterThan(0)
  expect(boot).toMatch(/^[0-9a-f]{16}$/)
  expect(pid_namespace).toMatch(/^pid:\[\d+\]$/)
})

test('an identity names neither machine nor boot in clear', () => {
  expect(Object.keys(ownIdentity())).toEqual(['pid', 'started', 'boot', 'pid_namespace', 'machine'])
  expect(ownIdentity().machine).toMatch(/^[0-9a-f]{16}$/)
})

onLinux('a process that ended but was not reaped is gone', async () => {
  // The shell becomes a program that reaps nobody; its child ends when the pipe is closed.
  const script = 'cat <&3 & echo $!; exec 3<&-; exec sleep 60'
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [told] = await once(parent.stdio[1] as Readable, 'data')
  const pid = Number(told)
  const fields = (): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const identity = { ...ownIdentity(), pid, started: Number(fields()[19]) }
  expect(stateOf(identity)).toBe('running')
  await vi.waitFor(() => expect(readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n'), PATIENT)
  parent.stdio[3]?.destroy()
  await vi.waitFor(() => expect(fields()[0]).toBe('Z'), PATIENT)
  expect(stateOf(identity)).toBe('gone')
})
