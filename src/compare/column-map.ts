import { z } from 'zod'
import { InputError } from '../config/input-error.ts'
import { plainValue } from '../config/located-tree.ts'
import { readYaml } from '../config/located-yaml.ts'
import { placeFinding, schemaFindings } from '../config/schema-findings.ts'
import { FACTS, type Metadata } from './metadata.ts'
import { ROLE_NAMES, type Role } from './role-names.ts'

/** What a user says of the columns of a file. */
export interface ColumnMap {
  /** The column that has a role, as the file names it. */
  readonly columns: Readonly<Partial<Record<Role, string>>>
  /** Words of the file and what they mean, by role. */
  readonly values: Readonly<Partial<Record<Role, Readonly<Record<string, string>>>>>
  /** What holds for every row. */
  readonly set: Metadata
  /** Columns to leave out. */
  readonly ignore: readonly string[]
}

export const NO_MAP: ColumnMap = { columns: {}, values: {}, set: {}, ignore: [] }

const names = { error: `one of: ${ROLE_NAMES.join(', ')}` }
const role = z.enum(ROLE_NAMES, names)
const word = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const keys = ['columns', 'values', 'set', 'ignore'].join(', ')

const schema = z.strictObject(
  {
    columns: z.partialRecord(role, z.string()).default({}),
    values: z.partialRecord(role, z.record(z.string(), word)).default({}),
    set: z
      .strictObject(FACTS, {
        error: (issue) =>
          issue.code === 'unrecognized_keys' ? Object.keys(FACTS).join(', ') : 'a mapping of facts',
      })
      .partial()
      .default({}),
    ignore: z.array(z.string(), { error: 'a list of columns' }).default([]),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : 'a mapping') },
)

/** The map in a YAML text; every mistake is told with `file:line:column`. */
export function parseColumnMap(source: { readonly file: string; readonly text: string }): ColumnMap {
  const { root, problems } = readYaml(source, keys)
  const checked = schema.safeParse(plainValue(root))
  const findings = schemaFindings(root, checked.error?.issues ?? [])
  const all = [...problems, ...findings.map((finding) => placeFinding(root, finding))]
  if (!checked.success || all.length > 0) throw new InputError(all)
  return checked.data
}
