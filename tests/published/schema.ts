import { schemaCommand } from '../../src/cli/schema.ts'

/** What `knnbench schema` prints. */
export function published(format: 'ledger' | 'protocol'): unknown {
  let text = ''
  schemaCommand(format, {
    stdout: { write: (part) => (text += part) },
    stderr: { write: () => undefined },
    env: {},
    cwd: '/',
    catchInterrupts: () => new AbortController().signal,
  })
  return JSON.parse(text)
}

/** A part of a schema, by its key. */
export function part(schema: unknown, key: string): unknown {
  const entry =
    typeof schema === 'object' && schema !== null
      ? Object.entries(schema).find(([k]) => k === key)
      : undefined
  if (entry === undefined) throw new Error(`the schema has no ${key}`)
  return entry[1]
}
