import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { removeLeft, writeWhole } from '../data/temporary.ts'
import { groupBy } from '../report/group-by.ts'
import {
  MANIFEST_FILE,
  type ManifestContent,
  manifestSchema,
  manifestText,
} from '../report/paper/manifest.ts'

/** A file that is to be written, by its path in the folder. */
interface NewFile {
  readonly path: string
  readonly text: string
}

const OTHER_FOLDER = 'Choose another folder with --out, or move it away.'

/** What TeX leaves beside `main.tex`: neither ours nor in the way. */
const OF_TEX = /^main\.(aux|log|pdf|out|toc|fls|fdb_latexmk|synctex\.gz|dvi)$/

/** A file of a former paper with the hash of what it holds now. */
interface FormerFile {
  readonly path: string
  readonly sha256: string
}

/**
 * The files of a former paper in a folder, all of which may be replaced; none in a folder that is new or empty. A folder
 * that holds anything else is an InputError: other files, links, and files of a paper that were changed since.
 */
export function formerPaper(folder: string): FormerFile[] {
  for (const part of ['', 'tables', 'pictures']) removeLeft(join(folder, part)) // of a run that was killed
  const found = filesBelow(folder).filter((path) => !OF_TEX.test(path))
  if (found.length === 0) return []
  const own = manifestHashes(folder)
  if (own === undefined) throw refusal(folder, `it holds ${found[0]} and is no paper folder`, OTHER_FOLDER)
  return found.flatMap((path) => {
    if (path === MANIFEST_FILE) return []
    const hashes = own.get(path)
    if (hashes === undefined)
      throw refusal(folder, `its ${path} is not one of the files that knnbench wrote`, OTHER_FOLDER)
    const sha256 = hashOf(readFileSync(join(folder, path)))
    if (!hashes.includes(sha256))
      throw refusal(folder, `its ${path} was changed since knnbench wrote it`, OTHER_FOLDER)
    return [{ path, sha256 }]
  })
}

/**
 * Replaces the former files by the new ones. While it does so the manifest allows both, so that a folder whose writing
 * was cut off is still known as a paper's.
 */
export function writePaper(
  folder: string,
  former: readonly FormerFile[],
  files: readonly NewFile[],
  manifest: ManifestContent,
): void {
  const write = (path: string, text: string): void =>
    writeWhole(join(folder, path), (temporary) => writeFileSync(temporary, text, { flag: 'wx' }))
  write(MANIFEST_FILE, manifestText({ ...manifest, files: [...former, ...manifest.files] }))
  const kept = new Set(files.map(({ path }) => path))
  for (const { path } of former) if (!kept.has(path)) rmSync(join(folder, path), { force: true })
  for (const { path, text } of files) write(path, text)
  write(MANIFEST_FILE, manifestText(manifest))
}

export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Paths of everything below a folder that is no folder, as a manifest writes them; links are not followed. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  const below = (part: string): string[] =>
    readdirSync(part, { withFileTypes: true }).flatMap((entry) => {
      const path = join(part, entry.name)
      if (entry.isDirectory()) return below(path)
      const name = relative(folder, path)
      if (!lstatSync(path).isFile()) throw refusal(folder, `its ${name} is a link or a device`, OTHER_FOLDER)
      return [name]
    })
  return below(folder).sort()
}

/** Own files by path with the hashes that they may have; undefined where no manifest says so. */
function manifestHashes(folder: string): ReadonlyMap<string, readonly string[]> | undefined {
  const file = join(folder, MANIFEST_FILE)
  if (!existsSync(file)) return undefined
  try {
    const { files } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const byPath = groupBy(files, ({ path }) => path)
    return new Map([...byPath].map(([path, entries]) => [path, entries.map(({ sha256 }) => sha256)]))
  } catch {
    return undefined // another program's manifest, or a damaged one
  }
}

function refusal(folder: string, found: string, fix: string): InputError {
  return new InputError({ where: { file: folder }, found: `nothing was written here: ${found}.`, fix })
}
