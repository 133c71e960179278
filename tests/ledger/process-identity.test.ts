import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ownIdentity, stateOf } from '../../src/ledger/process-identity.ts'

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
  const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'])
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [told] = await once(parent.stdout, 'data')
  const pid = Number(told)
  const fields = (): string[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  await vi.waitFor(() => expect(fields()[0]).toBe('Z'))
  expect(stateOf({ ...ownIdentity(), pid, started: Number(fields()[19]) })).toBe('gone')
})
