import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeLedgers, type NamedRecords } from '../../src/ledger/merge/merge-ledgers.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { recordSchema } from '../../src/ledger/record.ts'
import { countBlocks } from '../../src/report/counted-blocks.ts'
import { indexLedger } from '../../src/report/ledger-index.ts'
import { messageOf } from '../config/thrown.ts'
import { lab, type Script } from '../runner/scripted-study.ts'

const PROTOCOL = { rounds: 6, configurations_per_round: 1 } // three passes of two rounds

async function ledger(name: string, script: Partial<Script>): Promise<NamedRecords> {
  const it = lab()
  await it.run({ protocol: PROTOCOL, ...script })
  return { name, records: it.records }
}

const shard = (number: number) => ({ shard: { number, of: 3 } })
interface Ledgers {
  /** Three shards, two of them on other machines; a repeat of one; one that was cut off; the study on one machine. */
  readonly all: readonly NamedRecords[]
  readonly whole: NamedRecords
}

let made: Promise<Ledgers> | undefined
/** Made in the first test that asks, since a scripted study needs the folder of a test. */
function ledgers(): Promise<Ledgers> {
  made ??= makeLedgers()
  return made
}

async function makeLedgers(): Promise<Ledgers> {
  const whole = await ledger('whole', {})
  const { records } = await ledger('cut off', {
    ...shard(3),
    boot: 'boot-5',
    wrong: ['a 5/euclidean/uniform'],
  })
  const cut = { name: 'cut off', records: records.slice(0, Math.floor(records.length * 0.8)) }
  const parts = [
    await ledger('first', shard(1)),
    await ledger('second', { ...shard(2), boot: 'boot-2' }),
    await ledger('third', { ...shard(3), boot: 'boot-3', kernel: '6.2.0' }),
    await ledger('second again', { ...shard(2), boot: 'boot-4' }),
  ]
  return { all: [...parts, cut, whole], whole }
}

const lines = (records: readonly LedgerRecord[]): string[] => records.map((record) => JSON.stringify(record))
const merged = (ledgers: readonly NamedRecords[]): NamedRecords => ({
  name: 'merged',
  records: mergeLedgers(ledgers),
})

/** Merges neighbors at random places until one ledger is left. */
function inGroups(ledgers: readonly NamedRecords[], places: readonly number[]): NamedRecords {
  let rest = ledgers
  for (const place of places) {
    if (rest.length < 2) break
    const at = place % (rest.length - 1)
    rest = [...rest.slice(0, at), merged(rest.slice(at, at + 2)), ...rest.slice(at + 2)]
  }
  return merged(rest)
}

function counted(records: readonly LedgerRecord[]): string[] {
  const index = indexLedger(records)
  if (index === undefined) return []
  return [...countBlocks(index).byArm.values()]
    .flat()
    .map(({ block, baseline }) => [block.group_id, block.engine, block.arm, baseline !== undefined].join(' '))
    .sort()
}

