import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

describe.runIf(process.platform === 'linux')('init', () => {
  const TABLE = `a,y\n${Array.from({ length: 20 }, (_, i) => `${(i * 7) % 20}.5,${i % 2}\n`).join('')}`
  const words = ['init', '--data', 'table.csv', '--target', 'y', '--out', 'small/study.yaml']

  it('names the study that a full disk does not take, leaves none, and can be repeated', async ({ skip }) => {
    const folder = temporaryFolder()
    const disk = join(folder, 'small')
    writeFileSync(join(folder, 'table.csv'), TABLE)
    keep(mountMemory(disk, 'size=8k'), { skip })
    writeFileSync(join(disk, 'fills-the-disk'), Buffer.alloc(8192))
    const { code, stderr } = await invoke(folder, words)
    expect([code, stderr]).toEqual([1, `small/study.yaml: ${FULL}`])
    expect(readdirSync(disk)).toEqual(['fills-the-disk'])
    rmSync(join(disk, 'fills-the-disk'))
    expect(await invoke(folder, words)).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(disk)).toEqual(['study.yaml'])
  })

  it('keeps the study that it cannot write over', async ({ skip }) => {
    const folder = temporaryFolder()
    const disk = join(folder, 'small')
    writeFileSync(join(folder, 'table.csv'), TABLE)
    keep(mountMemory(disk, 'size=8k'), { skip })
    writeFileSync(join(disk, 'study.yaml'), 'mine')
    writeFileSync(join(disk, 'fills-the-disk'), Buffer.alloc(4096))
    const { code, stderr } = await invoke(folder, [...words, '--force'])
    expect([code, stderr]).toEqual([1, `small/study.yaml: ${FULL}`])
    expect(readFileSync(join(disk, 'study.yaml'), 'utf8')).toBe('mine')
  })
})

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
