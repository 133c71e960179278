import { describe, expect, it } from 'vitest'
import { prepareCsv, refusal } from './prepared-csv.ts'

const ONE_HOT = { steps: ['one-hot'] } as const
/** Names that every JavaScript object has. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

describe('names that every JavaScript object has', () => {
  it.each(INHERITED)('%s is a column as any other', (name) => {
    const { features, rows, notes } = prepareCsv(`${name},y\n1,no\n2,yes\n3,no\n`, { steps: [] })
    expect(features).toEqual([name])
    expect(notes).toEqual([{ name, kind: 'numeric', column: name, statistics: {} }])
    expect(rows).toEqual([
      [1, 'no'],
      [2, 'yes'],
      [3, 'no'],
    ])
  })

  it.each(INHERITED)('%s is a target as any other', (target) => {
    const { rows } = prepareCsv(`a,${target}\n1,no\n2,yes\n`, { table: { target }, steps: [] })
    expect(rows).toEqual([
      [1, 'no'],
      [2, 'yes'],
    ])
  })

  it('are unknown where the header has them not', () => {
    expect(refusal('a,y\n1,no\n', { table: { target: 'constructor' } })).toBe(
      'd.csv:1:1: target names the column "constructor", which the header does not have. Columns: a, y',
    )
    expect(refusal('a,y\n1,no\n', { table: { drop: ['__proto__'] } })).toBe(
      'd.csv:1:1: drop names the column "__proto__", which the header does not have. Columns: a, y',
    )
  })

  it('are levels and labels, in code-point order', () => {
    const content = ['a,y', ...INHERITED.map((name) => `${name},${name}`)].join('\n')
    const { features, classes, positive, rows } = prepareCsv(content, {
      ...ONE_HOT,
      split: { test_size: 1 },
    })
    const sorted = INHERITED.toSorted()
    expect([classes, positive]).toEqual([sorted, 'valueOf'])
    const inTraining = sorted.filter((name) => features.includes(`a_${name}`))
    expect(inTraining.length).toBe(4)
    expect(rows).toEqual(
      INHERITED.map((name) => [...inTraining.map((level) => Number(level === name)), name]),
    )
  })

  it('are positive labels, dropped and declared columns', () => {
    const { features, positive } = prepareCsv(
      '__proto__,constructor,y\n1,2,__proto__\n3,2,toString\n5,2,toString\n',
      {
        table: { drop: ['__proto__'], categorical: ['constructor'], positive: '__proto__' },
        ...ONE_HOT,
      },
    )
    expect([features, positive]).toEqual([['constructor_2'], '__proto__'])
    expect(refusal('a,y\n1,no\n2,yes\n', { table: { positive: 'constructor' } })).toBe(
      'd.csv: positive is "constructor", which is no label of y. Labels: no, yes',
    )
  })
})
