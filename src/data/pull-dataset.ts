import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { makeFolder } from './make-folder.ts'
import { nameFile, namingFileLater } from './naming-file.ts'
import { sha256File } from './npy.ts'
import { pulledPath, type RegisteredEntry } from './registry.ts'
import { removeLeft, temporaryName } from './temporary.ts'

type Chunks = AsyncIterable<Uint8Array>

/**
 * Keeps `chunks` as the file of a registered dataset. They are hashed on their way to a file beside its place, which
 * is renamed only when size and hash are those of the registry: others see the right file or none, and a pull that
 * was cut off starts anew. `from` is what errors call the source.
 */
export async function keepDataset(
  entry: RegisteredEntry,
  cacheRoot: string,
  {
    chunks,
    from,
    onBytes,
  }: { readonly chunks: Chunks; readonly from: string; onBytes?(received: number): void },
): Promise<string> {
  const path = pulledPath(entry, cacheRoot)
  makeFolder(dirname(path))
  removeLeft(dirname(path))
  const folder = join(dirname(path), temporaryName())
  return namingFileLater(path, async () => {
    mkdirSync(folder)
    try {
      const temporary = join(folder, 'data.csv')
      const sha256 = await writeHashed(temporary, limited(chunks, { entry, from, onBytes }))
      if (sha256 !== entry.sha256) throw wrongHash(entry, from, sha256)
      renameSync(temporary, path)
      return path
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

/**
 * The file of a registered dataset in a folder of the user's: by its own name or the dataset's, and else any file of
 * the same content. A file of the right name with other content is an error that gives both hashes.
 */
export function findInFolder(entry: RegisteredEntry, folder: string): string {
  const files = filesOf(folder)
  const names = [`${entry.name}.csv`, entry.pull.file]
  const named = files.filter(({ name }) => names.includes(name))
  const ofSize = files.filter(({ name, bytes }) => bytes === entry.pull.bytes && !names.includes(name))
  const found = [...named, ...ofSize].find(({ path }) => sha256File(path) === entry.sha256)
  if (found !== undefined) return found.path
  if (named.length > 0) throw wrongHash(entry, named[0].path, sha256File(named[0].path))
  throw new InputError({
    where: { file: folder },
    found: `no file here is ${entry.name}: neither ${names.join(' nor ')}, nor another of its ${entry.pull.bytes} bytes and sha256 ${entry.sha256}.`,
    fix: `It comes from ${entry.source}.`,
  })
}

/** The bytes of a file, for `keepDataset`. */
export async function* chunksOf(path: string): Chunks {
  try {
    yield* createReadStream(path)
  } catch (error) {
    nameFile(error, path)
    throw error
  }
}

function filesOf(folder: string): { readonly name: string; readonly path: string; readonly bytes: number }[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name)
      const stat = statSync(path, { throwIfNoEntry: false })
      return stat?.isFile() === true ? [{ name, path, bytes: stat.size }] : []
    })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new InputError({
      where: { file: folder },
      found: `the folder cannot be read (${code}).`,
      fix: 'Give --from the folder that the file lies in.',
    })
  }
}

/** Passes on no more than the registry promises: a server that never ends does not fill the disk. */
async function* limited(
  chunks: Chunks,
  {
    entry,
    from,
    onBytes,
  }: { entry: RegisteredEntry; from: string; onBytes: ((received: number) => void) | undefined },
): Chunks {
  let received = 0
  for await (const chunk of chunks) {
    received += chunk.length
    if (received > entry.pull.bytes) {
      throw new InputError({
        where: entry.sha256_at,
        found: `${from} gives more than the ${entry.pull.bytes} bytes that the registry says.`,
        fix: 'It is another file than the one that was registered. Nothing was kept.',
      })
    }
    onBytes?.(received)
    yield chunk
  }
}

async function writeHashed(path: string, chunks: Chunks): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx')
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

function wrongHash({ name, sha256, sha256_at }: RegisteredEntry, from: string, actual: string): InputError {
  return new InputError({
    where: sha256_at,
    found: `${from} has sha256 ${actual}, the registry says ${sha256} for ${name}.`,
    fix: 'Results would not be comparable, so it was not taken. A changed file can be used by its path in a study.',
  })
}
