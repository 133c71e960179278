import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleFolder, runExample, whyNotHere } from './example-folder.ts'
import { type ConsoleExample, type Example, examplePage } from './example-page.ts'
import { isUpdating, updateExamples } from './update-examples.ts'

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url))

const pages = readdirSync(DOCS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, file: join(DOCS, name), ...examplePage(readFileSync(join(DOCS, name), 'utf8')) }))
  .filter(({ examples }) => examples.length > 0)

test('pages with examples are found', () => {
  expect(pages.map(({ name }) => name)).toContain('reports.md')
})

describe.each(pages)('docs/$name', ({ name, file, setup, examples }) => {
  const folder = exampleFolder()
  const right = new Map<Example, readonly string[]>()
  afterAll(() => {
    folder.remove()
    if (isUpdating()) updateExamples(file, right)
  })

  beforeAll(() => {
    if (setup === undefined)
      throw new Error(`docs/${name} has examples, but no comment "<!-- examples" that says what they need`)
    for (const line of setup) folder.prepare(line)
  })

  const runs = (example: ConsoleExample) => () => {
    const { complaints, body } = runExample(example, folder.shell)
    right.set(example, body)
    if (!isUpdating()) expect(complaints.join('\n'), `docs/${name}:${example.line}`).toBe('')
  }

  for (const example of examples) {
    if (example.kind === 'file') {
      test(`${example.file} at line ${example.line}`, () => folder.write(example.file, example.body))
      continue
    }
    const why = whyNotHere(example)
    const title = `the commands at line ${example.line}`
    test.skipIf(why !== undefined)(why === undefined ? title : `${title} (not here: ${why})`, runs(example))
  }
})
