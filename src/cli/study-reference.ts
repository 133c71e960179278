import { existsSync } from 'node:fs'
import { basename, isAbsolute, relative, resolve, sep } from 'node:path'
import { bundledStudies } from '../config/load-study.ts'
import type { Shard } from '../config/shard.ts'
import { shellWord } from '../config/shell-word.ts'
import type { Study } from '../config/study.ts'
import { studyFileText } from '../config/study-file-text.ts'
import { studyHash } from '../config/study-hash.ts'
import type { RecordOf } from '../ledger/record.ts'
import type { StudyReference, TableReference } from '../report/run-command.ts'
import { CONFIGS, resultsFolder } from './folders.ts'
import type { Io } from './io.ts'
import { onAllRows, readStudy, type StudyFlags } from './read-study.ts'
import { shardFolder } from './shard-option.ts'

/** What stands in commands for a study whose file is not known here. */
const UNKNOWN_STUDY = 'STUDY.yaml'
const UNKNOWN_TABLE = 'FILE.csv'

type Invoked = NonNullable<RecordOf<'study'>['invoked']>

/** What the ledger keeps of a command line: a path only where it is relative, or can be made so without leaving `cwd`. */
export function invocation(
  reference: StudyReference['study'],
  flags: StudyFlags,
  { cwd }: Pick<Io, 'cwd'>,
): Invoked {
  const kept = narrowingFlags(flags)
  if (typeof reference === 'string') {
    const study = storable(reference, cwd)
    return { ...(study === undefined ? {} : { study }), flags: kept }
  }
  const data = storable(reference.data, cwd)
  return { table: { ...(data === undefined ? {} : { data }), target: reference.target }, flags: kept }
}

function storable(path: string, cwd: string): string | undefined {
  return isAbsolute(path) ? pathInside(path, cwd) : path
}

/** The study as the ledger keeps it: paths as seen from `cwd`, and of those outside it the file's name only. */
export function storableStudy(study: Study, { cwd }: Pick<Io, 'cwd'>): string {
  return studyFileText(study, (path) => pathInside(path, cwd) ?? basename(path))
}

function pathInside(path: string, cwd: string): string | undefined {
  const steps = relative(cwd, path)
  return steps === '..' || steps.startsWith(`..${sep}`) ? undefined : steps
}

function narrowingFlags({ dataset = [], engine = [], rounds, allowOutside }: StudyFlags): string[] {
  return [
    ...dataset.map((name) => `--dataset ${name}`),
    ...engine.map((name) => `--engine ${name}`),
    ...(rounds === undefined ? [] : [`--rounds ${rounds}`]),
    ...(allowOutside === true ? ['--allow-outside'] : []),
  ]
}

/** The study of this very command line. */
export function typedReference(
  reference: StudyReference['study'],
  flags: StudyFlags & { readonly out?: string },
  shard?: Shard,
): StudyReference {
  const out = flags.out === undefined ? [] : [`--out ${shellWord(flags.out)}`]
  return { study: reference, flags: [...narrowingFlags(flags), ...out, ...shardFlag(shard)] }
}

/** The study of the ledger in `folder`, by the words that would go on with it from here. */
export function ledgerReference(
  record: RecordOf<'study'>,
  { folder, shard }: { readonly folder: string; readonly shard?: Shard | undefined },
  io: Pick<Io, 'cwd'>,
): StudyReference {
  const { study = record.name, table, flags } = record.invoked ?? { flags: [] }
  const whole = shard === undefined ? folder : wholeFolder(folder, shard)
  const out = whole === resultsFolder(io, record.name, undefined) ? [] : [outFlag(whole, io)]
  const kept = [...flags, ...out, ...shardFlag(shard)]
  if (table !== undefined) return { study: usableTable(table, io), flags: kept }
  return { study: isUsable(study, record, io) ? study : UNKNOWN_STUDY, flags: kept }
}

function usableTable(
  { data, target }: NonNullable<Invoked['table']>,
  { cwd }: Pick<Io, 'cwd'>,
): TableReference {
  const isThere = data !== undefined && existsSync(resolve(cwd, data))
  return { data: isThere ? data : UNKNOWN_TABLE, target }
}

function shardFlag(shard: Shard | undefined): string[] {
  return shard === undefined ? [] : [`--shard ${shard.number}/${shard.of}`]
}

/** What `--out` named for the ledger of a shard to be in `folder`. */
function wholeFolder(folder: string, shard: Shard): string {
  const end = shardFolder('', shard)
  return folder.endsWith(end) ? folder.slice(0, -end.length) : folder
}

function outFlag(folder: string, { cwd }: Pick<Io, 'cwd'>): string {
  return `--out ${shellWord(pathInside(folder, cwd) ?? folder)}`
}

/** A file that is still there as typed, or a bundled study that is still the same. */
function isUsable(study: string, record: RecordOf<'study'>, io: Pick<Io, 'cwd'>): boolean {
  if (bundledStudies(CONFIGS).includes(study)) return isUnchanged(study, record, io)
  return record.invoked?.study !== undefined && existsSync(resolve(io.cwd, study))
}

function isUnchanged(name: string, { invoked, study_hash }: RecordOf<'study'>, io: Pick<Io, 'cwd'>): boolean {
  try {
    const { study } = readStudy(name, parsedFlags(invoked?.flags ?? []), io)
    return [study, onAllRows(study)].some((one) => studyHash(one) === study_hash)
  } catch {
    return false // its names or datasets are others by now
  }
}

function parsedFlags(flags: readonly string[]): StudyFlags {
  const values = (name: string) =>
    flags.filter((flag) => flag.startsWith(`${name} `)).map((flag) => flag.slice(name.length + 1))
  return { dataset: values('--dataset'), engine: values('--engine') }
}
