import { join, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable } from '../config/printable.ts'
import type { DatasetEntry, Study } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { FIRST_SPLIT, FIRST_STEPS } from '../config/study-text.ts'
import { caseSplits } from '../data/case-split.ts'
import { exportCase } from '../data/prepare-case.ts'
import type { TableReference } from '../report/run-command.ts'
import { chosenStudy, type TableFlags } from './chosen-study.ts'
import { requireName, taskOf } from './dataset-names.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { readStudy } from './read-study.ts'
import { showReading } from './reading-progress.ts'
import { pathsFromHere } from './shown-path.ts'
import { prepareStudyCase } from './study-cases.ts'
import { tableStudy } from './table-study.ts'

interface PrepareOptions extends TableFlags {
  readonly json?: true
  readonly study?: string
  readonly out: string
  readonly allowOutside?: true
}

/** `knnbench datasets prepare`: one folder a case, with the files that engines get. */
export function prepareCommand(name: string, options: PrepareOptions, io: Io): void {
  const { entry, splits, prepares, task, places } = preparationOf(name, options, io)
  const request = { entry, task, cacheRoot: cacheRoot(io) }
  const cases = showReading(io.stderr, (onRead) =>
    splits
      .flatMap(caseSplits)
      .flatMap((split) =>
        Object.entries(prepares).map(([prepareName, steps]) =>
          prepareStudyCase({ ...request, split, prepareName, steps, onRead }, places),
        ),
      ),
  )
  const out = resolve(io.cwd, options.out)
  const written = cases.map((prepared) => {
    const folder = cases.length === 1 ? out : join(out, ...prepared.case_id.split('/').slice(1))
    exportCase(prepared, folder)
    return {
      case_id: prepared.case_id,
      folder,
      n_train: prepared.n_train,
      n_test: prepared.n_test,
      n_features: prepared.n_features,
      hashes: prepared.hashes,
    }
  })
  const lines = written.map(
    (one) =>
      `${one.case_id}: ${one.n_train} train, ${one.n_test} test, ${one.n_features} features in ${one.folder}\n`,
  )
  io.stdout.write(
    options.json === true ? `${JSON.stringify(written, null, 2)}\n` : pathsFromHere(lines.join(''), io.cwd),
  )
}

interface Preparation {
  readonly entry: DatasetEntry
  readonly splits: Study['splits']
  readonly prepares: Study['prepares']
  readonly task: Study['task']
  /** Undefined where no study says anything. */
  readonly places?: StudyPlaces
}

function defaults(name: string): Preparation {
  requireName(name)
  const task = taskOf(name)
  return {
    entry: { kind: 'named', name, overrides: {} },
    splits: [{ ...FIRST_SPLIT, stratify: task === 'classification' }],
    prepares: { default: FIRST_STEPS },
    task,
  }
}

function preparationOf(name: string, options: PrepareOptions, io: Io): Preparation {
  const { study, data, target } = options
  if (study === undefined && data === undefined && target === undefined) return defaults(name)
  const reference = chosenStudy(study, options, io)
  return typeof reference === 'string' ? ofStudy(name, reference, options, io) : ofTable(name, reference, io)
}

function ofTable(name: string, table: TableReference, io: Io): Preparation {
  const { study, places } = tableStudy(table, io)
  return preparation(name, study, places, printable(table.data))
}

function ofStudy(name: string, reference: string, { allowOutside }: PrepareOptions, io: Io): Preparation {
  const { study, places } = readStudy(reference, allowOutside === true ? { allowOutside } : {}, io)
  return preparation(name, study, places, reference)
}

function preparation(name: string, study: Study, places: StudyPlaces, where: string): Preparation {
  const { splits, prepares, task } = study
  const entry = study.datasets.find((dataset) => dataset.name === name)
  if (entry !== undefined) return { entry, splits, prepares, task, places }
  const known = study.datasets.map((dataset) => dataset.name)
  throw new InputError({
    found: `${where} has no dataset "${name}"; it has: ${known.join(', ')}.${didYouMean(name, known)}`,
    fix: '',
  })
}
