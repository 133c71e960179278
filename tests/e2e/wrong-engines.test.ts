import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeStudy } from './tiny-study.ts'

const ENGINES = fileURLToPath(new URL('../fixtures/engines/', import.meta.url))
const WRONG = ['wrong-vote', 'k-plus-one', 'skips-feature']

describe('engines with wrong answers', () => {
  const place = workplace()
  const manifest = (name: string): string => join(ENGINES, `${name}.yaml`)
  let run: ReturnType<typeof place.knnbench>

  beforeAll(() => {
    const engines = WRONG.map((name) => `  - { name: ${name}, manifest: ${manifest(name)} }`).join('\n')
    const text = `name: wrong
datasets: [breast-cancer]
engines:
  - ts-brute
${engines}
grid: { n_neighbors: [4, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 2, warmup: 1, min_time: 1ms }
`
    writeStudy(place.folder, text)
  })
  afterAll(place.remove)

  it('do not run before the user has read their manifests', () => {
    const refused = place.knnbench('run', 'study.yaml', '--allow-outside')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('this manifest is not part of the installation and would run: node')
    expect(refused.stderr).toContain('knnbench engines trust')
  })

  it('end the run with exit code 5', () => {
    for (const name of WRONG) expect(place.knnbench('engines', 'trust', manifest(name)).status).toBe(0)
    run = place.knnbench('run', 'study.yaml', '--allow-outside')
    expect(run.status).toBe(5)
  })

  it.each(WRONG)('%s is graded wrong, with its first differing row and no time', (name) => {
    const line = run.stdout.split('\n').find((text) => text.trimStart().startsWith(name)) ?? ''
    expect(line).toMatch(/^ +\S+ +– +– +– +not/) // no time, no ratio, no interval: "not shown"
    expect(line).not.toMatch(/\d (ns|µs|ms|s)\b/)
    expect(run.stdout).toMatch(new RegExp(`${name}[^]*?row \\d+`))
  })

  it('have no time in any table', () => {
    const rows: Record<string, string>[] = parse(place.knnbench('report', '--format', 'csv').stdout, {
      columns: true,
    })
    const wrong = rows.filter(({ engine }) => WRONG.includes(engine))
    expect(wrong.length).toBeGreaterThan(0)
    expect(wrong.some(({ grade }) => grade === 'wrong')).toBe(true)
    for (const row of wrong.filter(({ grade }) => grade === 'wrong')) {
      expect([row.predict_ns, row.search_ns, row.cpu_ns]).toEqual(['', '', ''])
    }
  })
})
