import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isTableName } from '../../src/report/tables/index.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(`${ROOT}docs/statistics.md`, 'utf8')
const section = page.split('## Where each statistic appears')[1].split('\n## ')[0]
const rows = section.split('\n').filter((line) => line.startsWith('| `'))

function names(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)
}

/** The text of all files below a folder of `src`. */
function code(folder: string): string {
  return readdirSync(`${ROOT}src/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${ROOT}src/${folder}/${file}`, 'utf8'))
    .join('\n')
}

test('the page names tables that there are', () => {
  const tables = rows.flatMap((row) => names(row.split('|')[1]))
  expect(tables.filter((name) => !isTableName(name))).toEqual([])
  expect(tables.length).toBeGreaterThan(7)
})

test('each function that it names is a statistic, and the report calls it', () => {
  const statistics = rows.flatMap((row) => names(row.split('|')[3]))
  const [stats, report] = [code('stats'), code('report')]
  expect(statistics.length).toBeGreaterThan(15)
  expect(statistics.filter((name) => !stats.includes(`export function ${name}(`))).toEqual([])
  expect(
    statistics.filter(
      (name) => !new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '[^']*stats/`).test(report),
    ),
  ).toEqual([])
})
