import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { RegistryEntry } from '../../src/data/registry.ts'
import { registered } from '../data/registered.ts'
import { temporaryFolder } from '../data/temporary-folder.ts'
import { invoke } from './invoke.ts'

const CONTENT = `a,y\n${'1,no\n2,yes\n3,no\n'.repeat(4)}`

/** The registry with one dataset more, so that a whole pull needs neither a network nor a file that is not ours. */
vi.mock('../../src/data/registry.ts', async (importOriginal) => {
  const registry = await importOriginal<typeof import('../../src/data/registry.ts')>()
  const withTiny = (entries: readonly RegistryEntry[]): RegistryEntry[] => [
    ...entries,
    { ...registered('tiny', CONTENT, entries), target: 'y', drop: [], positive: 'yes' },
  ]
  return {
    ...registry,
    datasetNames: () => [...registry.datasetNames(), 'tiny'],
    readRegistry: () => withTiny(registry.readRegistry()),
  }
})

describe.each([
  ['the network', []],
  ['a folder', ['--from', '.']],
])('a dataset pulled from %s', (_, words) => {
  it('is ready, and is not fetched again', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'original.csv'), CONTENT)
    const requested: string[] = []
    const fetch = async (url: unknown) => {
      requested.push(String(url))
      return new Response(CONTENT)
    }
    const command = ['datasets', 'pull', 'tiny', ...words]
    expect(await invoke(folder, command, { fetch })).toMatchObject({ code: 0, stdout: '' })
    expect(await invoke(folder, command, { fetch })).toMatchObject({
      code: 0,
      stderr: 'tiny is already there; its sha256 is right.\n',
    })
    expect(requested).toEqual(words.length === 0 ? ['https://data.test/original.csv'] : [])
    const { stdout } = await invoke(folder, ['datasets', 'info', 'tiny'])
    expect(stdout).toContain('classes   no: 8, yes: 4\n')
  })
})
