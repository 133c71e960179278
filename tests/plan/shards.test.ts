import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseShard } from '../../src/config/shard.ts'
import { type ShardedCase, type ShardedStudy, shardGroups, shareOf } from '../../src/plan/shards.ts'
import { messageOf } from '../config/thrown.ts'

const studies = fc
  .record({
    rounds: fc.integer({ min: 0, max: 9 }),
    datasets: fc.array(
      fc.record({ timed: fc.integer({ min: 0, max: 3 }), folds: fc.integer({ min: 0, max: 4 }) }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ rounds, datasets }): ShardedStudy => ({ rounds, cases: datasets.flatMap(casesOf) }))
  .filter(({ cases }) => cases.length > 0)
const sharded = studies
  .filter((study) => shardGroups(study).length > 0)
  .chain((study) => fc.tuple(fc.constant(study), fc.integer({ min: 1, max: shardGroups(study).length })))

function casesOf({ timed, folds }: { timed: number; folds: number }, at: number): ShardedCase[] {
  const named = (count: number, takes: ShardedCase['takes']) =>
    Array.from({ length: count }, (_, i) => ({ case_id: `d${at}/${takes}/${i}`, dataset: `d${at}`, takes }))
  return [...named(timed, 'rounds'), ...named(folds, 'answers')]
}

/** What one shard measures and answers, as words. */
function doneBy(study: ShardedStudy, number: number, of: number) {
  const share = shareOf(study, { number, of })
  const rounds = Array.from({ length: study.rounds }, (_, round) => round)
  return {
    share,
    blocks: study.cases.flatMap(({ case_id }) =>
      rounds.flatMap((round) => (share.measures(case_id, round) ? [`${case_id}#${round}`] : [])),
    ),
    answered: study.cases.map(({ case_id }) => case_id).filter((id) => share.answers(id)),
  }
}

describe('shards', () => {
  test('measure every block of a study once, and all cases of a dataset and round together', () => {
    fc.assert(
      fc.property(sharded, ([study, of]) => {
        const parts = Array.from({ length: of }, (_, i) => doneBy(study, i + 1, of))
        const whole = shareOf(study, undefined)
        const wanted = study.cases.flatMap(({ case_id }) =>
          Array.from({ length: whole.rounds(case_id) }, (_, round) => `${case_id}#${round}`),
        )
        expect(parts.flatMap(({ blocks }) => blocks).sort()).toEqual(wanted.sort())
        for (const { blocks } of parts)
          for (const block of blocks) {
            const [dataset, , rest] = block.split('/')
            const others = wanted.filter(
              (one) => one.startsWith(`${dataset}/`) && one.endsWith(`#${rest.split('#')[1]}`),
            )
            expect(blocks).toEqual(expect.arrayContaining(others))
          }
      }),
    )
  })

  test('answer what they measure, and every case is answered by one at least', () => {
    fc.assert(
      fc.property(sharded, ([study, of]) => {
        const parts = Array.from({ length: of }, (_, i) => doneBy(study, i + 1, of))
        for (const { blocks, answered } of parts)
          expect(answered).toEqual(expect.arrayContaining(blocks.map((block) => block.split('#')[0])))
        expect(new Set(parts.flatMap(({ answered }) => answered))).toEqual(
          new Set(study.cases.map(({ case_id }) => case_id)),
        )
      }),
    )
  })

  test('hold one group more or fewer than each other, and none is empty', () => {
    fc.assert(
      fc.property(sharded, ([study, of]) => {
        const sizes = Array.from({ length: of }, (_, i) => doneBy(study, i + 1, of).share.groups)
        expect(Math.min(...sizes)).toBeGreaterThan(0)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('of two datasets in six rounds, three of four meet one dataset', () => {
    const study: ShardedStudy = {
      rounds: 6,
      cases: ['iris', 'wine'].map((dataset) => ({ case_id: dataset, dataset, takes: 'rounds' })),
    }
    const parts = [1, 2, 3].map((number) => doneBy(study, number, 3))
    expect(parts.map(({ answered }) => answered)).toEqual([['iris'], ['iris', 'wine'], ['wine']])
    expect(parts[1].blocks).toEqual(['iris#4', 'iris#5', 'wine#0', 'wine#1'])
  })

  test('more than there are groups are refused with their number', () => {
    const study: ShardedStudy = { rounds: 2, cases: [{ case_id: 'a', dataset: 'a', takes: 'rounds' }] }
    const message = messageOf(() => shareOf(study, { number: 3, of: 3 }))
    expect(message).toBe(
      'there is no shard 3 of 3: this study has only 2 groups (1 dataset in 2 rounds), and the arms of a group stay on one machine. Write --shard 2/2, or fewer shards.',
    )
  })
})

test('the groups of folds are told', () => {
  const study: ShardedStudy = {
    rounds: 1,
    cases: [
      { case_id: 'a', dataset: 'a', takes: 'rounds' },
      { case_id: 'a fold 1', dataset: 'a', takes: 'answers' },
    ],
  }
  expect(messageOf(() => shareOf(study, { number: 1, of: 3 }))).toContain(
    'this study has only 2 groups (1 dataset in 1 round, 1 fold)',
  )
})

describe('--shard', () => {
  test('takes a number and how many there are', () => {
    expect(parseShard('3/16')).toEqual({ number: 3, of: 16 })
  })

  test.each([
    ['3/0', '--shard is "3/0"; there is no study in 0 parts. Write --shard 1/4'],
    ['0/4', '--shard is "0/4"; shards count from 1. Write --shard 1/4'],
    ['5/4', '--shard is "5/4"; the last of 4 is 4/4. Write --shard 4/4'],
    ['3', '--shard is "3"; allowed: a number, a slash and how many there are, or auto. Write --shard 1/4'],
    [
      '-1/4',
      '--shard is "-1/4"; allowed: a number, a slash and how many there are, or auto. Write --shard 1/4',
    ],
    [
      '1/4 ',
      '--shard is "1/4 "; allowed: a number, a slash and how many there are, or auto. Write --shard 1/4',
    ],
  ])('%s is refused with what to write', (text, message) => {
    expect(messageOf(() => parseShard(text))).toBe(message)
  })
})
