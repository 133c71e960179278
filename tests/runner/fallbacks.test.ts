import { describe, expect, test } from 'vitest'
import { configurationKey } from '../../src/plan/grid.ts'
import { blocks, failures, fallbacks, recordsOf } from './ledger-view.ts'
import type { Call, Fault } from './scripted-engine.ts'
import { type Lab, lab, type Script } from './scripted-study.ts'

const GRID = { n_neighbors: [1, 5], metric: ['euclidean', 'manhattan'], weights: ['uniform'] } as const
const ONE: Partial<Script> = {
  datasets: ['iris'],
  engines: ['base', 'a'],
  grid: GRID,
  protocol: { rounds: 2 },
  capabilities: { a: { neighbors: true } },
}

function ofA(stage: Call['stage'], fault: Fault): Pick<Script, 'fault'> {
  return { fault: (call) => (call.engine === 'a' && call.stage === stage ? fault : undefined) }
}

/** How each cell of `a` was graded, as `5/euclidean/uniform neighbors`. */
function bases({ records }: Lab): string[] {
  return recordsOf(records, 'verification')
    .filter(({ engine }) => engine === 'a')
    .map(({ configuration, basis }) => `${configurationKey(configuration)} ${basis}`)
}

const EACH_BY_ITS_BASIS = [
  '1/euclidean/uniform labels',
  '5/euclidean/uniform labels',
  '1/manhattan/uniform neighbors',
  '5/manhattan/uniform neighbors',
]

describe('an engine that ends while it writes the neighbors of one metric', () => {
  const script = { ...ONE, ...ofA('answers', { kind: 'crashed', at: 'neighbors/euclidean' }) }

  test('is asked again without them, and its cells are graded by labels', async () => {
    const it = lab()
    await it.run(script)
    expect(it.calls.filter(({ engine, stage }) => engine === 'a' && stage === 'answers')).toHaveLength(2)
    expect(bases(it)).toEqual(EACH_BY_ITS_BASIS)
    expect(failures(it.records)).toEqual([])
    expect(fallbacks(it.records)).toEqual(['iris a neighbors euclidean crashed'])
    expect(blocks(it.records).filter((block) => block.includes(' a/'))).toHaveLength(2)
  })

  test('is not asked for them again when the grid grows', async () => {
    const it = lab()
    await it.run(script)
    const before = it.calls.length
    await it.run({ ...script, grid: { ...GRID, n_neighbors: [1, 3, 5] } })
    const again = it.calls.slice(before).filter(({ engine, stage }) => engine === 'a' && stage === 'answers')
    expect(again).toHaveLength(1)
    expect(fallbacks(it.records)).toHaveLength(1)
  })
})

test('neighbors that an engine refuses leave its cells to their labels', async () => {
  const it = lab()
  await it.run({ ...ONE, ...ofA('answers', { kind: 'refuses', at: 'neighbors/euclidean' }) })
  expect(bases(it)).toEqual(EACH_BY_ITS_BASIS)
  expect(failures(it.records)).toEqual([])
  expect(fallbacks(it.records)).toEqual(['iris a neighbors euclidean unsupported'])
})

test('neighbors that are declared and never told fail the cells of their metric, and no others', async () => {
  const it = lab()
  await it.run({ ...ONE, ...ofA('answers', { kind: 'passes-over', at: 'neighbors/euclidean' }) })
  expect(failures(it.records)).toEqual([
    'iris a 1/euclidean/uniform error',
    'iris a 5/euclidean/uniform error',
  ])
  expect(recordsOf(it.records, 'failure')[0].message).toContain(
    'the manifest says that the engine tells neighbors',
  )
  expect(bases(it)).toEqual(EACH_BY_ITS_BASIS.slice(2))
})

describe('an engine that ends while a search is timed', () => {
  const script = { ...ONE, ...ofA('block', { kind: 'timeout', at: 'search/euclidean' }) }

  test('repeats the block with the search untimed, and loses no cell', async () => {
    const it = lab()
    await it.run(script)
    expect(fallbacks(it.records)).toEqual(['iris a search euclidean timeout'])
    expect(failures(it.records)).toEqual([])
    expect(blocks(it.records).filter((block) => block.includes(' a/'))).toEqual([
      '0.0 iris a/main timeout',
      '0.0 iris a/main measured',
      '1.0 iris a/main measured',
    ])
    const configurations = recordsOf(it.records, 'block').filter(({ engine }) => engine === 'a')
    expect(configurations.map((block) => block.configurations.length)).toEqual([4, 4, 4])
  })

  test('is not asked for it again by a later run', async () => {
    const it = lab()
    await it.run(script)
    await it.run({ ...script, protocol: { rounds: 4 } })
    expect(fallbacks(it.records)).toHaveLength(1)
  })
})

test('a search that an engine refuses is recorded, and the block counts', async () => {
  const it = lab()
  await it.run({ ...ONE, ...ofA('block', { kind: 'refuses', at: 'search/euclidean' }) })
  expect(fallbacks(it.records)).toEqual(['iris a search euclidean unsupported'])
  expect(blocks(it.records).filter((block) => block.includes(' a/'))).toEqual([
    '0.0 iris a/main measured',
    '1.0 iris a/main measured',
  ])
})
