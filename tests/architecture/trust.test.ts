import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { RENDERERS } from '../../src/report/render/index.ts'
import type { OutputFormat } from '../../src/report/table.ts'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

/** Files whose code, without comments, has this. */
function filesWith(pattern: RegExp): string[] {
  const code = (file: string): string =>
    readFileSync(join(SRC, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return FILES.filter((file) => pattern.test(code(file))).sort()
}

test('programs are started word by word, and never through a shell', () => {
  const imports = FILES.flatMap((file) => [
    ...readFileSync(join(SRC, file), 'utf8').matchAll(/import \{([^}]*)\} from 'node:child_process'/g),
  ]).flatMap(([, names]) => names.split(',').map((name) => name.trim()))
  expect(imports.length).toBeGreaterThan(3)
  expect([...new Set(imports)].sort()).toEqual(['spawn', 'spawnSync', 'type ChildProcess'])
  expect(filesWith(/\bshell:/)).toEqual([])
})

test('no text is run as code', () => {
  expect(filesWith(/\beval\(|\bnew Function\b|from '(node:)?vm'/)).toEqual([])
})

test('the network is touched where datasets are pulled, and nowhere else', () => {
  expect(filesWith(/\bfetch\(|typeof fetch|\?\? fetch/)).toEqual([
    'cli/io.ts',
    'cli/pull.ts',
    'data/download.ts',
  ])
  expect(filesWith(/'(node:)?(http|https|http2|net|tls|dgram|dns)(\/promises)?'|\bWebSocket\b/)).toEqual([])
  expect(filesWith(/'pip'/)).toEqual(['runner/setups/python-setup.ts']) // engines setup, which is asked for
  expect(filesWith(/program: 'cargo'/)).toEqual(['runner/setups/cargo-setup.ts']) // the same
  expect(filesWith(/program: 'npm'/)).toEqual(['runner/setups/npm-setup.ts']) // the same
})

/** Where the text of a format is escaped, and the test that proves it. */
const ESCAPING = {
  terminal: { by: 'escape', test: 'escape' },
  csv: { by: 'escape', test: 'escape' },
  json: { by: 'escape', test: 'escape' },
  markdown: { by: 'escape-markdown', test: 'escape-markdown' },
  latex: { by: 'escape-latex', test: 'escape-latex' },
  html: { by: 'escape-xml', test: 'escape-xml' },
} satisfies Record<OutputFormat, { readonly by: string; readonly test: string }>

test('every output format has its escaping (a new one gets a row here and in docs/trust.md)', () => {
  expect(Object.keys(RENDERERS).sort()).toEqual(Object.keys(ESCAPING).sort())
  const page = readFileSync('docs/trust.md', 'utf8')
  const strangers = readFileSync('tests/report/strangers-text.test.ts', 'utf8')
  for (const [format, { by, test: proof }] of Object.entries(ESCAPING)) {
    expect(filesWith(new RegExp(`from '\\./${by}\\.ts'`))).toContain(`report/render/${format}.ts`)
    expect(page).toContain(`tests/report/render/${proof}.test.ts`)
    expect(strangers).toContain(`RENDERERS.${format}.render`)
  }
})
