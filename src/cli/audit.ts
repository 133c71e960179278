import { audit } from '../audit/audit.ts'
import { parsePublished } from '../audit/parse-published.ts'
import { auditTable } from '../report/audit-table.ts'
import { filterTables, parseFilter } from '../report/filter-rows.ts'
import type { OutputFormat } from '../report/table.ts'
import { PUBLISHED } from './folders.ts'
import { EXIT, type Io } from './io.ts'
import { formatOf, writeTables } from './report.ts'
import { yamlSource } from './yaml-source.ts'

export interface AuditOptions {
  readonly verbose?: true
  readonly strict?: true
  readonly filter?: readonly string[]
  readonly format?: OutputFormat
  readonly json?: true
}

/** `knnbench claims audit`: what a publication prints, recomputed from what else it prints. Gives the exit code. */
export function auditCommand(file: string, options: AuditOptions, io: Io): number {
  const format = formatOf(options)
  const study = parsePublished(yamlSource(file, PUBLISHED, io))
  const figures = audit(study)
  const isForPrograms = format === 'csv' || format === 'json'
  const detail = options.verbose === true || isForPrograms ? 'derivations' : 'figures'
  const tables = [auditTable(study, figures, detail)]
  writeTables(filterTables(tables, (options.filter ?? []).map(parseFilter)), format, io)
  const isRefuted = figures.some(({ finding }) => finding.outcome === 'inconsistent')
  return options.strict === true && isRefuted ? EXIT.regression : EXIT.ok
}
