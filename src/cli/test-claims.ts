import { relative } from 'node:path'
import { parseClaims } from '../config/claims-file.ts'
import { claimsTable } from '../report/claims/claims-table.ts'
import { testClaims } from '../report/claims/test-claims.ts'
import { filterTables, parseFilter } from '../report/filter-rows.ts'
import type { AuditOptions } from './audit.ts'
import { namedLedgers } from './find-ledger.ts'
import { CONFIGS } from './folders.ts'
import { EXIT, type Io } from './io.ts'
import { readResults } from './read-results.ts'
import { formatOf, writeTables } from './report.ts'
import { yamlSource } from './yaml-source.ts'

/** `knnbench claims test`: what a ledger says of claims; never runs anything. Gives the exit code. */
export function testClaimsCommand(
  file: string,
  results: string | undefined,
  options: Omit<AuditOptions, 'verbose'>,
  io: Io,
): number {
  const format = formatOf(options)
  const claims = parseClaims(yamlSource(file, CONFIGS, io))
  const [{ folder }] = namedLedgers(results === undefined ? [] : [results], io)
  if (results === undefined) io.stderr.write(`${relative(io.cwd, folder)} (the newest ledger)\n`)
  const tested = testClaims(claims, readResults(folder))
  const reasons = format === 'csv' || format === 'json' ? 'column' : 'footnote'
  const tables = [claimsTable(claims, tested, reasons)]
  writeTables(filterTables(tables, (options.filter ?? []).map(parseFilter)), format, io)
  const isRefuted = tested.some(({ verdict }) => verdict === 'contradicted')
  return options.strict === true && isRefuted ? EXIT.regression : EXIT.ok
}
