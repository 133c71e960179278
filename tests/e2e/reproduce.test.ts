import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { type Workplace, workplace } from './cli.ts'
import { plainTables } from './plain-tables.ts'
import { writeTable } from './tables.ts'
import { writeStudy } from './tiny-study.ts'

const STUDY = `name: mine
datasets:
  - { name: own, path: data.csv, target: label, drop: [id], missing: ["n/a"] }
  - iris
engines: [ts-brute, { name: leaves, use: ts-kdtree }]
grid: { n_neighbors: [1, 5], metric: [euclidean], weights: [uniform] }
protocol: { rounds: 2, warmup: 1, min_time: 1ms, score_rows: 20, seed: 7 }
`

const typesIn = (folder: string) => new Set(readLedger(folder).records.map(({ type }) => type))

describe('a ledger that came from elsewhere', () => {
  const there = workplace()
  const here = workplace()
  const ledger = join(here.folder, 'from-them')
  const edited = (name: string, edit: (line: string) => string): string => {
    const folder = join(here.folder, name)
    cpSync(ledger, folder, { recursive: true })
    const lines = readFileSync(join(ledger, 'ledger.jsonl'), 'utf8').split('\n')
    writeFileSync(join(folder, 'ledger.jsonl'), lines.map(edit).join('\n'))
    return name
  }
  let whole: ReturnType<Workplace['knnbench']>

  beforeAll(() => {
    writeTable(there.folder, 'data.csv')
    writeStudy(there.folder, STUDY)
    expect(there.knnbench('run', 'study.yaml').status).toBe(0)
    cpSync(join(there.folder, 'results/mine'), ledger, { recursive: true })
    writeTable(here.folder, 'same.csv')
  })
  afterAll(() => {
    there.remove()
    here.remove()
  })

  it('is refused without its data, and with others', () => {
    const without = here.knnbench('reproduce', 'from-them')
    expect([without.status, without.stdout]).toEqual([2, ''])
    expect(without.stderr).toMatch(
      /^own was measured from a file with sha256 \w{64}, and there is no data\.csv\. Give that file with: --dataset-file own=FILE\n$/,
    )
    writeTable(here.folder, 'other.csv', { labels: ['no', 'maybe'] })
    const other = here.knnbench('reproduce', 'from-them', '--dataset-file', 'own=other.csv')
    expect([other.status, other.stdout]).toEqual([2, ''])
    expect(other.stderr).toMatch(
      /^other\.csv has sha256 \w{64}, the ledger was measured on \w{64}\. These are other data\./,
    )
  })

  it('is only talked about with --dry-run', () => {
    const dry = here.knnbench('reproduce', 'from-them', '--data', 'same.csv', '--dry-run')
    expect(dry.status).toBe(0)
    expect(dry.stdout).toContain('Again from from-them/ledger.jsonl')
    expect(dry.stdout).toContain('nothing that the ledger recorded is otherwise here')
    expect(dry.stdout).toContain('Nothing was started.')
    const plain = JSON.parse(
      here.knnbench('reproduce', 'from-them', '--data', 'same.csv', '--dry-run', '--json').stdout,
    )
    expect(plain.environment).toContainEqual({
      about: 'leaves',
      fact: 'flags',
      old: '--expose-gc',
      now: '--expose-gc',
    })
    expect(existsSync(join(here.folder, 'results'))).toBe(false)
  })

  it('answers alone are run again where a table needs no more', () => {
    const words = ['--data', 'same.csv', '--table', 'answers', '--out', 'answers', '--dataset', 'own']
    const { status, stdout, stderr } = here.knnbench('reproduce', 'from-them', ...words, '--json')
    expect(status).toBe(0)
    expect(stderr).toContain('mine: 1 dataset × 2 configurations × 2 engines, answers only')
    expect(stderr).toContain('Outcome  whatever the ledger claims came out again')
    const tables = plainTables(stdout)
    expect([...tables.keys()]).toEqual(['reproduction-environment', 'reproduction-answers'])
    expect(
      tables.get('reproduction-answers')?.map(({ dataset, engine, outcome }) => [dataset, engine, outcome]),
    ).toEqual([
      ['own', 'ts-brute', 'agrees'],
      ['own', 'leaves', 'agrees'],
    ])
    expect(typesIn(join(here.folder, 'answers')).has('block')).toBe(false)
  })

  it('is run again as a whole: old, new and ratio of every arm', () => {
    whole = here.knnbench('reproduce', 'from-them', '--data', 'same.csv', '--json')
    expect([0, 3, 4]).toContain(whole.status) // as the two rounds of each decide
    const tables = plainTables(whole.stdout)
    const answers = tables.get('reproduction-answers') ?? []
    expect(answers).toHaveLength(4)
    for (const row of answers)
      expect(row).toMatchObject({
        cells_claimed: 2,
        cells_equal_labels: 2,
        score_difference: 0,
        outcome: 'agrees',
      })
    const times = tables.get('reproduction-times') ?? []
    expect(times.map(({ dataset, engine }) => `${engine} on ${dataset}`)).toEqual([
      'ts-brute on own',
      'leaves on own',
      'ts-brute on iris',
      'leaves on iris',
    ])
    for (const { predict_old_ns, predict_new_ns, ratio } of times)
      for (const value of [predict_old_ns, predict_new_ns, ratio]) expect(value).toBeGreaterThan(0)
  })

  it('is not measured twice, and shown in any format', () => {
    const file = join(here.folder, 'results/mine-reproduced/ledger.jsonl')
    const before = readFileSync(file, 'utf8')
    const again = here.knnbench('reproduce', 'from-them', '--data', 'same.csv', '--json')
    expect([again.status, again.stdout]).toEqual([whole.status, whole.stdout])
    const csv = here.knnbench('reproduce', 'from-them', '--data', 'same.csv', '--format', 'csv')
    expect(csv.stdout).toMatch(/^dataset,split,.*,predict_old_ns,predict_new_ns,ratio,.*,outcome\nown,/)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('is reproducible from its reproduction', () => {
    const second = here.knnbench(
      'reproduce',
      'mine-reproduced',
      '--data',
      'same.csv',
      '--table',
      'answers',
      '--out',
      'second',
    )
    expect(second.status).toBe(0)
    expect(second.stdout).toContain('agrees')
  })

  it('is not written into', () => {
    const refused = here.knnbench('reproduce', 'from-them', '--data', 'same.csv', '--out', './from-them')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toBe(
      'from-them holds the ledger that is to be reproduced. Choose another folder with --out.\n',
    )
  })

  it('of another version of an engine says so before anything else', () => {
    const older = edited('older', (line) =>
      line.includes('"type":"engine"')
        ? line.replace('"version":"0.1.0"', '"version":"0.0.1\\u001b[2J\\n::error::"')
        : line,
    )
    const words = ['--data', 'same.csv', '--dry-run', '--engine', 'leaves']
    expect(
      here
        .knnbench('reproduce', older, ...words)
        .stdout.split('\n')
        .slice(0, 7),
    ).toEqual([
      'Again from older/ledger.jsonl',
      'mine: 2 datasets × 2 configurations × 2 engines (+ null arm), 2 rounds',
      '  ts-brute runs too: it is the baseline that ratios are against.',
      '  otherwise here than recorded:',
      '    ts-brute, version: knnbench 0.0.1\\u001b[2J\\u000a::error:: → knnbench 0.1.0',
      '    leaves, version: knnbench 0.0.1\\u001b[2J\\u000a::error:: → knnbench 0.1.0',
      expect.stringMatching(/^ {2}the same: knnbench \(version\), study \(hash\), CPU, /),
    ])
  })

  it('whose labels were others is not reproduced', () => {
    const labels = readLedger(ledger).records.flatMap((one) =>
      one.type === 'verification' ? [one.labels] : [],
    )
    const [first, other] = [...new Set(labels)]
    const forged = edited('forged', (line) =>
      line.includes('"type":"verification"')
        ? line.replace(`"labels":"${first}"`, `"labels":"${other}"`)
        : line,
    )
    const words = ['--data', 'same.csv', '--table', 'answers', '--out', 'answers', '--dataset', 'own']
    const { status, stderr, stdout } = here.knnbench('reproduce', forged, ...words)
    expect(status).toBe(3)
    expect(stdout).toContain('other labels on the same data')
    expect(stderr).toContain('Outcome  something came out otherwise than in the ledger')
  })
})
