import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest'
import { temporaryFolder } from '../data/temporary-folder.ts'
import { type Mounted, mountMemory, mountReadOnly } from '../faults/mounted.ts'
import { invoke } from './invoke.ts'

/** Unmounts when the test is over, or skips it with the reason. */
function keep(mount: Mounted, { skip }: Pick<TestContext, 'skip'>): void {
  if ('refused' in mount) skip(`nothing can be mounted: ${mount.refused}`)
  else onTestFinished(mount.unmount)
}

const FULL = 'no space is left on the device. Make room, then run the same command again.\n'
const READ_ONLY = 'the file system is read-only. Choose another place.\n'

describe.runIf(process.platform === 'linux')('datasets pull', () => {
  const CACHED = 'cache/knnbench/datasets'
  const PATH = `${CACHED}/pima-diabetes-bf81d06e0c05.csv`
  /** Never the right file, but as large. */
  const fetch = async () => new Response(Buffer.alloc(23_000))

  async function refusal(folder: string): Promise<string> {
    const env = { XDG_CACHE_HOME: join(folder, 'cache') }
    return (await invoke(folder, ['datasets', 'pull', 'pima-diabetes'], { env, fetch })).stderr
  }

  it('names the file of a full cache, and leaves nothing', async ({ skip }) => {
    const folder = temporaryFolder()
    keep(mountMemory(join(folder, CACHED), 'size=8k'), { skip })
    expect(await refusal(folder)).toBe(`${PATH}: ${FULL}`)
    expect(readdirSync(join(folder, CACHED))).toEqual([])
  })

  it('names the file of a read-only cache', async ({ skip }) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, CACHED), { recursive: true })
    keep(mountReadOnly(join(folder, CACHED)), { skip })
    expect(await refusal(folder)).toBe(`${PATH}: ${READ_ONLY}`)
  })

  it('says that the file system is read-only where the cache cannot be made', async ({ skip }) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'cache'))
    keep(mountReadOnly(join(folder, 'cache')), { skip })
    expect(await refusal(folder)).toBe(`cache/knnbench: ${READ_ONLY}`)
  })
})
