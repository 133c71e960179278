import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FACETS } from '../../src/compare/comparability.ts'
import { NAMES_OF_ROLES } from '../../src/compare/role-names.ts'
import { COMPARE_TABLES } from '../../src/compare/tables/index.ts'

const page = readFileSync('docs/compare.md', 'utf8')

/** The first column of the table below a line, and whatever is in code in the second. */
function tableBelow(line: string): [string, string[]][] {
  const [, below] = page.split(`${line}\n`)
  const rows = below.split('\n\n')[0].split('\n').slice(2)
  return rows.map((row) => {
    const [, name, words] = row.split('|')
    return [name.trim().replaceAll('`', ''), [...words.matchAll(/`([^`]+)`/g)].map(([, word]) => word)]
  })
}

test('the page lists every name of a column', () => {
  expect(tableBelow('<!-- names of columns -->')).toEqual(Object.entries(NAMES_OF_ROLES))
})

test('the page lists every facet and every table', () => {
  const names = (line: string) => tableBelow(line).map(([name]) => name)
  expect(names('## When results may be compared\n')).toEqual(FACETS)
  expect(
    names(
      'narrow it. `--format` and `--json` are those of `report`; a CSV file holds one table, by default the scores.\n',
    ),
  ).toEqual(Object.keys(COMPARE_TABLES))
})
