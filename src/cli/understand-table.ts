import { basename, extname, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { bundledStudies } from '../config/load-study.ts'
import type { TableOptions, Task } from '../config/study.ts'
import { FIRST_SPLIT, FIRST_STEPS } from '../config/study-text.ts'
import type { PreparedCase } from '../data/case.ts'
import { dataFileHash } from '../data/data-file.ts'
import { changedFile, FileChunks, readUnchanged } from '../data/file-chunks.ts'
import { planPrepared } from '../data/planned-table.ts'
import { type CaseRequest, prepareCase } from '../data/prepare-case.ts'
import { profileCsv, type TableProfile } from '../data/profile-csv.ts'
import type { TablePlan } from '../data/table-plan.ts'
import { CONFIGS, cacheRoot } from './folders.ts'
import type { Io, OutputStream } from './io.ts'
import { showReading } from './reading-progress.ts'

/** What a file holds, and of which bytes that is true. */
export interface ProfiledFile extends TableProfile {
  readonly sha256: string
}

/** A table that was looked at and prepared, so that a study of it is known to work. */
export interface UnderstoodTable {
  readonly profile: ProfiledFile
  readonly plan: TablePlan
  readonly prepared: PreparedCase
  /** As the study declares it. */
  readonly table: TableOptions
  /** Of study, dataset and results folder. */
  readonly name: string
}

/** The table in a file named on the command line, as it stands. */
export function profileFile(data: string, { cwd, stderr }: Pick<Io, 'cwd' | 'stderr'>): ProfiledFile {
  const file = resolve(cwd, data)
  if (extname(file) !== '.npy') return profileTableFile(file, stderr)
  throw new InputError({
    where: { file },
    found: 'this is an array, whose columns are used as they are.',
    fix: `Name it in a study:  { name: mine, path: ${basename(file)}, target: y.npy }  or, where its columns have names,  target: COLUMN`,
  })
}

function profileTableFile(file: string, stderr: OutputStream): ProfiledFile {
  const sha256 = dataFileHash(file)
  const profile = showReading(stderr, (onRead) =>
    readUnchanged(new FileChunks(file, sha256, onRead), (bytes) => profileCsv(file, bytes)),
  )
  return { ...profile, sha256 }
}

/** Decides how the table is read and prepares it; what cannot be mended by any key is an `InputError`. */
export function understandTable(
  profile: ProfiledFile,
  choice: { readonly target: string; readonly task?: Task | undefined },
  io: Io,
): UnderstoodTable {
  const name = tableName(profile.file)
  const { plan, prepared } = planPrepared(profile, { ...choice, test_size: FIRST_SPLIT.test_size }, (plan) =>
    showReading(io.stderr, (onRead) =>
      prepareCase({ ...requestOf(plan, { name, path: profile.file }), cacheRoot: cacheRoot(io), onRead }),
    ),
  )
  if (prepared.hashes.source !== profile.sha256) throw changedFile(profile.file)
  return { profile, plan, prepared, table: plan.options, name }
}

/** What the study of a plan asks to be prepared. */
function requestOf(
  { target: { task, unstratified }, options: table }: TablePlan,
  file: { readonly name: string; readonly path: string },
): Omit<CaseRequest, 'cacheRoot'> {
  return {
    entry: { kind: 'file', ...file, table },
    split: { ...FIRST_SPLIT, stratify: task === 'classification' && unstratified === undefined },
    prepareName: 'default',
    steps: FIRST_STEPS,
    task,
  }
}

/** A name for study and dataset from that of the file; a bundled study keeps its own results. */
export function tableName(file: string): string {
  const stem = basename(file, extname(file)).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const name = stem
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 59)
    .replace(/[-._]+$/, '')
  if (name === '') return 'table'
  return bundledStudies(CONFIGS).includes(name) ? `${name}-data` : name
}
