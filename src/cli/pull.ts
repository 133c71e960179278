import { join, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { DownloadError, download } from '../data/download.ts'
import { sha256File } from '../data/npy.ts'
import { chunksOf, findInFolder, keepDataset } from '../data/pull-dataset.ts'
import {
  isPulled,
  pulledPath,
  pullCommand as pullWords,
  type RegisteredEntry,
  readRegistry,
} from '../data/registry.ts'
import { removeOwn } from '../data/temporary.ts'
import { requireName } from './dataset-names.ts'
import { cacheRoot } from './folders.ts'
import { EXIT, type Io } from './io.ts'

interface PullOptions {
  readonly from?: string
  readonly json?: true
}

interface PullIo extends Io {
  readonly interrupt: AbortSignal
}

const NOTHING_KEPT = 'Nothing was kept of the file under way; the same command fetches it anew.'

interface Pulled {
  readonly name: string
  readonly status: 'pulled' | 'already-there' | 'needs-no-pull'
  /** The file in the cache; null where the dataset needs none. */
  readonly path: string | null
}

/** `knnbench datasets pull`: one after the other, each told as soon as it is there. Gives the exit code. */
export async function pullCommand(names: readonly string[], options: PullOptions, io: Io): Promise<number> {
  const entries = names.map(findEntry) // all names first: nothing is fetched for a command that is mistyped
  const interrupt = io.catchInterrupts(NOTHING_KEPT)
  const leave = () => removeOwn(join(cacheRoot(io), 'datasets'))
  process.once('exit', leave) // which a second Ctrl-C leads to at once
  const results: Pulled[] = []
  try {
    for (const [i, entry] of entries.entries()) {
      results.push(
        entry === undefined ? noPull(names[i], io) : await pull(entry, options, { ...io, interrupt }),
      )
    }
  } catch (error) {
    if (!interrupt.aborted) throw error
    io.stderr.write(`\nInterrupted. ${NOTHING_KEPT}\n`)
    return EXIT.interrupted
  } finally {
    process.off('exit', leave)
  }
  if (options.json === true) io.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
  return EXIT.ok
}

/** Undefined for datasets that are there without a pull. */
function findEntry(name: string): RegisteredEntry | undefined {
  requireName(name)
  const entry = readRegistry().find((one) => one.name === name)
  return entry?.origin === 'registered' ? entry : undefined
}

function noPull(name: string, io: Io): Pulled {
  io.stderr.write(`${name} needs no pull: it comes with knnbench.\n`)
  return { name, status: 'needs-no-pull', path: null }
}

async function pull(entry: RegisteredEntry, { from }: PullOptions, io: PullIo): Promise<Pulled> {
  const { name } = entry
  const path = pulledPath(entry, cacheRoot(io))
  if (isPulled(entry, cacheRoot(io)) && sha256File(path) === entry.sha256) {
    io.stderr.write(`${name} is already there; its sha256 is right.\n`)
    return { name, status: 'already-there', path }
  }
  const source = from === undefined ? fromNetwork(entry, io) : fromFolder(entry, resolve(io.cwd, from))
  const progress = pullProgress(entry, io)
  try {
    await keepDataset(entry, cacheRoot(io), { ...source, onBytes: progress.show })
  } finally {
    progress.stop()
  }
  io.stderr.write(`${name}: ${megabytes(entry.pull.bytes)} from ${source.from}; its sha256 is right.\n`)
  return { name, status: 'pulled', path }
}

function fromFolder(entry: RegisteredEntry, folder: string) {
  const from = findInFolder(entry, folder)
  return { from, chunks: chunksOf(from) }
}

function fromNetwork(entry: RegisteredEntry, io: PullIo) {
  const { url } = entry.pull
  if (url === undefined) {
    throw new InputError({
      found: `${entry.name} has no address that it can be fetched from; it comes from ${entry.source}.`,
      fix: `With the file in a folder of yours: ${pullWords([entry])} --from FOLDER`,
    })
  }
  const chunks = download(url, { fetch: io.fetch ?? fetch, signal: io.interrupt })
  return { from: new URL(url).host, chunks: withAdvice(chunks, entry) }
}

/** A download that fails names the way without a network. */
async function* withAdvice(chunks: AsyncIterable<Uint8Array>, entry: RegisteredEntry) {
  try {
    yield* chunks
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error
    throw new DownloadError(
      `${entry.name} was not fetched: ${error.message}. Try again, or get ${entry.pull.file} from ${entry.source} and run: ${pullWords([entry])} --from FOLDER`,
      { cause: error },
    )
  }
}

/** A line that is redrawn on a terminal, and nothing elsewhere: there the closing line says it all. */
function pullProgress({ name, pull: { bytes } }: RegisteredEntry, { stderr }: Io) {
  const isLive = stderr.isTTY === true
  return {
    show: (received: number): void => {
      if (isLive) stderr.write(`\r  ${name}  ${megabytes(received)} of ${megabytes(bytes)}`)
    },
    stop: (): void => {
      if (isLive) stderr.write('\r\u001b[K')
    },
  }
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
