import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OUTCOMES } from '../../src/report/reproduction/outcome.ts'
import { workplace } from './cli.ts'

const page = readFileSync('docs/reproduce.md', 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text)
const commands = blocks('sh').flatMap((text) => text.trimEnd().split('\n'))
const place = workplace()
afterAll(place.remove)
beforeAll(() => writeFileSync(join(place.folder, 'mine.yaml'), blocks('yaml').join('')))

/** What each command must print; whether a verdict comes out again is left to the four rounds of the page. */
const SHOWN: readonly { readonly codes: readonly number[]; readonly words: string }[] = [
  { codes: [0], words: 'ts-kdtree' },
  { codes: [0], words: 'Nothing was started.' },
  { codes: [0], words: 'agrees' },
  { codes: [0, 3, 4], words: 'Times and verdicts' },
  { codes: [0, 3, 4], words: 'growth_bytes_old,growth_bytes_new' },
]

test('the page has a command for each thing that is expected', () => {
  expect(commands).toHaveLength(SHOWN.length)
})

test.each(commands.map((command, i) => [command, SHOWN[i]] as const))(
  '%s works',
  (command, { codes, words }) => {
    const [tool, ...argv] = command.split(' ')
    expect(tool).toBe('knnbench')
    const { status, stdout } = place.knnbench(...argv)
    expect(codes).toContain(status)
    expect(stdout).toContain(words)
  },
)

test('and a row for each outcome', () => {
  const named = [...page.matchAll(/^\| ([a-z ]+) \|/gm)].map(([, name]) => name)
  expect(named.toSorted()).toEqual(['outcome', ...OUTCOMES].toSorted())
})
