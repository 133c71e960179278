import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { NO_MAP, parseColumnMap } from '../compare/column-map.ts'
import { csvSource } from '../compare/csv-source.ts'
import { type KnownData, ledgerSource } from '../compare/ledger-source.ts'
import { parseMetadata } from '../compare/metadata.ts'
import { withPredictions } from '../compare/prediction-file.ts'
import type { Source } from '../compare/source.ts'
import { InputError } from '../config/input-error.ts'
import type { Study } from '../config/study.ts'
import { findSource } from '../data/dataset-source.ts'
import { datasetFrom } from '../data/load-dataset.ts'
import { classesByAppearance, isCompleteNumbers, rowsHash } from '../data/rows-hash.ts'
import { sniffEncoding } from '../data/sniff-format.ts'
import { LEDGER_FILE } from '../ledger/read-ledger.ts'
import type { Results } from '../report/results.ts'
import { namedLedgers } from './find-ledger.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { ledgerStudy } from './ledger-study.ts'
import { answerReader, readResults } from './read-results.ts'
import { type DataFlags, withGivenFiles } from './recorded-data.ts'

export interface SourceFlags extends Pick<DataFlags, 'datasetFile'> {
  /** For CSV files that have no map of their own beside them. */
  readonly map?: string
}

/** A results folder, its ledger or the name of a study, or a CSV file with whatever lies beside it. */
export function readSource(named: string, flags: SourceFlags, io: Io): Source {
  const path = resolve(io.cwd, named)
  const isFile = basename(path) !== LEDGER_FILE && existsSync(path) && !statSync(path).isDirectory()
  if (isFile) return readCsvSource(named, path, flags, io)
  if (/\.csv$/i.test(named))
    throw new InputError({ where: { file: path }, found: 'there is no such file.', fix: 'Check the path.' })
  return readLedgerSource(named, flags, io)
}

function readCsvSource(name: string, file: string, { map: given }: SourceFlags, { cwd }: Io): Source {
  const stem = join(dirname(file), basename(file).replace(/\.csv$/i, ''))
  const shown = (path: string) => relative(cwd, path)
  const beside = `${stem}.map.yaml`
  const mapFile = existsSync(beside) ? beside : given === undefined ? undefined : resolve(cwd, given)
  const metadataFile = `${stem}.meta.json`
  const source = csvSource({
    file: shown(file),
    name,
    text: readText(file),
    metadata: existsSync(metadataFile) ? parseMetadata(shown(metadataFile), readText(metadataFile)) : {},
    map: mapFile === undefined ? NO_MAP : parseColumnMap({ file: shown(mapFile), text: readText(mapFile) }),
  })
  const predictions = `${stem}.predictions.csv`
  return existsSync(predictions) ? withPredictions(source, shown(predictions), readText(predictions)) : source
}

/** No results are as large, and whatever is no file may never end. */
const MAX_BYTES = 256 * 2 ** 20

function readText(file: string): string {
  const stat = statSync(file)
  if (!stat.isFile() || stat.size > MAX_BYTES)
    throw new InputError({
      where: { file },
      found: stat.isFile() ? 'the file has more than 256 MiB.' : 'this is no file.',
      fix: 'Is it the right path?',
    })
  const bytes = readFileSync(file)
  return new TextDecoder(sniffEncoding([bytes])).decode(bytes)
}

function readLedgerSource(named: string, flags: SourceFlags, io: Io): Source {
  const [{ folder }] = namedLedgers([named], io)
  const results = readResults(folder)
  const study = keptStudy(results, flags, io)
  const data = study === undefined ? new Map<string, KnownData>() : knownData(results, study, io)
  return ledgerSource({ name: named, results, readAnswer: answerReader(folder), study, data })
}

/** Undefined where the ledger keeps none that can be read here; then less is known, and the rest is as it is. */
function keptStudy(results: Results, flags: SourceFlags, io: Io): Study | undefined {
  const located = ifReadable(() => ledgerStudy(results.study, { allow_outside: false }, io))
  if (located === undefined) return undefined
  const { datasetFile = [] } = flags
  const files = located.study.datasets.flatMap((entry) => (entry.kind === 'file' ? [entry.name] : []))
  const own = datasetFile.filter((word) => files.includes(word.split('=')[0]))
  return withGivenFiles(located.study, { datasetFile: own }, io)
}

/** Hashes of the datasets whose bytes are still those that were measured. */
function knownData({ index }: Results, study: Study, io: Io): Map<string, KnownData> {
  const known = new Map<string, KnownData>()
  for (const entry of study.datasets) {
    const facts = index.data.find(({ dataset }) => dataset === entry.name)
    const dataset = ifReadable(() => {
      const source = findSource(entry, study.task, cacheRoot(io))
      return source.sha256 === facts?.source_sha256 ? datasetFrom(entry.name, source, study.task) : undefined
    })
    if (dataset === undefined) continue
    const { target } = dataset
    known.set(entry.name, {
      rows: dataset.n,
      rows_sha256: rowsHash(dataset),
      complete_numbers: isCompleteNumbers(dataset),
      classes: target.kind === 'classes' ? classesByAppearance(target) : undefined,
    })
  }
  return known
}

function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}
