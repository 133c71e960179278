import { InputError } from '../config/input-error.ts'
import { bundledStudies, loadStudy, studyFromText } from '../config/load-study.ts'
import { narrowStudy } from '../config/narrow-study.ts'
import type { LocatedStudy } from '../config/parse-study.ts'
import type { KnownNames, Study } from '../config/study.ts'
import { studyHash } from '../config/study-hash.ts'
import { usedEngines } from '../config/used-engines.ts'
import type { RecordOf } from '../ledger/record.ts'
import { CONFIGS } from './folders.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'

/** What errors call the study that a ledger keeps. Its paths start at the working directory, as the file's would. */
const KEPT_STUDY = 'study kept in the ledger'

type StudyRecord = RecordOf<'study'>

/**
 * The study that a ledger keeps, checked as any study file is: a ledger may come from a stranger. Ledgers of versions
 * that kept none are of the bundled study they name, if that is still the same. Throws `InputError`.
 */
export function ledgerStudy(
  record: StudyRecord,
  { allow_outside }: { readonly allow_outside: boolean },
  io: Pick<Io, 'cwd'>,
): LocatedStudy {
  const { study_file } = record
  if (study_file === undefined) return bundledStudy(record, io)
  const source = { file: KEPT_STUDY, text: study_file }
  return studyFromText(source, { known: namesThen(record, study_file), cwd: io.cwd, allow_outside })
}

/** The names that are known here, and those that were when the ledger was written: what is gone may be left out. */
function namesThen({ datasets }: StudyRecord, study_file: string): KnownNames {
  const known = knownNames()
  const union = (...names: readonly string[]) => [...new Set(names)]
  return {
    ...known,
    datasets: union(...known.datasets, ...datasets),
    engines: union(...known.engines, ...usedEngines(study_file)),
  }
}

/** Throws for engines of a ledger that this installation does not have. */
export function requireKnownEngines({ engines }: Study): void {
  const known = knownNames().engines
  const unknown = engines.filter(({ use, manifest }) => manifest === undefined && !known.includes(use))
  if (unknown.length === 0) return
  const kept = engines.filter((engine) => !unknown.includes(engine)).map(({ name }) => `--engine ${name}`)
  throw new InputError(
    unknown.map(({ name, use }, i) => ({
      found: `the engine ${name}${use === name ? '' : ` (${use})`} of the ledger is not part of this installation.`,
      fix: i < unknown.length - 1 || kept.length === 0 ? '' : `Leave it out with: ${kept.join(' ')}`,
    })),
  )
}

function bundledStudy(record: StudyRecord, io: Pick<Io, 'cwd'>): LocatedStudy {
  const { invoked, name, protocol, study_hash } = record
  const reference = invoked?.study ?? name
  const refused = new InputError({
    found: `this ledger, of knnbench ${record.tool_version}, does not keep its study, and no bundled study is the same as its ${name}.`,
    fix: 'Run the study itself: knnbench run STUDY.yaml --out results/again',
  })
  if (invoked?.table !== undefined || !bundledStudies(CONFIGS).includes(reference)) throw refused
  const located = loadStudy(reference, { configsDirectory: CONFIGS, known: knownNames(), cwd: io.cwd })
  const study = narrowed(located.study, record, refused)
  const same = { ...study, name, protocol: protocolOf(protocol) }
  if (studyHash(same) !== study_hash) throw refused
  return { ...located, study: same }
}

function narrowed(study: LocatedStudy['study'], { datasets, engines }: StudyRecord, refused: InputError) {
  try {
    return narrowStudy(study, { datasets, engines: engines.map(({ name }) => name) }).study
  } catch {
    throw refused // it names what the bundled one has no more
  }
}

/** The recorded protocol as a study has it: without keys that have no value. */
function protocolOf({
  max_arm_ns,
  budget_ns,
  ...rest
}: StudyRecord['protocol']): LocatedStudy['study']['protocol'] {
  return {
    ...rest,
    ...(max_arm_ns === undefined ? {} : { max_arm_ns }),
    ...(budget_ns === undefined ? {} : { budget_ns }),
  }
}
