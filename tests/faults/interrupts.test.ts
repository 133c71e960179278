import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { processesIn } from './left-behind.ts'
import { stuckPlace } from './quick-study.ts'
import { said, told } from './told.ts'
import { clear, expectUndisturbed, runUndisturbed } from './undisturbed.ts'

describe.runIf(process.platform === 'linux')('Ctrl-C while an engine hangs and does not mind SIGTERM', () => {
  const place = stuckPlace(2)
  const results = join(place.folder, 'results/quick')
  const [stuck, busy] = ['stuck', 'busy'].map((name) => join(place.folder, name))
  afterAll(place.remove)
  beforeEach(() => {
    clear(place)
    for (const file of [stuck, busy]) rmSync(file, { force: true })
  })

  /** A run whose engine hangs in a block. */
  async function hanging() {
    writeFileSync(stuck, '')
    const host = place.start('run', 'study.yaml')
    const end = told(host)
    await vi.waitFor(() => expect(existsSync(busy)).toBe(true), { timeout: 60_000 })
    return { host, end }
  }

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
    const { host, end } = await hanging()
    host.kill('SIGINT')
    const { code, stderr } = await end
    expect(stderr).toContain('Interrupting; once more leaves at once.')
    expect(stderr).toMatch(
      /Interrupted\. Every finished block is in the ledger; the same command goes on from there\.\n$/,
    )
    expect(code).toBe(130)
    await expectNothingLeft()
    for (const file of [stuck, busy]) rmSync(file)
    await expectUndisturbed(place, whole, 'interrupted once')
  })

  it('twice waits for nothing, and leaves nothing either', async () => {
    const { host, end } = await hanging()
    host.kill('SIGINT')
    await said(host, 'once more leaves at once')
    host.kill('SIGINT')
    const { code, stderr } = await end
    expect(stderr).toMatch(/Left at once\. Every finished block is in the ledger\.\n$/)
    expect(code).toBe(130)
    await expectNothingLeft()
  })
})
