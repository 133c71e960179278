import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { expectDocumented } from './documented.ts'
import { processesIn } from './left-behind.ts'
import { hangingRun, release, stuckPlace } from './quick-study.ts'
import { said } from './told.ts'
import { clear, expectUndisturbed, runUndisturbed } from './undisturbed.ts'

describe.runIf(process.platform === 'linux')('Ctrl-C while an engine hangs and does not mind SIGTERM', () => {
  const place = stuckPlace(2)
  const results = join(place.folder, 'results/quick')
  afterAll(place.remove)
  beforeEach(() => {
    clear(place)
    release(place)
  })

  async function expectNothingLeft(): Promise<void> {
    await vi.waitFor(() => expect(processesIn(place.folder)).toEqual([]), { timeout: 30_000 })
    expect(readdirSync(place.temporary)).toEqual([])
    expect(readdirSync(results).sort()).toEqual(['answers', 'ledger.jsonl'])
    const { records, torn_bytes } = readLedger(results)
    const blocks = records.filter(({ type }) => type === 'block')
    expect(blocks.filter((record) => 'engine' in record && record.engine === 'b')).toEqual([])
    expect(records.filter(({ type }) => type === 'block-end')).toHaveLength(blocks.length)
    expect(torn_bytes).toBe(0)
  }

  it('once ends the engine, says how to go on, and the same command does', async () => {
    const whole = await runUndisturbed(place)
    clear(place)
    const { host, end } = await hangingRun(place)
    host.kill('SIGINT')
    expectDocumented('Ctrl-C (SIGINT, SIGTERM, SIGHUP)', await end)
    await expectNothingLeft()
    release(place)
    await expectUndisturbed(place, whole, 'interrupted once')
  })

  it('twice waits for nothing, and leaves nothing either, not even a child in a session of its own', async () => {
    writeFileSync(join(place.folder, 'daemon'), '')
    const { host, end } = await hangingRun(place)
    host.kill('SIGINT')
    await said(host, 'once more leaves at once')
    host.kill('SIGINT')
    expectDocumented('Ctrl-C twice', await end)
    await expectNothingLeft()
  })
})
