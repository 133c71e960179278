import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { InputError, type InputProblem } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { quoted } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import type { DatasetEntry, Study } from '../config/study.ts'
import { findSource } from '../data/dataset-source.ts'
import type { CaseFacts } from '../report/case-facts.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'

/** Which files a command line gives for datasets of a ledger. */
export interface DataFlags {
  /** `NAME=FILE`. */
  readonly datasetFile?: readonly string[]
  /** For the one dataset of the study that is a file. */
  readonly data?: string
}

type FileEntry = Extract<DatasetEntry, { kind: 'file' }>

/** The study with its files where the command line says they are; what it says of others is an `InputError`. */
export function withGivenFiles(study: Study, flags: DataFlags, { cwd }: Pick<Io, 'cwd'>): Study {
  const files = study.datasets.filter((entry): entry is FileEntry => entry.kind === 'file')
  const given = new Map(givenFiles(files, flags).map(({ name, file }) => [name, resolve(cwd, file)]))
  const datasets = study.datasets.map((entry) =>
    entry.kind === 'file' ? { ...entry, path: given.get(entry.name) ?? entry.path } : entry,
  )
  return { ...study, datasets }
}

interface GivenFile {
  readonly name: string
  readonly file: string
}

function givenFiles(files: readonly FileEntry[], { data, datasetFile = [] }: DataFlags): GivenFile[] {
  const names = files.map(({ name }) => name)
  const listed = names.length === 0 ? 'none of its datasets is a file' : `its files: ${names.join(', ')}`
  const named = datasetFile.map((word) => {
    const at = word.indexOf('=')
    const name = word.slice(0, at)
    if (at > 0 && at < word.length - 1 && names.includes(name)) return { name, file: word.slice(at + 1) }
    throw new InputError({
      found: `--dataset-file is ${quoted(word)}; allowed: NAME=FILE for a file of the ledger’s study (${listed}).${didYouMean(name, names)}`,
      fix: '',
    })
  })
  if (data === undefined) return named
  if (names.length === 1 && named.length === 0) return [{ name: names[0], file: data }]
  throw new InputError({
    found: `--data is for a ledger with one file of data, given once (${listed}).`,
    fix: 'Write  --dataset-file NAME=FILE  for each.',
  })
}

/**
 * Throws unless every dataset of the study is the one that the ledger was measured on, by its hash; all that are not
 * are told at once.
 */
export function requireRecordedData(study: Study, recorded: readonly CaseFacts[], io: Io): void {
  const problems = study.datasets.flatMap((entry) => {
    const facts = recorded.find(({ dataset }) => dataset === entry.name)
    return (facts === undefined ? unknownHash(entry) : dataProblem(entry, facts, study.task, io)) ?? []
  })
  if (problems.length > 0) throw new InputError(problems)
}

function unknownHash({ name }: DatasetEntry): InputProblem {
  const found = `the ledger names ${name}, but does not say by a hash which data that were.`
  return { found, fix: 'Leave it out: name the others with --dataset.' }
}

function dataProblem(
  entry: DatasetEntry,
  { source_sha256 }: CaseFacts,
  task: Study['task'],
  io: Io,
): InputProblem | undefined {
  const { name } = entry
  if (entry.kind === 'file' && !existsSync(entry.path))
    return {
      found: `${name} was measured from a file with sha256 ${source_sha256}, and there is no ${shown(entry.path, io)}.`,
      fix: `Give that file with: --dataset-file ${shellWord(`${name}=FILE`)}`,
    }
  const { sha256 } = findSource(entry, task, cacheRoot(io))
  if (sha256 === source_sha256) return undefined
  const found = `${entry.kind === 'file' ? shown(entry.path, io) : name} has sha256 ${sha256}, the ledger was measured on ${source_sha256}.`
  if (entry.kind === 'file')
    return {
      found: `${found} These are other data.`,
      fix: `Give the file that was measured with: --dataset-file ${shellWord(`${name}=FILE`)}`,
    }
  return {
    found: `${found} These are other data.`,
    fix: 'Use the version of knnbench that the ledger is from.',
  }
}

function shown(path: string, { cwd }: Io): string {
  const steps = relative(cwd, path)
  return steps.startsWith('..') ? path : steps
}
