import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { type MachineRound, machineEffect } from '../../src/stats/machine-effect.ts'

type Row = readonly [string, number, number]
const roundsOf = (rows: readonly Row[]): MachineRound[] =>
  rows.map(([machine, subset, value]) => ({ machine, subset, value }))

/** No machine has all subsets equally often; values by numpy.linalg.lstsq of both models and scipy.stats.f 1.17.1. */
const UNEQUAL: readonly Row[] = [
  ['a', 0, 0.11],
  ['a', 1, 0.32],
  ['a', 0, 0.14],
  ['a', 1, 0.29],
  ['b', 0, 0.21],
  ['b', 1, 0.41],
  ['b', 0, 0.19],
  ['c', 1, 0.3],
  ['c', 0, 0.12],
  ['c', 1, 0.35],
]

function value(rows: readonly Row[]) {
  const found = machineEffect(roundsOf(rows))
  if (!found.defined) throw new Error(found.reason)
  return found.value
}

describe('the effect of machines', () => {
  test('is that of both fitted models', () => {
    const { machines, f, df_machines, df_error, p } = value(UNEQUAL)
    expect([f, p]).toEqual([expect.closeTo(15.31945392491468, 10), expect.closeTo(0.004391634544368444, 12)])
    expect([df_machines, df_error]).toEqual([2, 6])
    expect(machines).toEqual([
      { machine: 'a', mean: expect.closeTo(0.215, 12), rounds: 4 },
      { machine: 'b', mean: expect.closeTo(0.30261904761904784, 12), rounds: 3 },
      { machine: 'c', mean: expect.closeTo(0.22404761904761933, 12), rounds: 3 },
    ])
  })

  test('of one subset is the one-way analysis of variance (scipy.stats.f_oneway)', () => {
    const rows: Row[] = [0.11, 0.14, 0.09]
      .map((one): Row => ['a', 0, one])
      .concat([0.21, 0.19, 0.25].map((one): Row => ['b', 0, one]))
    expect(value(rows)).toMatchObject({
      f: expect.closeTo(20.446808510638284, 10),
      p: expect.closeTo(0.010643572799013718, 12),
    })
  })

  test('hangs neither on the order of rounds nor on what all of them share', () => {
    const shifted = UNEQUAL.toReversed().map(([machine, s, y]): Row => [machine, s, y + 3 * s + 7])
    expect(value(shifted).f).toBeCloseTo(value(UNEQUAL).f, 8)
    expect(value(shifted).p).toBeCloseTo(value(UNEQUAL).p, 10)
  })

  test.each<readonly [string, readonly Row[], string]>([
    ['one machine', UNEQUAL.filter(([machine]) => machine === 'a'), 'too-few-values'],
    ['no round to spare', UNEQUAL.slice(3, 6), 'too-few-values'],
    [
      'machines that share no subset',
      UNEQUAL.filter(([machine, subset]) => (machine === 'a') === (subset === 0)),
      'too-few-values',
    ],
    ['equal rounds', UNEQUAL.map(([machine, subset]): Row => [machine, subset, subset]), 'zero-variance'],
    ['a time that is none', [...UNEQUAL, ['a', 0, Number.NaN]], 'not-finite'],
  ])('of %s is undefined', (_, rows, reason) => {
    expect(machineEffect(roundsOf(rows))).toEqual({ defined: false, reason })
  })

  test('is found at the rate α where there is none', () => {
    const random = xoroshiro128plus(20_261)
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random))
    const studies = 3000
    let found = 0
    for (let study = 0; study < studies; study++) {
      const rows = UNEQUAL.map(([machine, subset]): Row => [machine, subset, 0.5 * subset + 0.02 * normal()])
      if (value(rows).p <= 0.05) found++
    }
    // four standard errors of a share near 0.05
    expect(Math.abs(found / studies - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / studies))
  })
})
