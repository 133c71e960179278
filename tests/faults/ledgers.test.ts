import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { expectDocumented } from './documented.ts'
import { quickStudy, stuckPlace } from './quick-study.ts'
import { told } from './told.ts'
import { clear, expectUndisturbed, runUndisturbed, type Undisturbed } from './undisturbed.ts'

const CLOCK = fileURLToPath(new URL('../fixtures/programs/clock-goes-back.mjs', import.meta.url))
const ROUNDS = 2

describe.runIf(process.platform === 'linux')('a ledger', () => {
  const place = stuckPlace(ROUNDS)
  const results = join(place.folder, 'results/quick')
  const file = join(results, 'ledger.jsonl')
  const text = (): string => readFileSync(file, 'utf8')
  const study = (engines?: string[]): void =>
    writeFileSync(join(place.folder, 'study.yaml'), quickStudy(ROUNDS, engines))
  let whole: Undisturbed
  let wholeText: string

  beforeAll(async () => {
    whole = await runUndisturbed(place)
    wholeText = text()
  })
  beforeEach(() => writeFileSync(file, wholeText))
  afterAll(place.remove)

  it('whose last line is torn says so, loses that line alone and is finished', async () => {
    const lines = wholeText.trimEnd().split('\n')
    const kept = lines
      .slice(0, -1)
      .map((line) => `${line}\n`)
      .join('')
    writeFileSync(file, `${kept}${lines.at(-1)?.slice(0, 40)}`)
    const reported = place.knnbench('report', 'quick')
    expect(reported.status).toBe(0)
    const { stderr, status } = place.knnbench('run', 'study.yaml')
    expectDocumented("the ledger's last line is torn", { code: status, stderr })
    expect(stderr).toContain(
      `  the ledger's last record stops after 40 bytes, as an interrupted write leaves it; it was cut off.\n  The ${lines.length - 1} records before it are whole, and its block is measured again.\n`,
    )
    expect(text().startsWith(kept)).toBe(true)
    await expectUndisturbed(place, whole, 'torn')
  })

  it('that is damaged in the middle is refused with the line and what to do, and left as it is', () => {
    const lines = wholeText.split('\n')
    const damaged = lines.with(4, lines[4].replace('"type"', '"tpye"')).join('\n')
    writeFileSync(file, damaged)
    for (const command of [
      ['run', 'study.yaml'],
      ['report', 'quick'],
    ]) {
      const { stderr, status } = place.knnbench(...command)
      expectDocumented('the ledger is damaged before its end', { code: status, stderr })
      expect(stderr).toContain('results/quick/ledger.jsonl:5: ')
    }
    expect(text()).toBe(damaged)
  })

  it('of a finished study with one more engine gets its blocks alone, beside a new baseline', async () => {
    clear(place)
    study(['a', 'b'])
    expect(place.knnbench('run', 'study.yaml').status).toBe(0)
    const before = text()
    study()
    const { status, stderr } = place.knnbench('run', 'study.yaml')
    expectDocumented('an engine added to a finished study', { code: status, stderr })
    expect(text().startsWith(before)).toBe(true)
    const { records } = readLedger(results)
    const added = records.slice(before.split('\n').length - 1)
    const blocks = added.flatMap((one) =>
      one.type === 'block' ? [`${one.round} ${one.engine}/${one.arm}`] : [],
    )
    expect(blocks.sort()).toEqual(['0 a/main', '0 a/null', '0 c/main', '1 a/main', '1 a/null', '1 c/main'])
    const graded = added.flatMap((one) => (one.type === 'verification' ? [one.engine] : []))
    expect(new Set(graded)).toEqual(new Set(['c']))
    await expectUndisturbed(place, whole, 'engine added')
  })

  it('is measured no more by the same command, nor in a new session of the same environment', () => {
    for (const flags of [[], ['--new-session']]) {
      expect(place.knnbench('run', 'study.yaml', ...flags).status).toBe(0)
      expect(text()).toBe(wholeText)
    }
  })

  it('is right though the clock is set back again and again', async () => {
    clear(place)
    const host = place.startWith({ NODE_OPTIONS: `--import ${CLOCK}` }, 'run', 'study.yaml')
    expectDocumented('the clock is set back', await told(host))
    const { records } = readLedger(results)
    const walls = records.flatMap((one) => (one.type === 'block-end' ? [one.wall_ns] : []))
    expect(walls).toHaveLength(4 * ROUNDS)
    for (const wall_ns of walls) expect(wall_ns).toBeGreaterThan(0)
    for (const one of records) if (one.type === 'probe') expect(one.startup_ns).toBeGreaterThan(0)
    await expectUndisturbed(place, whole, 'clock set back')
  })
})
