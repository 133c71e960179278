import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const MANIFEST = fileURLToPath(new URL('../fixtures/engines/aborts.yaml', import.meta.url))

describe('an engine that cannot even be probed', () => {
  const place = workplace()
  const run = (name: string, engines: string) => {
    writeStudy(
      place.folder,
      `name: ${name}
datasets: [iris]
engines: [{ name: aborts, manifest: ${MANIFEST} }, ${engines}]
grid: { n_neighbors: [5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 1, warmup: 1, min_time: 1ms }
`,
    )
    return place.knnbench('run', 'study.yaml', '--allow-outside')
  }

  beforeAll(() => void place.knnbench('engines', 'trust', MANIFEST))
  afterAll(place.remove)

  it('is a row of the report though it is the baseline, and the others are measured', () => {
    const { status, stderr } = run('baseline', 'ts-brute')
    expect(stderr).toContain('1 arm failed when tried and left out (see the report)')
    expect(status).toBe(0)
    const rows: Record<string, string>[] = parse(
      place.knnbench('report', 'baseline', '--format', 'csv').stdout,
      {
        columns: true,
      },
    )
    const told = rows.filter(({ arm }) => arm === 'main').map((row) => `${row.engine} ${row.status}`)
    expect(told).toEqual(['aborts crashed', 'ts-brute measured'])
  })

  it('ends the run with exit code 1 where there is nothing else, every time', () => {
    const another = `{ name: aborts-too, manifest: ${MANIFEST} }`
    for (const { status, stdout } of [run('nothing', another), run('nothing', another)]) {
      expect(status).toBe(1)
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        'nothing can be timed: aborts: the engine was ended by SIGABRT',
      )
    }
  })
})
