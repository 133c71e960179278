import { afterAll, expect, test } from 'vitest'
import { SETUP_NAMES } from '../../src/runner/setups/setup-list.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

test('help shows no empty defaults and describes every argument', async () => {
  for (const words of [
    'run',
    'report',
    'datasets info',
    'datasets import',
    'datasets prepare',
    'engines setup',
    'engines trust',
    'claims audit',
    'claims test',
  ]) {
    const { code, stdout } = await place.knnbench([...words.split(' '), '--help'])
    expect(code).toBe(0)
    expect(stdout).not.toContain('default: []')
    const [name] =
      /<(name|setup|manifest|file)>|\[(study|results)(?:\.{3})?\]/.exec(stdout)?.slice(1).filter(Boolean) ??
      []
    expect(stdout).toMatch(new RegExp(`Arguments:\n {2}${name} +\\S+ \\S+`))
  }
})

test('help names every setup', async () => {
  const { stdout } = await place.knnbench(['engines', 'setup', '--help'])
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`what to set up: ${SETUP_NAMES.join(', ')}; all`)
})

test('help of a command is that command’s, and an unknown one is refused', async () => {
  const { code, stdout } = await place.knnbench(['help', 'datasets', 'prepare'])
  expect([code, stdout.split('\n')[0]]).toEqual([0, 'Usage: knnbench datasets prepare [options] <name>'])
  expect((await place.knnbench(['datasets', 'help', 'info'])).stdout).toContain(
    'Usage: knnbench datasets info',
  )
  expect((await place.knnbench(['help'])).stdout).toContain('Usage: knnbench [options] [command]')
  const unknown = await place.knnbench(['help', 'nope'])
  expect([unknown.code, unknown.stdout]).toEqual([2, ''])
  expect(unknown.stderr).toContain("error: unknown command 'nope'")
})

test.each([
  [['run', '--nope'], 'knnbench run --help'],
  [['run'], 'knnbench run --help'],
  [['datasets', 'prepare', 'wine'], 'knnbench datasets prepare --help'],
  [['nope'], 'knnbench --help'],
])('%j points to the help that explains it', async (argv, help) => {
  const { code, stderr } = await place.knnbench(argv)
  expect(code).toBe(2)
  expect(stderr).toContain(`Run "${help}"`)
})

test('two formats at once are a usage error', async () => {
  const { code, stderr } = await place.knnbench(['report', '--json', '--format', 'csv'])
  expect([code, stderr]).toEqual([2, '--json and --format csv ask for two formats. Keep one of them.\n'])
})

test('a run of nothing says what to write and where the help is, each on its line', async () => {
  const { code, stderr } = await place.knnbench(['run'])
  expect(code).toBe(2)
  expect(stderr).toBe(
    'there is no study. Write  knnbench run quick  or  knnbench run --data FILE.csv --target COLUMN\nRun "knnbench run --help" for its arguments and options.\n',
  )
})
