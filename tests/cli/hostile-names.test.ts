import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
place.write('s.yaml', study('[wine]', '[ts-brute]'))

const NAMES = [
  '../x',
  'a/b',
  '/etc/passwd',
  '..',
  '.',
  '-rf',
  '',
  ' ',
  'a\u0000b',
  'a\nb',
  'NUL:',
  'x'.repeat(65),
]
const HOSTILE = NAMES.map((name) => [JSON.stringify(name)])

describe('a name that could be a path is refused wherever a study has one:', () => {
  test.each(HOSTILE)('%s', async (name) => {
    place.write(
      'bad.yaml',
      [
        `name: ${name}`,
        `datasets: [{ name: ${name}, path: t.csv, target: y }]`,
        `engines: [{ name: ${name}, use: ts-brute }]`,
        `prepares: { ${name}: [standardize] }`,
      ].join('\n'),
    )
    const { code, stderr } = await place.knnbench(['run', 'bad.yaml', '--dry-run'])
    expect(code).toBe(2)
    for (const key of ['name', 'datasets[0].name', 'engines[0].name', 'prepares'])
      expect(stderr).toMatch(new RegExp(`^bad\\.yaml:\\d+:\\d+: .*${key.replaceAll(/[[\].]/g, '\\$&')}`, 'm'))
    expect(stderr).not.toMatch(/bug|[^\P{Cc}\n]/u)
  })
})

describe('and wherever a command has one:', () => {
  test.each([
    ['run', 's.yaml', '--dry-run', '--dataset'],
    ['run', 's.yaml', '--dry-run', '--engine'],
    ['datasets', 'info'],
    ['datasets', 'pull'],
    ['datasets', 'prepare', '--out', 'd'],
    ['engines', 'setup'],
    ['report', '--table'],
    ['schema'],
  ])('%s %s %s %s', async (...words) => {
    for (const name of ['../x', 'a/b', 'a\u001b[2Jb', '__proto__', 'constructor', 'x'.repeat(5000)]) {
      const { code, stderr } = await place.knnbench([...words, name])
      expect(code).toBe(2)
      expect(stderr).not.toMatch(/bug|[^\P{Cc}\n]/u)
    }
    expect(existsSync(join(place.folder, 'd'))).toBe(false)
  })
})

test('nothing of it was written', () => {
  expect(readdirSync(place.folder).sort()).toEqual(['bad.yaml', 's.yaml'])
})

test.each(['constructor', 'prototype', 'hasownproperty', 'con', 'nul', 'a..b'])(
  'a study, a dataset and a preparation may be called %s',
  async (name) => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i * 1.5},${i % 2}\n`)
    place.write('t.csv', `x,y\n${rows.join('')}`)
    place.write(
      'good.yaml',
      [
        `name: ${name}`,
        `datasets: [{ name: ${name}, path: t.csv, target: y }]`,
        `engines: [{ name: ${name}, use: ts-brute }]`,
        `prepares: { ${name}: [standardize] }`,
      ].join('\n'),
    )
    const { code, stdout } = await place.knnbench(['run', 'good.yaml', '--dry-run', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).cases[0].case_id).toBe(`${name}/holdout-0.2-stratified-42/${name}`)
  },
)
