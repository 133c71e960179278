import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import type { Language } from '../../src/runner/new-engine.ts'
import { installedPython } from '../full/installed-python.ts'
import { workplace } from './cli.ts'

const FILLED = fileURLToPath(new URL('../fixtures/new-engine/', import.meta.url))
const SETUPS = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'knnbench/setups')
const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent']

const has = (program: string, ...words: string[]): boolean => spawnSync(program, words).status === 0

/** What a language needs on this machine, where it is missing. */
const MISSING: Readonly<Record<Language, () => string | undefined>> = {
  node: () => undefined,
  python: () => (installedPython('sklearn') === undefined ? 'knnbench engines setup sklearn' : undefined),
  c: () => (has('cc', '--version') ? undefined : 'a C compiler'),
  rust: () => (has('cargo', '--version') ? undefined : 'cargo'),
  go: () => (has('go', 'version') ? undefined : 'Go'),
}

function isHere(language: Language): boolean {
  const missing = MISSING[language]()
  if (missing !== undefined) console.warn(`SKIPPED: a new engine in ${language} (it needs ${missing})`)
  return missing === undefined
}

/** Begins an engine, runs it as it is, fills in its functions and runs it again: through the built tool alone. */
export function proveNewEngines(languages: readonly Language[]): void {
  describe.each(languages.filter(isHere))('a new engine in %s', proveNewEngine)
}

function proveNewEngine(language: Language): void {
  const place = workplace()
  afterAll(place.remove)
  const folder = join(place.folder, 'mine')
  const study = 'mine/study.yaml'
  let begun: { file: string; functions: string[]; next: string[] }

  const build = (): void => {
    const script = join(folder, 'build.sh')
    if (!existsSync(script)) return
    const { status, stderr } = spawnSync('sh', [script], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  }
  const answers = (): ReturnType<typeof place.knnbench> =>
    place.knnbench('run', study, '--answers-only', '--dataset', 'wine')

  it('is begun with functions to fill in, and with what to do next', () => {
    mkdirSync(join(place.cache, 'knnbench'), { recursive: true })
    symlinkSync(SETUPS, join(place.cache, 'knnbench/setups'))
    const { status, stdout } = place.knnbench('engines', 'new', 'mine', '--language', language, '--json')
    expect(status).toBe(0)
    begun = JSON.parse(stdout)
    expect(begun.next.slice(-3)).toEqual([
      'knnbench engines trust mine/engine.yaml',
      'knnbench run mine/study.yaml --answers-only',
      'knnbench run mine/study.yaml',
    ])
    const text = readFileSync(join(folder, begun.file), 'utf8')
    for (const name of begun.functions) expect(text).toMatch(new RegExp(`\\b${name}\\b.*\\(`))
  })

  it('says which function to fill in', () => {
    build()
    expect(place.knnbench('engines', 'trust', 'mine/engine.yaml').status).toBe(0)
    const { status, stdout } = answers()
    expect(status).toBe(0)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `fill in ${begun.functions[1]} in ${begun.file.replace(/^mine\//, '')}`,
    )
  })

  it('passes when they are filled in', () => {
    copyFileSync(join(FILLED, begun.file.replace(/^.*\//, '')), join(folder, begun.file))
    build()
    expect(answers().status).toBe(0)
    const rows: Record<string, string>[] = parse(place.knnbench('report', '--format', 'csv').stdout, {
      columns: true,
    })
    const mine = rows.filter(({ engine }) => engine === 'mine')
    expect(mine).toHaveLength(12)
    for (const { grade } of mine) expect(RIGHT).toContain(grade)
  })
}
