import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

/** What a module may import beside itself: modules, single files, or `type:` for types only. Nobody may import cli. */
const ROWS: Readonly<Record<string, string>> = {
  ...{ config: '', knn: '', metrics: '', stats: '' },
  plan: 'config',
  audit:
    'config/input-error config/located-tree config/located-yaml config/name config/printable config/schema-blocks config/schema-findings stats',
  data: 'config',
  engine: `knn data/npy data/matrix config/input-error config/metric-name config/name config/nearest-name
    config/located-tree config/located-yaml config/schema-blocks config/schema-findings`, // a manifest is YAML with positions, as a study is
  verify: 'type:data',
  ledger: 'config data/naming-file data/process-identity data/temporary engine/protocol',
  runner: `config plan data engine/protocol engine/manifest engine/package-version ledger/record
    ledger/planned-block ledger/present-names ledger/standing-records
    verify/describe-wrong type:verify`,
  conformance: 'config plan data engine/protocol type:ledger runner verify',
  report: `type:ledger ledger/descriptions ledger/planned-block ledger/present-names ledger/standing-records type:data type:config type:audit
    plan/shards config/shell-word config/shard config/input-error config/nearest-name stats metrics report/render`,
  compare: `type:config config/input-error config/located-tree config/located-yaml config/metric-name
    config/nearest-name config/printable config/schema-findings config/study data/decimal data/rows-hash
    data/sniff-format data/split-hash type:metrics stats report`,
  'report/render': 'report/table report/document report/picture report/picture-theme',
  cli: 'audit compare config plan data engine ledger runner verify conformance metrics stats report report/render',
}
/** Where files, processes, clocks and surroundings may be touched. */
const EFFECTS_IN = /^(cli|data|engine|ledger|runner)\/|^config\/load-study$/
const EFFECTS = /'node:(fs|child_process|worker_threads|os)\b|\bDate\b|\bperformance\.now\b|\bprocess\./

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]))

/** The text of a file without its comments. */
function code(file: string): string {
  return readFileSync(join(SRC, `${file}.ts`), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function importsOf(file: string): { readonly to: string; readonly isType: boolean }[] {
  const found = code(file).matchAll(/^(?:import|export) (type )?[^'"]*?from '(\.[^']+)\.ts'/gm)
  return [...found].map(([, type, path]) => ({
    to: normalize(join(file, '..', path)),
    isType: type !== undefined,
  }))
}

function rowOf(file: string): string {
  return file.startsWith('report/render/') ? 'report/render' : file.split('/')[0]
}

test('every file belongs to a row, and every import is a file', () => {
  expect(FILES.filter((file) => ROWS[rowOf(file)] === undefined)).toEqual([])
  const targets = [...IMPORTS.values()].flat().map(({ to }) => to)
  expect(targets.length).toBeGreaterThan(FILES.length) // so that a pattern that finds nothing cannot pass
  expect(targets.filter((to) => !FILES.includes(to) && !to.endsWith('.d'))).toEqual([])
})

test.each(Object.keys(ROWS))('%s imports only what its row allows', (row) => {
  const allowed = new Set([row, ...ROWS[row].split(/\s+/)])
  const isAllowed = (to: string, isType: boolean): boolean =>
    allowed.has(rowOf(to)) || allowed.has(to) || (isType && allowed.has(`type:${rowOf(to)}`))
  const files = FILES.filter((file) => rowOf(file) === row)
  const found = files.flatMap((file) => (IMPORTS.get(file) ?? []).map((one) => ({ file, ...one })))
  expect(found.filter(({ to, isType }) => !isAllowed(to, isType))).toEqual([])
})

test('no file imports itself by way of others', () => {
  let rest = FILES
  for (let before = 0; before !== rest.length; ) {
    before = rest.length
    rest = rest.filter((file) => IMPORTS.get(file)?.some(({ to }) => rest.includes(to))) // imports what is left
    rest = rest.filter((file) => rest.some((other) => IMPORTS.get(other)?.some(({ to }) => to === file)))
  }
  expect(rest).toEqual([])
})

test('vega is loaded only where a picture is drawn', () => {
  const importers = (file: string) => FILES.filter((one) => IMPORTS.get(one)?.some(({ to }) => to === file))
  expect(FILES.filter((file) => /resolve\('vega/.test(code(file)))).toEqual(['report/render/vega'])
  expect(importers('report/render/vega')).toEqual(['report/render/svg'])
  expect(importers('report/render/svg')).toEqual([])
  expect(FILES.filter((file) => code(file).includes("import('../report/render/svg.ts')"))).toEqual([
    'cli/picture-files',
  ])
})

test('effects happen only where they may, and chance only with a seed', () => {
  expect(FILES.filter((file) => !EFFECTS_IN.test(file) && EFFECTS.test(code(file)))).toEqual([])
  expect(FILES.filter((file) => code(file).includes('Math.random'))).toEqual([])
})
