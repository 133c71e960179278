import { readFileSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { shellWord } from '../config/shell-word.ts'
import { toolVersion } from '../engine/package-version.ts'
import { LEDGER_FILE } from '../ledger/read-ledger.ts'
import { countOf } from '../report/answers-summary.ts'
import { MANIFEST_FILE, type ManifestContent, type PaperManifest } from '../report/paper/manifest.ts'
import { makePaper } from '../report/paper/paper.ts'
import type { LeftOutPicture, LeftOutTable, PaperFile } from '../report/paper/paper-file.ts'
import { type PaperLedger, paperLedger } from '../report/paper/paper-ledger.ts'
import { escapeJson } from '../report/render/escape.ts'
import { repeatCommand } from '../report/repeat-command.ts'
import type { NamedLedger } from './find-ledger.ts'
import { EXIT, type Io } from './io.ts'
import { formerPaper, hashOf, writePaper } from './paper-folder.ts'
import { type PaperPictures, paperPictures } from './paper-pictures.ts'
import { readResults } from './read-results.ts'

export interface PaperOptions {
  readonly out?: string
  readonly json?: true
}

/** `knnbench report --paper --out DIR`: every table and picture of the study, its methods and a manifest, as files. */
export async function paperCommand(
  ledgers: readonly NamedLedger[],
  { out, json }: PaperOptions,
  io: Io,
): Promise<number> {
  if (out === undefined)
    throw new InputError({ found: '--paper needs a folder to write to.', fix: 'Name one with --out DIR.' })
  const folder = resolve(io.cwd, out)
  const former = formerPaper(folder)
  const read: ReadLedger[] = []
  for (const [i, one] of ledgers.entries())
    read.push(await readLedger(one, ledgers.length === 1 ? undefined : i + 1))
  const tables = makePaper(read.map(({ ledger }) => ledger))
  const paper = {
    files: [...tables.files, ...read.flatMap(({ pictures }) => pictures.files)],
    left_out: [...tables.left_out, ...read.flatMap(({ pictures }) => pictures.left_out)],
  }
  const manifest = manifestOf(
    paper,
    read.map(({ about }) => about),
    `knnbench report ${ledgers.map((one) => shellWord(ledgerWord(one, io))).join(' ')} --paper --out DIR`,
  )
  writePaper(folder, former, paper.files, manifest)
  io.stdout.write(json === true ? jsonText(out, manifest) : wordsOf(out, paper))
  return EXIT.ok
}

/** All files of a paper, and what it has no content for. */
interface WholePaper {
  readonly files: readonly PaperFile[]
  readonly left_out: readonly (LeftOutTable | LeftOutPicture)[]
}

interface ReadLedger {
  readonly ledger: PaperLedger
  readonly about: PaperManifest['ledgers'][number]
  readonly pictures: PaperPictures
}

/** A ledger with its pictures; `place` is its number among several. */
async function readLedger({ folder, name }: NamedLedger, place: number | undefined): Promise<ReadLedger> {
  const results = readResults(folder)
  const { study } = results
  const ledger_sha256 = hashOf(readFileSync(join(folder, LEDGER_FILE)))
  const provenance = {
    ledger: place === undefined ? undefined : name,
    ledger_sha256,
    tool_version: toolVersion(),
  }
  return {
    ledger: paperLedger(results, name, provenance),
    pictures: await paperPictures(results, place === undefined ? '' : `-${place}`),
    about: {
      name,
      ledger_sha256,
      study: study.name,
      study_sha256: study.study_hash,
      tool_version: study.tool_version,
      command: repeatCommand(results),
    },
  }
}

function manifestOf(
  { files, left_out }: WholePaper,
  ledgers: PaperManifest['ledgers'],
  command: string,
): ManifestContent {
  return {
    tool_version: toolVersion(),
    command,
    ledgers,
    files: files.map(({ path, text, table, picture }) => ({
      path,
      sha256: hashOf(text),
      ...(table === undefined ? {} : { table }),
      ...(picture === undefined ? {} : { picture }),
    })),
    left_out: [...left_out],
  }
}

/** A ledger in a command that others can read: never a path of this machine. */
function ledgerWord({ folder, name }: NamedLedger, { cwd }: Pick<Io, 'cwd'>): string {
  const path = relative(cwd, folder)
  const isInside = path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
  return isInside ? path : name
}

function jsonText(out: string, manifest: ManifestContent): string {
  const files = [...manifest.files.map(({ path }) => path), MANIFEST_FILE]
  const { ledgers, left_out } = manifest
  return `${escapeJson(JSON.stringify({ out, files, ledgers, left_out }, null, 2))}\n`
}

function wordsOf(out: string, { files, left_out }: WholePaper): string {
  const tables = new Set(files.flatMap(({ table }) => table ?? [])).size
  const pictures = new Set(files.flatMap(({ picture }) => picture ?? [])).size
  const lines = [
    `${out}: ${countOf(tables, 'table')} as LaTeX, Markdown and CSV, ${countOf(pictures, 'picture')}, a page and the methods (${countOf(files.length + 1, 'file')})`,
    ...left_out.map((one) => `left out: ${'table' in one ? one.table : one.picture} (${one.reason})`),
    `Typeset it with: cd ${shellWord(out)} && pdflatex main.tex && pdflatex main.tex`,
  ]
  return `${lines.join('\n')}\n`
}
