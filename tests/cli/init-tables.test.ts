import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { FIRST_SPLIT } from '../../src/config/study-text.ts'
import { trainTestSplit } from '../../src/data/split.ts'
import { csvOf, x, y } from '../data/profile.ts'
import { desk, invoke } from './invoke.ts'

const place = desk()
afterAll(place.remove)

/** Of 40 rows with the classes of `y`, one that the first split tests. */
const TEST_ROW = trainTestSplit(
  40,
  { ...FIRST_SPLIT, stratify: true },
  {
    classes: ['no', 'yes'],
    codes: Int32Array.from({ length: 40 }, (_, row) => (y(row) === 'yes' ? 1 : 0)),
  },
).test[0]

const init = (...words: string[]) => place.knnbench(['init', ...words])
const run = (...words: string[]) => place.knnbench(['run', ...words, '--dry-run'])

it('writes no study that its own reader refuses', async () => {
  const numbers = Array.from({ length: 10_500 }, (_, index) => [`c${index}`, (row: number) => row] as const)
  place.write('wide.csv', csvOf({ x, ...Object.fromEntries(numbers), y }, 12))
  const told =
    'wide.csv: a study of this table would have to name 10,500 columns: too many to list. Remove from the file what is no feature: c0, c1, c2, c3, c4, ….\n'
  const words = ['--data', 'wide.csv', '--target', 'y']
  expect(await init(...words, '--out', 'wide.yaml')).toMatchObject({ code: 2, stdout: '', stderr: told })
  expect(existsSync(join(place.folder, 'wide.yaml'))).toBe(false)
  expect(await run(...words)).toMatchObject({ code: 2, stdout: '', stderr: told })
})

it('leaves out what only preparation can refuse, all of it, and says why', async () => {
  const once = (row: number) => (row === TEST_ROW ? 1 : '')
  const huge = (row: number) => (row % 2 === 0 ? '1e300' : '-1e300')
  place.write('d.csv', csvOf({ x, once, 'a, b': once, huge, y }, 40, ';'))
  const told = await init('--data', 'd.csv', '--target', 'y', '--out', 'd.yaml', '--json')
  expect([told.code, told.stderr]).toEqual([0, ''])
  expect(JSON.parse(told.stdout)).toMatchObject({ drop: ['once', 'a, b', 'huge'], n_features: 1 })
  expect(await run('d.yaml')).toMatchObject({ code: 0 })
  const { code, stderr, stdout } = await run('--data', 'd.csv', '--target', 'y')
  expect(code).toBe(0)
  expect(stderr + stdout).toContain(
    'warning: once left out: has no value in the training rows, so it has no median\n',
  )
  expect(stderr + stdout).toContain('warning: huge left out: has values whose squares overflow\n')
})

it('prepares a table of two classes once, however it is named', async () => {
  const other = desk()
  other.write('two.csv', csvOf({ x, y: (row) => ['1,0', '0'][row % 2] }, 40, ';'))
  const words = ['--data', 'two.csv', '--target', 'y']
  expect(await other.knnbench(['init', ...words])).toMatchObject({ code: 0 })
  expect(readFileSync(join(other.folder, 'study.yaml'), 'utf8')).toContain('positive: "1"')
  expect(await other.knnbench(['run', ...words, '--dry-run'])).toMatchObject({ code: 0 })
  expect(await other.knnbench(['run', 'study.yaml', '--dry-run'])).toMatchObject({ code: 0 })
  expect(readdirSync(join(other.folder, '.cache/knnbench/cases'))).toHaveLength(1)
  other.remove()
})

it('says how a target of many numbers is one of classes, and that works', async () => {
  const letter = (row: number) => (row % 26) + 1
  place.write('letters.csv', csvOf({ x, letter }, 130))
  const words = ['--data', 'letters.csv', '--target', 'letter']
  const { code, stdout } = await run(...words)
  expect(code).toBe(0)
  expect(stdout).toContain(
    'If its numbers are classes:  knnbench init --data letters.csv --target letter --task classification\n',
  )
  const [, command] = /knnbench init (.*)\n/.exec(stdout) ?? []
  expect(await init(...(command ?? '').split(' '))).toMatchObject({ code: 0, stderr: '' })
  expect(await run('study.yaml')).toMatchObject({ code: 0 })
  expect((await run('--data', 'letters.csv', '--target', 'x')).code).toBe(0)
})

it('names no classes where most would have a row or two', async () => {
  place.write('prices.csv', csvOf({ x, price: (row) => row * 1.5 }))
  const { code, stdout } = await run('--data', 'prices.csv', '--target', 'price')
  expect(code).toBe(0)
  expect(stdout).toContain('target price: regression')
  expect(stdout).not.toContain('If its numbers are classes')
})

it('counts one level as one, and says that infinite numbers are there', async () => {
  place.write('one.csv', csvOf({ x, one: () => 'a', far: () => 'inf', y }))
  const { stdout } = await init('--data', 'one.csv', '--target', 'y', '--out', 'one.yaml')
  const said = stdout.replaceAll(/\s+/g, ' ')
  expect(said).toContain('one text 1 level 0 one-hot: the same in every row')
  expect(said).toContain('far text 1 level 0 left out: no finite number in any row')
})

it('reads a table once to propose its targets', async () => {
  place.write('once.csv', csvOf({ x, y }))
  const removed: string[] = []
  const write = (): void => {
    rmSync(join(place.folder, 'once.csv'))
    removed.push('once.csv')
  }
  const { code, stderr } = await invoke(place.folder, ['init', '--data', 'once.csv'], { stdout: { write } })
  expect([code, removed]).toEqual([2, ['once.csv']])
  expect(stderr).toContain('once.csv: --target is missing. Likely, the first one most: y (2 classes)')
})
