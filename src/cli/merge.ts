import { mkdirSync } from 'node:fs'
import { relative } from 'node:path'
import { NAME } from '../config/name.ts'
import { openAnswerStore } from '../ledger/answer-store.ts'
import { lockLedger } from '../ledger/lock.ts'
import { mergeLedgers, type NamedRecords } from '../ledger/merge/merge-ledgers.ts'
import { readLedger } from '../ledger/read-ledger.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { namedAnswers, writeLedger } from '../ledger/write-ledger.ts'
import { mergeSummary } from '../report/merge-summary.ts'
import { earlierMerge } from './earlier-merge.ts'
import { namedLedgers } from './find-ledger.ts'
import { resultsFolder } from './folders.ts'
import { EXIT, type Io } from './io.ts'
import { mergeText } from './merge-text.ts'
import { readResults } from './read-results.ts'
import { ledgerReference } from './study-reference.ts'

export interface MergeOptions {
  readonly out?: string
  readonly json?: true
}

interface Source extends NamedRecords {
  readonly folder: string
}

/** `knnbench merge`: unites ledgers of one study. Gives the exit code. */
export function mergeCommand(named: readonly string[], options: MergeOptions, io: Io): number {
  const sources = namedLedgers(named, io).map(({ folder, name }) => source(folder, name))
  const studies = mergeLedgers(sources) // refuses what does not go together before anything is written
  const folder = mergedFolder(studies, options.out, io)
  mkdirSync(folder, { recursive: true })
  const unlock = lockLedger(folder, new Date().toISOString())
  try {
    const earlier = earlierMerge(folder, io)
    const own =
      earlier === undefined ? [] : [{ folder, name: relative(io.cwd, folder) || '.', records: earlier }]
    const all = [...sources.filter((one) => one.folder !== folder), ...own]
    const records = mergeLedgers(all)
    copyAnswers(all, records, folder)
    writeLedger(folder, records)
  } finally {
    unlock()
  }
  const results = readResults(folder)
  const summary = {
    ...mergeSummary(
      results,
      ledgerReference(results.study, { folder: resultsFolder(io, results.study.name, undefined) }, io),
    ),
    ledgers: sources.length,
    folder: relative(io.cwd, folder) || '.',
  }
  io.stdout.write(options.json === true ? `${JSON.stringify(summary, null, 2)}\n` : mergeText(summary))
  return EXIT.ok
}

function source(folder: string, name: string): Source {
  return { folder, name, records: readLedger(folder).records }
}

/** Where the merged ledger goes; a bare name is one below `results/`. */
function mergedFolder(records: readonly LedgerRecord[], out: string | undefined, io: Io): string {
  if (out !== undefined && NAME.test(out)) return resultsFolder(io, out, undefined)
  const study = records.find((record) => record.type === 'study')
  return resultsFolder(io, study?.name ?? 'merged', out)
}

/** The answer files of all records, from the first ledger that names them. */
function copyAnswers(sources: readonly Source[], records: readonly LedgerRecord[], folder: string): void {
  const wanted = new Set(namedAnswers(records))
  const target = openAnswerStore(folder)
  for (const { folder: from, records: own } of sources) {
    if (from === folder) continue
    const store = openAnswerStore(from)
    for (const sha256 of namedAnswers(own)) if (wanted.delete(sha256)) target.put(store.read(sha256))
  }
}
