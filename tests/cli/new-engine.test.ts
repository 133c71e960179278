import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/runner/new-engine.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)
const begin = (...words: string[]) => place.knnbench(['engines', 'new', ...words])

test.each([
  [['My Engine', '--language', 'c'], '"My Engine" is no name of an engine.'],
  [['../out', '--language', 'c'], '"../out" is no name of an engine.'],
  [['ts-brute', '--language', 'c'], 'ts-brute is an engine of the tool itself.'],
  [['mine', '--language', 'pyton'], 'Did you mean "python"?'],
  [['mine', '--language', 'toString'], 'no engine can be begun in "toString"; there is: python'],
  [['mine'], "required option '--language <language>' not specified"],
])('%j is refused', async (words, message) => {
  const { code, stdout, stderr } = await begin(...words)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
  expect(existsSync(join(place.folder, 'mine'))).toBe(false)
})

test('nothing is written where something is already, and elsewhere where it is asked to', async () => {
  writeFileSync(join(place.folder, 'there'), 'as it was')
  const refused = await begin('there', '--language', 'node')
  expect([refused.code, refused.stderr]).toEqual([
    2,
    'there: this is already there, and nothing was written. Choose another folder with --out.\n',
  ])
  expect(readFileSync(join(place.folder, 'there'), 'utf8')).toBe('as it was')
  const { code, stdout } = await begin('there', '--language', 'node', '--out', 'some/where')
  expect(code).toBe(0)
  expect(stdout).toContain('Fill in load, fit and search in some/where/engine.mjs, then:\n')
  expect(readFileSync(join(place.folder, 'some/where/engine.yaml'), 'utf8')).toMatch(/^name: there\n/)
})

test('help names every language', async () => {
  const { stdout } = await begin('--help')
  expect(LANGUAGES.filter((language) => !new RegExp(`\\b${language}\\b`).test(stdout))).toEqual([])
})
