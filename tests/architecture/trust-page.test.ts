import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('docs/trust.md', 'utf8')
const rows = page
  .slice(page.indexOf('## Line by line'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| line '))

test('every line of trust names its tests, and they exist', () => {
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows) {
    const cells = row.split(' | ')
    expect(cells, row).toHaveLength(3)
    const named = [...cells[2].matchAll(/`(tests\/[^`]+)`/g)].map(([, file]) => file)
    expect(named.length, row).toBeGreaterThan(0)
    expect(named.filter((file) => !existsSync(file))).toEqual([])
  }
})
