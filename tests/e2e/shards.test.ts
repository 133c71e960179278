import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const STUDY = `name: tiny
datasets: [wine, iris]
engines: [ts-brute, ts-kdtree]
baseline: ts-brute
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 4, configurations_per_round: 1, warmup: 1, min_time: 1ms, seed: 7 }
`

describe('a study in three shards', () => {
  const place = workplace()
  beforeAll(() => {
    writeStudy(place.folder, STUDY)
    expect(place.knnbench('run', 'study.yaml', '--out', 'whole').status).toBe(0)
  })
  afterAll(place.remove)
  const shards = [1, 2, 3].map((number) => `tiny-shard-${number}-of-3`)

  it('is measured part by part, each in a folder of its own', async () => {
    for (const number of [1, 3]) {
      const { status, stderr } = place.knnbench('run', 'study.yaml', '--shard', `${number}/3`)
      expect(stderr).toContain(`shard ${number} of 3`)
      expect(status).toBe(0)
    }
    const told = place.knnbench('report', shards[0]).stdout
    expect(told).toContain('this is shard 1 of 3 of the study')
  })

  it('says what is missing, and how to measure it', () => {
    const { status, stdout } = place.knnbench('merge', shards[0], shards[2], '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      ledgers: 2,
      blocks: 15,
      missing: [{ shard: '2/3', missing: 9, wanted: 9, command: 'knnbench run study.yaml --shard 2/3' }],
    })
    expect(place.knnbench('report', 'tiny').stdout).toContain('knnbench merge names what is missing')
  })

  it('is, merged, what an undisturbed run is', async () => {
    const child = place.startWith(
      { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' },
      'run',
      'study.yaml',
      '--shard',
      'auto',
    )
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
    const { stdout } = place.knnbench('merge', shards[1])
    expect(stdout).toContain('nothing of the study is missing')
    const [whole, merged] = ['whole', 'results/tiny'].map((folder) => facts(join(place.folder, folder)))
    expect(merged).toEqual(whole)
    const cells = ['whole', 'tiny'].map((name) => cellRows(name))
    expect(cells[1]).toEqual(cells[0])
  })

  it('has the same bytes in any order', () => {
    for (const [out, order] of [
      ['one', shards],
      ['other', shards.toReversed()],
    ] as const)
      expect(place.knnbench('merge', ...order, '--out', out).status).toBe(0)
    const [one, other] = ['one', 'other'].map((name) =>
      readFileSync(join(place.folder, 'results', name, 'ledger.jsonl')),
    )
    expect(one.equals(other)).toBe(true)
  })

  it('is run again and compared as any other', () => {
    expect(place.knnbench('reproduce', 'one', '--dry-run').status).toBe(0)
    expect(place.knnbench('compare', 'one', 'whole').stdout).toContain('the same')
  })

  it('is not written over a run, nor gone on with as one', () => {
    const over = place.knnbench('merge', ...shards, '--out', 'whole/../whole')
    expect([over.status, over.stderr]).toEqual([
      2,
      expect.stringContaining('whole already holds a ledger, which is that of a run'),
    ])
    const on = place.knnbench('run', 'study.yaml')
    expect([on.status, on.stderr]).toEqual([2, expect.stringContaining('this ledger holds what was merged')])
  })

  it('is refused where an answer file is gone', () => {
    rmSync(join(place.folder, 'results', shards[0], 'answers'), { recursive: true })
    const { status, stderr } = place.knnbench('merge', ...shards, '--out', 'third')
    expect([status, stderr]).toEqual([2, expect.stringContaining('missing')])
  })

  /** Planned blocks and answers, without where and when. */
  function facts(folder: string) {
    const { records } = readLedger(folder)
    return {
      blocks: records
        .flatMap((record) =>
          record.type === 'block'
            ? [
                [record.group_id, record.engine, record.arm, record.position, record.seed, record.key].join(
                  ' ',
                ),
              ]
            : [],
        )
        .sort(),
      answers: records
        .flatMap((record) =>
          record.type === 'verification'
            ? [
                JSON.stringify([
                  record.case_id,
                  record.engine,
                  record.configuration,
                  record.grade,
                  record.labels,
                ]),
              ]
            : [],
        )
        .sort(),
    }
  }

  /** Status, grade and scores of every cell. */
  function cellRows(name: string) {
    const { stdout } = place.knnbench('report', name, '--table', 'cells', '--format', 'json')
    const [table] = [JSON.parse(stdout)].flat()
    return table.rows.map(({ dataset, engine, arm, n_neighbors, status, grade, accuracy, rounds }: Row) => ({
      dataset,
      engine,
      arm,
      n_neighbors,
      status,
      grade,
      accuracy,
      rounds,
    }))
  }
})

type Row = Record<
  'dataset' | 'engine' | 'arm' | 'n_neighbors' | 'status' | 'grade' | 'accuracy' | 'rounds',
  unknown
>
