interface PlainTable {
  readonly name: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** The rows of tables printed as JSON, by the name of the table. */
export function plainTables(stdout: string): Map<string, PlainTable['rows']> {
  const tables: readonly PlainTable[] = JSON.parse(stdout)
  return new Map(tables.map(({ name, rows }) => [name, rows]))
}
