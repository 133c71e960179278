import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  type TestContext,
} from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { expectDocumented } from './documented.ts'
import { processesIn } from './left-behind.ts'
import { type Mounted, mountMemory, mountReadOnly } from './mounted.ts'
import { quickPlace } from './quick-study.ts'
import { clear, expectUndisturbed, runUndisturbed, type Undisturbed } from './undisturbed.ts'

describe.runIf(process.platform === 'linux')('a disk', () => {
  const place = quickPlace(2)
  const results = join(place.folder, 'results/quick')
  let whole: Undisturbed
  beforeAll(async () => {
    whole = await runUndisturbed(place)
  })
  afterAll(place.remove)
  beforeEach(() => clear(place))

  /** Unmounts when the test is over, or skips it with the reason. */
  function keep(mount: Mounted, { skip }: Pick<TestContext, 'skip'>): () => void {
    if ('refused' in mount) {
      console.log(`SKIPPED: a full or read-only disk, because nothing can be mounted: ${mount.refused}`)
      return skip(mount.refused)
    }
    onTestFinished(mount.unmount)
    return mount.unmount
  }

  /** Takes up all room of a disk but for so many bytes. */
  function fill(folder: string, left_bytes: number): string {
    const file = join(folder, 'fills-the-disk')
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - left_bytes)))
    return file
  }

  it.for([
    ['the lock', 0, 'ledger\\.lock'],
    ['an answer', 8192, 'answers/[0-9a-f]{64}\\.npy'],
    ['a block', 32768, 'ledger\\.jsonl'],
  ] as const)(
    'that is full at %s is named, and with room the same command goes on',
    async ([, left, name], { skip }) => {
      keep(mountMemory(results, 'size=256k'), { skip })
      const filler = fill(results, left)
      const { status, stdout, stderr } = place.knnbench('run', 'study.yaml')
      expect(stderr).toMatch(
        new RegExp(
          `^results/quick/${name}: no space is left on the device\\. Make room, then run the same command again\\.$`,
          'm',
        ),
      )
      expect(stdout).toBe('')
      expectDocumented('the results folder is full', { code: status, stderr })
      expect(processesIn(place.folder)).toEqual([])
      expect(readdirSync(place.temporary)).toEqual([])
      expect(
        readdirSync(results).filter((file) => !['answers', 'fills-the-disk', 'ledger.jsonl'].includes(file)),
      ).toEqual([])
      const { records, torn_bytes } = readLedger(results)
      expect(torn_bytes).toBe(0)
      rmSync(filler)
      await expectUndisturbed(place, whole, `full at ${name}`)
      expect(readLedger(results).records.slice(0, records.length)).toEqual(records)
    },
  )

  it.for([
    [
      'the cache',
      () => join(place.cache, 'knnbench/cases'),
      /^\.cache\/knnbench\/cases\/[0-9a-f]{64}: no space/m,
    ],
    ['the folder of temporary files', () => place.temporary, /^\.tmp\/knnbench-run-[^ ]*: no space/m],
  ] as const)('that is full is named where it holds %s', ([, folder, sentence], { skip }) => {
    keep(mountMemory(folder(), 'size=4k,nr_inodes=2'), { skip })
    const { status, stderr } = place.knnbench('run', 'study.yaml')
    expect(stderr).toMatch(sentence)
    expectDocumented('the cache or the folder of temporary files is full', { code: status, stderr })
  })

  it('that is read-only is named before anything is measured, and can still be reported from', async ({
    skip,
  }) => {
    expect(place.knnbench('run', 'study.yaml').status).toBe(0)
    const ledger = readFileSync(join(results, 'ledger.jsonl'), 'utf8')
    const unmount = keep(mountReadOnly(results), { skip })
    const refused = place.knnbench('run', 'study.yaml', '--force')
    expectDocumented('the results folder is read-only', { code: refused.status, stderr: refused.stderr })
    const shown = place.knnbench('report', 'quick')
    expect([shown.status, shown.stdout.split('\n')[0]]).toEqual([0, whole.report.split('\n')[0]])
    unmount()
    expect(readFileSync(join(results, 'ledger.jsonl'), 'utf8')).toBe(ledger)
    mkdirSync(join(place.folder, 'elsewhere'))
    expect(place.knnbench('run', 'study.yaml', '--out', 'elsewhere').status).toBe(0)
  })
})
