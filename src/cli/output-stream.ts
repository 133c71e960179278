import type { WriteStream } from 'node:tty'
import { describeFileError } from './file-error.ts'
import type { OutputStream } from './io.ts'

/**
 * A stream of this process that may lose its reader (`| head`, a closed terminal): what comes after is dropped and
 * the work goes on. Anything else that goes wrong with it is told to `onFault`.
 */
export function lastingStream(stream: WriteStream, onFault: (sentence: string) => void): OutputStream {
  let isOpen = true
  stream.on('error', (error: Error) => {
    if (!isOpen) return
    isOpen = false
    if ('code' in error && (error.code === 'EPIPE' || error.code === 'EIO')) return
    onFault(describeFileError(error)?.sentence ?? error.message)
  })
  return {
    write: (text) => isOpen && stream.write(text),
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns
    },
  }
}
