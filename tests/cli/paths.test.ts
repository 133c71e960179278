import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { describeFileError } from '../../src/cli/file-error.ts'
import { pathsFromHere } from '../../src/cli/shown-path.ts'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
place.write('file', '')
place.write('s.yaml', study('[wine]', '[ts-brute]'))

async function refusal(argv: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { code, stderr } = await place.knnbench(argv, env)
  expect(code).toBe(2)
  expect(stderr).not.toMatch(/bug|^\s+at /m)
  return stderr.split('\n').at(-2) ?? ''
}

const NO_FOLDER = 'a file is where a folder should be. Choose another folder, or move that file away.'

describe('a wrong path is one sentence', () => {
  test('of a manifest that is not there', async () => {
    expect(await refusal(['engines', 'trust', 'nope.yaml'])).toBe(
      'nope.yaml: no such file or folder. Check the path.',
    )
  })

  test('of a manifest in a study, with its position', async () => {
    place.write('m.yaml', study('[wine]', '[ts-brute, { name: m, manifest: nope.yaml }]'))
    expect(await refusal(['run', 'm.yaml'])).toBe(
      'm.yaml:3:42: engines[1].manifest is "nope.yaml", and there is no such file.',
    )
  })

  test.each([
    ['run', ['run', 's.yaml', '--out', 'file']],
    ['datasets prepare', ['datasets', 'prepare', 'wine', '--out', 'file']],
  ])('of a file where %s should write', async (_, argv) => {
    expect(await refusal(argv)).toBe(`file: ${NO_FOLDER}`)
  })

  test('of a cache that cannot be', async () => {
    const sentence = await refusal(['run', 's.yaml'], { XDG_CACHE_HOME: join(place.folder, 'file') })
    expect(sentence).toBe(`file/knnbench/cases: ${NO_FOLDER}`)
  })

  test('of results that are a file', async () => {
    const other = desk()
    other.write('results', '')
    const { code, stderr } = await other.knnbench(['report'])
    other.remove()
    expect([code, stderr]).toEqual([2, `results: ${NO_FOLDER}\n`])
  })
})

test('a machine that has run out of something makes the tool fail, not the user', () => {
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
  expect(describeFileError(full)).toEqual({
    sentence: 'no space is left on the device. Make room, then run the same command again.',
    exit: 1,
  })
  expect(describeFileError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeUndefined()
})

test('an error of Node about a file is the one that is described', () => {
  try {
    mkdtempSync(join(place.folder, 'no-such-folder', 'x-'))
    expect.unreachable()
  } catch (error) {
    expect(error instanceof Error && describeFileError(error)?.exit).toBe(2)
  }
})

test('paths below the working directory are shown from there, and no others', () => {
  const shown = (text: string) => pathsFromHere(text, '/work')
  expect(shown('/work/a.csv:1:2: see "/work/b c/d"')).toBe('a.csv:1:2: see "b c/d"')
  expect(shown('/other/work/a.csv and /works/b')).toBe('/other/work/a.csv and /works/b')
  expect(pathsFromHere('/a: x', '/')).toBe('/a: x')
})
