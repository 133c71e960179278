import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const STUDY = `name: hostile
datasets:
  - { name: little, path: little.csv, target: __proto__, positive: toString }
  - { name: constructor, path: contradictions.csv, target: y, positive: "no" }
engines: [ts-brute, ts-kdtree, ts-balltree]
grid: { n_neighbors: [1, 3], metric: [euclidean], weights: [distance] }
split: { kind: holdout, test_size: 0.5, stratify: false, seed: 42 }
prepare: [one-hot]
protocol: { rounds: 1, warmup: 1, min_time: 1ms }
`

/** Six clouds 0.001 apart near 1e9, where float64 numbers are 1e-7 apart; neighbors of a cloud have another class. */
const little = Array.from({ length: 60 }, (_, row) => {
  const cloud = Math.floor(row / 10)
  return `${1e9 + cloud * 1e-3 + (row % 10) * 1e-6},${['constructor', 'toString'][cloud % 2]}\n`
})
/** Rows that are the same but for their class; of two classes there is a single row. */
const contradictions = ['no', 'yes', 'no', 'single', 'no'].map((label) => `7,x,${label}\n`)

describe('values that are hard to get right', () => {
  const place = workplace()
  let cells: Record<string, string>[]
  const rows = (dataset: string) => cells.filter((row) => row.dataset === dataset && row.arm === 'main')
  let ran: ReturnType<typeof place.knnbench>

  beforeAll(() => {
    writeFileSync(join(place.folder, 'little.csv'), `valueOf,__proto__\n${little.join('')}`)
    writeFileSync(join(place.folder, 'contradictions.csv'), `a,b,y\n${contradictions.join('')}`)
    writeStudy(place.folder, STUDY)
    ran = place.knnbench('run', 'study.yaml')
    cells = parse(place.knnbench('report', 'hostile', '--format', 'csv').stdout, { columns: true })
  })
  afterAll(place.remove)

  it('are measured', () => {
    expect([ran.status, ran.stderr]).toEqual([0, expect.not.stringMatching(/bug|^\s+at /m)])
  })

  it('lose no neighbor to cancellation in any engine of ours', () => {
    const found = rows('little').map((row) => [row.engine, row.status, row.grade, row.accuracy])
    const right = ['ts-brute', 'ts-kdtree', 'ts-balltree'].flatMap((engine) =>
      Array.from({ length: 2 }, () => [engine, 'measured', 'identical', '1']),
    )
    expect(found.sort()).toEqual(right.sort())
  })

  it('may be the same in all rows, and fewer than neighbors are asked for', () => {
    const few = rows('constructor').filter(({ n_neighbors }) => n_neighbors !== '1')
    expect(new Set(few.map(({ status }) => status))).toEqual(new Set(['unsupported']))
    const one = rows('constructor').filter(({ n_neighbors }) => n_neighbors === '1')
    expect(one.map(({ status, grade }) => [status, grade])).toEqual(
      Array.from({ length: 3 }, () => ['measured', 'identical']),
    )
    expect(ran.stdout.replaceAll(/\s+/g, ' ')).toContain('unsupported (k=3 > n_train=2)')
  })
})

describe('a value that cannot be used', () => {
  const place = workplace()
  afterAll(place.remove)
  const refused = (cells: string) => {
    writeFileSync(join(place.folder, 'd.csv'), `a,b,y\n${cells}`)
    const dataset = '{ name: d, path: d.csv, target: y, positive: "1" }'
    const split = '{ kind: holdout, test_size: 0.3, stratify: false, seed: 1 }'
    writeStudy(
      place.folder,
      `name: d\ndatasets: [${dataset}]\nsplit: ${split}\nprepare: [one-hot]\nengines: [ts-brute]\n`,
    )
    const { status, stdout, stderr } = place.knnbench('run', 'study.yaml')
    expect([status, stdout]).toEqual([2, ''])
    return stderr
  }

  it('is refused with its place, and nothing is measured', () => {
    expect(refused('1,2,0\n0x10,2,1\n')).toMatch(
      /^d\.csv:3:1: "0x10" in column a, which is numeric in the row before\./m,
    )
    expect(refused('1,2,0\n3,-1e308,1\n4,0,1\n')).toMatch(
      /^d\.csv: column b reaches 1e\+308, so that squared distances overflow\./m,
    )
    expect(refused('0,0,0\n1e-300,0,1\n2e-300,0,1\n')).toMatch(
      /^d\.csv: column a spans only 2e-300, so that squared distances underflow\./m,
    )
  })
})
