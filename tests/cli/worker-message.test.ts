import { EventEmitter, getEventListeners } from 'node:events'
import { expect, it, vi } from 'vitest'
import { workerMessage } from '../../src/cli/worker-message.ts'
import { Interrupted } from '../../src/runner/interrupted.ts'

function fakeWorker() {
  return Object.assign(new EventEmitter(), { terminate: vi.fn(async () => 0) })
}

it('gives the message, ends the worker and leaves nothing on the signal', async () => {
  const interrupt = new AbortController()
  const worker = fakeWorker()
  const message = workerMessage(worker, interrupt.signal)
  expect(getEventListeners(interrupt.signal, 'abort')).toHaveLength(1)
  worker.emit('message', 'grades')
  expect(await message).toBe('grades')
  expect(worker.terminate).toHaveBeenCalledOnce()
  expect(getEventListeners(interrupt.signal, 'abort')).toEqual([])
})

it('throws what the worker threw', async () => {
  const worker = fakeWorker()
  const message = workerMessage(worker, new AbortController().signal)
  worker.emit('error', new Error('out of memory'))
  await expect(message).rejects.toThrow('out of memory')
  expect(worker.terminate).toHaveBeenCalledOnce()
})

it('ends the worker when the user interrupts', async () => {
  const interrupt = new AbortController()
  const worker = fakeWorker()
  const message = workerMessage(worker, interrupt.signal)
  interrupt.abort()
  await expect(message).rejects.toThrow(Interrupted)
  expect(worker.terminate).toHaveBeenCalledOnce()
})
