import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { entrySchema, type HistoryEntry } from '../report/history/entry.ts'

/** `0012-1a2b3c4d5e6f.json`: the order in which commits were added, then which. */
const ENTRY_FILE = /^(\d{4,})-[0-9A-Za-z._-]+\.json$/

interface EntryFile {
  readonly name: string
  readonly place: number
  readonly entry: HistoryEntry
}

/** The commits of a history, oldest first; throws where there is none. */
export function readHistory(folder: string, cwd: string): HistoryEntry[] {
  const found = entryFiles(folder)
  if (found.length > 0) return found.map(({ entry }) => entry)
  throw new InputError({
    found: `no history in ${relative(cwd, folder) || '.'}.`,
    fix: 'Add a ledger to it with: knnbench history add RESULTS --commit NAME',
  })
}

/** Writes an entry; one of the same commit and study is replaced in its place. Gives the path, and whether it was. */
export function writeEntry(folder: string, entry: HistoryEntry): { path: string; replaced: boolean } {
  mkdirSync(folder, { recursive: true })
  const before = entryFiles(folder)
  const same = before.find(({ entry: one }) => one.commit === entry.commit && one.study === entry.study)
  const next = (before.at(-1)?.place ?? 0) + 1
  const name =
    same?.name ?? `${String(next).padStart(4, '0')}-${entry.commit.slice(0, 12).replaceAll('/', '_')}.json`
  const path = join(folder, name)
  writeFileSync(`${path}.tmp`, `${JSON.stringify(entry, null, 1)}\n`)
  renameSync(`${path}.tmp`, path)
  return { path, replaced: same !== undefined }
}

function entryFiles(folder: string): EntryFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const place = ENTRY_FILE.exec(name)?.[1]
      return place === undefined ? [] : [{ name, place: Number(place), entry: readEntry(join(folder, name)) }]
    })
    .sort((a, b) => a.place - b.place)
}

function readEntry(file: string): HistoryEntry {
  const text = readFileSync(file, 'utf8')
  const parsed = entrySchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [{ path, message }] = parsed.error.issues
  throw new InputError({
    where: { file },
    found: `this is no commit of a history${path.length === 0 ? '' : `: ${path.join('.')}`}: ${message}.`,
    fix: 'Remove it, and add the ledger again.',
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
