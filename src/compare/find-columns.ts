import { InputError } from '../config/input-error.ts'
import { quoted } from '../config/printable.ts'
import type { ColumnMap } from './column-map.ts'
import type { CsvRows } from './csv-rows.ts'
import { NAMES_OF_ROLES, plainName, ROLE_NAMES, type Role } from './role-names.ts'

/** Which column has which role, by position. */
export type Columns = Readonly<Partial<Record<Role, number>>>

export interface FoundColumns {
  readonly columns: Columns
  /** Columns without a role. */
  readonly others: readonly string[]
}

/** Throws where two columns could have one role: which one counts is for the user to say. */
export function findColumns({ file, header }: CsvRows, map: ColumnMap): FoundColumns {
  refuseUnknown(file, header, map)
  const problems: string[] = []
  const columns: Partial<Record<Role, number>> = {}
  const taken = new Set<number>()
  for (const role of ROLE_NAMES) {
    const found = candidates(role, header, map)
    if (found.length > 1)
      problems.push(`${found.map((at) => quoted(header[at])).join(' and ')} could be ${role}`)
    if (found.length !== 1) continue
    columns[role] = found[0]
    taken.add(found[0])
  }
  if (columns.score !== undefined && columns.accuracy !== undefined)
    problems.push(
      `${quoted(header[columns.accuracy])} and ${quoted(header[columns.score])} could be accuracy`,
    )
  if (problems.length > 0)
    throw new InputError({
      where: { file, line: 1 },
      found: `${problems.join('; ')}.`,
      fix: 'Say which in a file for --map:  columns: { ROLE: NAME }  or  ignore: [NAME]',
    })
  return { columns, others: header.filter((_, at) => !taken.has(at)) }
}

function candidates(role: Role, header: readonly string[], { columns, ignore }: ColumnMap): number[] {
  const named = columns[role]
  if (named !== undefined) return [header.indexOf(named)]
  const mapped: readonly string[] = Object.values(columns)
  const known: readonly string[] = NAMES_OF_ROLES[role]
  return [...header.keys()].filter(
    (at) =>
      known.includes(plainName(header[at])) && !ignore.includes(header[at]) && !mapped.includes(header[at]),
  )
}

function refuseUnknown(file: string, header: readonly string[], { columns, ignore }: ColumnMap): void {
  const unknown = [...Object.values(columns), ...ignore].find((name) => !header.includes(name))
  if (unknown === undefined) return
  throw new InputError({
    where: { file, line: 1 },
    found: `the map names the column ${quoted(unknown)}; there are: ${header.map(quoted).join(', ')}.`,
    fix: 'Write the name as the file has it.',
  })
}