describe('merging', () => {
  test('is associative, commutative and idempotent', async () => {
    const { all } = await ledgers()
    fc.assert(
      fc.property(
        fc.array(fc.nat(all.length - 1), { minLength: 1, maxLength: 7 }),
        fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
        (chosen, places) => {
          const named = chosen.map((at) => all[at])
          const straight = [...new Set(chosen)].sort().map((at) => all[at])
          expect(lines(inGroups(named, places).records)).toEqual(lines(mergeLedgers(straight)))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('of all shards counts the blocks of an undisturbed run', async () => {
    const { all, whole } = await ledgers()
    const records = mergeLedgers(all.slice(0, 3))
    for (const record of records) expect(recordSchema.parse(record)).toEqual(record)
    expect(counted(records)).toEqual(counted(whole.records))
  })

  test('keeps where each block was measured, and the keys of every environment', async () => {
    const { all } = await ledgers()
    const records = mergeLedgers(all.slice(0, 3))
    const boots = records.flatMap((record) => (record.type === 'session' ? [record.boot] : []))
    expect(boots.sort()).toEqual(['boot-1', 'boot-2', 'boot-3'])
    expect(records.filter(({ type }) => type === 'environment')).toHaveLength(2)
    const plan = records.findLast((record) => record.type === 'plan')
    expect(plan?.merged).toEqual({ shards: 3 })
    expect(plan?.arms.map(({ other_keys }) => other_keys?.length)).toEqual(plan?.arms.map(() => 1))
  })

  test('of a group that was measured twice counts the earlier sitting, and pairs within it', async () => {
    const { all, whole } = await ledgers()
    const [again] = all.slice(3)
    const late = again.records.map((record) =>
      record.type === 'block' ? { ...record, started_at: '2026-01-01T00:00:00.000Z' } : record,
    )
    const records = mergeLedgers([...all.slice(0, 3), { name: 'late', records: late }])
    const index = indexLedger(records)
    const blocks = index === undefined ? [] : [...countBlocks(index).byArm.values()].flat()
    expect(blocks).toHaveLength(counted(whole.records).length)
    expect(blocks.filter(({ block }) => block.started_at.startsWith('2026'))).toEqual([])
    for (const { block, baseline } of blocks)
      expect(baseline?.block.session_id ?? block.session_id).toBe(block.session_id)
  })

  test('keeps what one machine found wrong', async () => {
    const { all } = await ledgers()
    const records = mergeLedgers(all.slice(0, 5))
    const grades = records.flatMap((record) => (record.type === 'verification' ? [record.grade] : []))
    expect(grades).toContain('wrong')
  })
})

describe('ledgers that do not make one study are refused:', () => {
  const refusal = (ledgers: readonly NamedRecords[]) => messageOf(() => mergeLedgers(ledgers))

  test('other rounds', async () => {
    const { whole } = await ledgers()
    const other = await ledger('other', { protocol: { ...PROTOCOL, rounds: 8 } })
    expect(refusal([whole, other])).toBe(
      'whole and other are of different studies: protocol.rounds is 6 and 8. Only ledgers of one study, on the same data and with the same engines, make one result; measure the shard again.',
    )
  })

  test('another plan', async () => {
    const { whole } = await ledgers()
    const answers = await ledger('answers', { until: 'answers' })
    expect(refusal([whole, answers])).toContain(
      'whole and answers planned differently: arms has 8 and 6 entries; rounds is 6 and 0; subsets has 2 and 0 entries.',
    )
  })

  test('other data', async () => {
    const { whole } = await ledgers()
    const records = whole.records.map((record) =>
      record.type === 'data' ? { ...record, X_train_sha256: 'f'.repeat(64) } : record,
    )
    expect(refusal([whole, { name: 'theirs', records }])).toContain(
      'whole and theirs have different data for iris/holdout/default: X_train_sha256 is',
    )
  })

  test('another build', async () => {
    const { whole } = await ledgers()
    const records = whole.records.map((record) =>
      record.type === 'engine' && record.engine === 'a' ? { ...record, version: '9.9' } : record,
    )
    expect(refusal([whole, { name: 'theirs', records }])).toMatch(
      /whole and theirs ran different builds of a: version is "[^"]+" and "9.9"\./,
    )
  })

  test('another division', async () => {
    const { all } = await ledgers()
    const half = await ledger('half', { shard: { number: 1, of: 2 } })
    expect(refusal([all[0], half])).toContain('first is one of 3 shards, half one of 2')
  })

  test('a block that is recorded in two ways', async () => {
    const { whole } = await ledgers()
    const records = whole.records.map((record) =>
      record.type === 'block-end' ? { ...record, wall_ns: record.wall_ns + 1 } : record,
    )
    expect(refusal([whole, { name: 'changed', records }])).toContain('is recorded in two ways')
  })

  test('arms that were measured again', async () => {
    const it = lab()
    await it.run({ protocol: PROTOCOL })
    await it.run({ protocol: PROTOCOL, again: ['a'] })
    expect(refusal([{ name: 'forced', records: it.records }])).toContain(
      'forced holds arms that were measured again with --force',
    )
  })

  test('no plan', async () => {
    const { whole } = await ledgers()
    const records = whole.records.filter(({ type }) => type !== 'plan')
    expect(refusal([{ name: 'early', records }])).toContain('early holds no plan')
  })
})
