import { resolve } from 'node:path'
import { FACETS, type FacetName } from '../compare/comparability.ts'
import { type Comparison, compareSources } from '../compare/comparison.ts'
import { type CompareOutcome, outcomeOf } from '../compare/outcome.ts'
import type { Series, Source } from '../compare/source.ts'
import { COMPARE_TABLES, type CompareTableName, isCompareTable } from '../compare/tables/index.ts'
import { InputError } from '../config/input-error.ts'
import { didYouMean } from '../config/nearest-name.ts'
import { printable } from '../config/printable.ts'
import type { OutputFormat, Table } from '../report/table.ts'
import { EXIT, type Io } from './io.ts'
import { readSource, type SourceFlags } from './read-source.ts'
import { formatOf, writeTables } from './report.ts'
import { tell } from './tell.ts'
import { writeDraft } from './write-draft.ts'

export interface CompareOptions extends SourceFlags {
  readonly accept?: readonly string[]
  readonly dataset?: readonly string[]
  readonly engine?: readonly string[]
  readonly table?: string
  readonly draftStudy?: string
  readonly format?: OutputFormat
  readonly json?: true
}

/** `knnbench compare`: results of anybody's beside each other, once it is clear whether they may be. Gives the exit code. */
export function compareCommand(named: readonly string[], options: CompareOptions, io: Io): number {
  const format = formatOf(options)
  const accepted = (options.accept ?? []).map(facetName)
  const table = options.table === undefined ? undefined : tableName(options.table)
  const draft = options.draftStudy
  if (named.length < (draft === undefined ? 2 : 1))
    throw new InputError({
      found: 'one source compares with nothing.',
      fix: 'Name two: knnbench compare results/mine theirs.csv',
    })
  const sources = named.map((one) => narrowed(readSource(one, options, io), options))
  if (draft !== undefined) writeDraft(sources, resolve(io.cwd, draft), io)
  if (sources.length === 1) return EXIT.ok
  const comparison = compareSources(sources, accepted)
  requirePairs(comparison)
  writeTables(shownTables(comparison, table, format), format, io)
  const outcome = outcomeOf(comparison)
  tell(io, ['', `Outcome  ${OUTCOME_WORDS[outcome]}`, ...openWords(comparison)])
  return EXIT_CODES[outcome]
}

function facetName(name: string): FacetName {
  const known = FACETS.find((facet) => facet === name)
  if (known !== undefined) return known
  throw new InputError({
    found: `--accept is "${name}"; allowed: ${FACETS.join(', ')}.${didYouMean(name, FACETS)}`,
    fix: '',
  })
}

const TABLE_NAMES = Object.keys(COMPARE_TABLES)

function tableName(name: string): CompareTableName {
  if (isCompareTable(name)) return name
  throw new InputError({
    found: `--table is "${name}"; allowed: ${TABLE_NAMES.join(', ')}.${didYouMean(name, TABLE_NAMES)}`,
    fix: '',
  })
}

/** Only what is asked for; a name that is nowhere is an error. */
function narrowed(source: Source, { dataset = [], engine = [] }: CompareOptions): Source {
  const isAsked = (names: readonly string[], name: string | undefined) =>
    names.length === 0 || name === undefined || names.includes(name)
  // Foreign files call their engines as they like, so that --engine chooses among those of a ledger.
  const isEngine = ({ engine: name }: Series) => source.kind === 'table' || isAsked(engine, name)
  const series = source.series.filter((one) => isAsked(dataset, one.dataset) && isEngine(one))
  if (series.length > 0 || source.kind === 'cv_results_')
    return series.length > 0 ? { ...source, series } : source
  const has = (of: (one: Series) => string | undefined) => [
    ...new Set(source.series.flatMap((one) => of(one) ?? [])),
  ]
  throw new InputError({
    found: `${source.name} has nothing of that; datasets: ${has((one) => one.dataset).join(', ')}; engines: ${has((one) => one.engine).join(', ')}.`,
    fix: 'Change --dataset or --engine.',
  })
}

function requirePairs({ sources, pairs }: Comparison): void {
  if (pairs.length > 0) return
  const words = sources.map(({ name, series }) => {
    const datasets = [...new Set(series.flatMap(({ dataset }) => dataset ?? []))]
    return `${name}: ${datasets.join(', ')}`
  })
  throw new InputError({
    found: `the sources have no dataset in common (${words.join('; ')}).`,
    fix: 'If they only name it otherwise, say  set: { dataset: NAME }  in --map.',
  })
}

/** All tables that say something; of a CSV file, which holds one, the scores. */
function shownTables(
  comparison: Comparison,
  name: CompareTableName | undefined,
  format: OutputFormat,
): readonly Table[] {
  if (name !== undefined) return [COMPARE_TABLES[name](comparison)]
  if (format === 'csv') return [COMPARE_TABLES.scores(comparison)]
  const tables = Object.values(COMPARE_TABLES).map((make) => make(comparison))
  return format === 'json' ? tables : tables.filter(({ rows }) => rows.length > 0)
}

const OUTCOME_WORDS = {
  equal: 'every score and label that both have is the same',
  'no difference shown': 'no difference is shown',
  differs: 'a difference is shown',
  inconclusive: 'scores differ, and no test here can judge it',
  'not comparable': 'not comparable: see the first table',
} satisfies Record<CompareOutcome, string>

const EXIT_CODES = {
  equal: EXIT.ok,
  'no difference shown': EXIT.ok,
  differs: EXIT.regression,
  inconclusive: EXIT.inconclusive,
  'not comparable': EXIT.inconclusive,
} satisfies Record<CompareOutcome, number>

/** What the outcome hangs on, once for every source. */
function openWords({ pairs }: Comparison): string[] {
  const open = pairs.filter(({ blocked }) => blocked.length === 0).flatMap(({ conditions }) => conditions)
  return open.length === 0 ? [] : [`Only if  ${[...new Set(open)].map(printable).join('; ')}`]
}
