import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { DOCUMENT_RENDERERS, RENDERERS } from '../../src/report/render/index.ts'
import { TABLES } from '../../src/report/tables/index.ts'

const page = readFileSync(fileURLToPath(new URL('../../docs/reports.md', import.meta.url)), 'utf8')

/** Rows of the table of the page that begins with this header, as Markdown. */
function rowsUnder(header: string): string[] {
  const lines = page.split('\n')
  const start = lines.indexOf(header)
  if (start === -1) throw new Error(`docs/reports.md has no table that begins with "${header}"`)
  const rest = lines.slice(start + 2)
  return rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('| ')),
  )
}

test('the page has every table with its summary, in the order of --list-tables', () => {
  const rows = rowsUnder('| table | what it has |')
  const right = Object.entries(TABLES).map(([name, { summary }]) => `| \`${name}\` | ${summary} |`)
  const missing = right.filter((row) => !rows.includes(row))
  const foreign = rows.filter((row) => !right.includes(row))
  expect({ missing, foreign }, 'the table "what it has" in docs/reports.md').toEqual({
    missing: [],
    foreign: [],
  })
  expect(rows).toEqual(right)
})

test('the page has every format, those of a whole report first', () => {
  const formats = rowsUnder('| format | what it is for |').map((row) => row.split('`')[1])
  expect(formats.toSorted(), 'the table "what it is for" in docs/reports.md').toEqual(
    Object.keys(RENDERERS).toSorted(),
  )
  const documents = ['terminal', ...Object.keys(DOCUMENT_RENDERERS), 'html']
  expect(formats.slice(0, documents.length)).toEqual(documents)
  expect(page).toContain('The first four hold a whole report too.')
  expect(documents).toHaveLength(4)
})
