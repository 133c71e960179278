import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const PAGE = readFileSync('docs/cross-validation.md', 'utf8')

/** The blocks of the page in one language. */
function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text)
}

const [study] = blocks('yaml')
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'))
const place = workplace()
afterAll(place.remove)

test('every command of the page works, in its order, and the report is the one shown', () => {
  writeFileSync(join(place.folder, 'folds.yaml'), study)
  expect(commands.length).toBeGreaterThan(4)
  for (const [i, command] of commands.entries()) {
    const [tool, ...words] = command.split(' ')
    const { status, stdout, stderr } = place.knnbench(...words)
    expect([tool, status, command, stderr]).toEqual(['knnbench', 0, command, expect.any(String)])
    if (i === 0) expect(stdout).toBe(blocks('text')[0])
  }
})

test('its paper leaves to the CSV what has no row on a page: the selected configuration is the one it is compared with', () => {
  expect(place.knnbench('report', 'folds', '--paper', '--out', 'paper').status).toBe(0)
  const tables = readdirSync(join(place.folder, 'paper/tables')).filter((name) =>
    name.startsWith('configuration-'),
  )
  expect(tables).toEqual(['configuration-comparisons.csv'])
})

test('the splits of the table and of the text can be written so', () => {
  const kinds = [...PAGE.matchAll(/^\| `([a-z-]+)` \| (`n_splits.*?) \|/gm)].map(([, kind, keys]) => {
    const defaults = [...keys.matchAll(/`(\w+: \w+)`/g)].map(([, key]) => key)
    return `{ kind: ${kind}, ${defaults.join(', ')} }`
  })
  expect(kinds).toHaveLength(4)
  const [listed] = PAGE.match(/splits: \[.*?\](?=`)/) ?? ['none']
  for (const splits of [`splits: [${kinds.join(', ')}]`, listed]) {
    const file = writeStudy(place.folder, study.replace(/^split: .*$/m, splits))
    const { status, stderr } = place.knnbench('run', file, '--dry-run')
    expect([status, stderr]).toEqual([0, ''])
  }
})
