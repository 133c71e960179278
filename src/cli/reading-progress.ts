import { basename } from 'node:path'
import { printable } from '../config/printable.ts'
import type { OnRead } from '../data/file-chunks.ts'
import type { OutputStream } from './io.ts'

/** Smaller files are read before anyone asks. */
const LARGE_BYTES = 64e6
const PLAIN_STEP = 25

/**
 * Runs `work` and tells how far it has come in a large file: on a terminal by a line that is redrawn and goes at the
 * end, elsewhere by a line every quarter.
 */
export function showReading<T>(stream: OutputStream, work: (onRead: OnRead) => T): T {
  const { onRead, end } = readingLine(stream)
  try {
    return work(onRead)
  } finally {
    end()
  }
}

/** As `showReading`, for work that waits. */
export async function showReadingLater<T>(
  stream: OutputStream,
  work: (onRead: OnRead) => Promise<T>,
): Promise<T> {
  const { onRead, end } = readingLine(stream)
  try {
    return await work(onRead)
  } finally {
    end()
  }
}

function readingLine(stream: OutputStream): { readonly onRead: OnRead; readonly end: () => void } {
  const isLive = stream.isTTY === true
  const step = isLive ? 1 : PLAIN_STEP
  let shown = -1
  const onRead: OnRead = ({ file, done_bytes, total_bytes }) => {
    const percent = step * Math.floor((100 * done_bytes) / total_bytes / step)
    if (total_bytes < LARGE_BYTES || percent === shown) return
    shown = percent
    const text = `  reading ${printable(basename(file))}, ${Math.round(total_bytes / 1e6)} MB: ${percent} %`
    stream.write(isLive ? `\r${text}\u001b[K` : `${text}\n`)
  }
  const end = () => {
    if (isLive && shown >= 0) stream.write('\r\u001b[K')
  }
  return { onRead, end }
}
