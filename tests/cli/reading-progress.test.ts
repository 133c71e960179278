import { expect, it } from 'vitest'
import { showReading } from '../../src/cli/reading-progress.ts'
import type { OnRead } from '../../src/data/file-chunks.ts'

/** What is written while a file is read in `parts`, the head of it first, as readers do. */
function written(total_bytes: number, isTTY: boolean, file = '/data/large.csv', parts = 200): string {
  let text = ''
  const stream = { isTTY, write: (part: string) => (text += part) }
  const at = (onRead: OnRead, part: number) =>
    onRead({ file, done_bytes: (total_bytes * part) / parts, total_bytes })
  showReading(stream, (onRead) => {
    at(onRead, 1)
    for (let part = 1; part <= parts; part++) at(onRead, part)
  })
  return text
}

it('tells of each quarter of a large file, where nothing can be redrawn', () => {
  expect(written(394e6, false)).toBe(
    [0, 25, 50, 75, 100].map((percent) => `  reading large.csv, 394 MB: ${percent} %\n`).join(''),
  )
})

it('redraws one line of a terminal, and takes it away', () => {
  const drawn = written(394e6, true)
  expect(drawn.slice(0, 37)).toBe('\r  reading large.csv, 394 MB: 0 %\u001b[K\r')
  expect(drawn.match(/reading/g)).toHaveLength(101)
  expect(drawn.slice(-12)).toBe('100 %\u001b[K\r\u001b[K')
})

it('takes the line away before an error', () => {
  let drawn = ''
  const fail = () =>
    showReading({ isTTY: true, write: (part: string) => (drawn += part) }, (onRead) => {
      onRead({ file: 'a.csv', done_bytes: 1e6, total_bytes: 100e6 })
      throw new Error('broken')
    })
  expect(fail).toThrow('broken')
  expect(drawn).toBe('\r  reading a.csv, 100 MB: 1 %\u001b[K\r\u001b[K')
})

it('says nothing of a file that is read at once', () => {
  expect([written(63e6, false), written(63e6, true)]).toEqual(['', ''])
})

it('writes nothing that acts on a terminal', () => {
  expect(written(394e6, false, '/data/\u001b[2J.csv')).toContain('reading \\u001b[2J.csv')
})
