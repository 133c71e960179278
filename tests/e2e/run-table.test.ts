import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { writeTable } from './tables.ts'

const TABLE = ['--data', 'my table.csv', '--target', 'label']
const SMALL = ['--engine', 'ts-kdtree', '--rounds', '5']

describe('knnbench run --data --target, without a study', () => {
  const place = workplace()
  afterAll(place.remove)
  writeTable(place.folder, 'my table.csv')
  const ledger = (): string => readFileSync(join(place.folder, 'results/my-table/ledger.jsonl'), 'utf8')

  it('measures, says what it left out and why, and names the positive class', () => {
    const { status, stdout, stderr } = place.knnbench('run', ...TABLE, ...SMALL)
    expect(status).toBe(0)
    expect(stderr).toContain('my-table: 1 dataset × 40 configurations × 2 engines (+ null arm), 5 rounds')
    expect(stderr).toContain('warning: id left out: numbers the rows')
    expect(stderr).toContain('warning: b standardized: "n/a" in 11 rows among numbers: read as missing')
    expect(stderr).toContain('positive class: "yes", the last label in order')
    expect(stdout).toMatch(/ts-brute .* baseline .* identical/)
    const study = readLedger(join(place.folder, 'results/my-table')).records.find(
      ({ type }) => type === 'study',
    )
    expect(study).toMatchObject({
      name: 'my-table',
      protocol: { rounds: 5, configurations_per_round: 8, rows: 256, max_arm_ns: 20e9, budget_ns: 90e9 },
      invoked: { table: { data: 'my table.csv', target: 'label' } },
    })
  })

  it('measures nothing the second time', () => {
    const before = ledger()
    const again = place.knnbench('run', ...TABLE, ...SMALL)
    expect(again.stderr).toContain('already measured; nothing to do')
    expect(ledger()).toBe(before)
  })

  it('proposes commands that work as typed', () => {
    const answers = place.knnbench(
      'run',
      ...TABLE,
      '--engine',
      'ts-kdtree',
      '--answers-only',
      '--out',
      'answers',
    )
    const proposed = `knnbench run --data 'my table.csv' --target label --engine ts-kdtree --out answers`
    expect(answers.stdout.replaceAll(/\s+/g, ' ')).toContain(`To time the same study: ${proposed}`)
    const report = place.knnbench('report', 'answers')
    expect(report.stdout.replaceAll(/\s+/g, ' ')).toContain(`To time the same study: ${proposed}`)
    const planned = place.knnbench('run', ...TABLE, '--engine', 'ts-kdtree', '--out', 'answers', '--dry-run')
    expect(planned.status).toBe(0)
  })

  it('is the study that init writes', () => {
    place.knnbench('init', ...TABLE)
    const before = ledger()
    const { status, stderr } = place.knnbench('run', 'study.yaml', '--engine', 'ts-kdtree', '--rounds', '5')
    expect(status).toBe(0)
    const measured = (text: string) =>
      text.split('\n').filter((line) => line.includes('"type":"block"')).length
    expect(measured(ledger())).toBe(measured(before))
    expect(stderr).toContain('already measured')
  })

  it('gives its prepared files by the same words', () => {
    const { status, stdout } = place.knnbench('datasets', 'prepare', 'my-table', ...TABLE, '--out', 'files')
    expect(status).toBe(0)
    expect(stdout).toContain('96 train, 24 test, 3 features in files')
  })

  it('tells what is missing or too much', () => {
    const fails = (...words: string[]): string => {
      const { status, stderr } = place.knnbench('run', ...words)
      expect(status).toBe(2)
      expect(stderr).not.toMatch(/^\s+at |This is a bug/m)
      return stderr
    }
    expect(fails()).toContain('there is no study. Write  knnbench run quick  or')
    expect(fails('--data', 'my table.csv')).toContain(
      "Write  knnbench run --data 'my table.csv' --target label",
    )
    expect(fails('my table.csv')).toContain("Write  knnbench run --data 'my table.csv' --target COLUMN")
    expect(fails('--target', 'label')).toContain('--target is given without --data.')
    expect(fails('quick', ...TABLE)).toContain('a study (quick) and --data are both given.')
    expect(fails(...TABLE, '--rounds', '3')).toContain('need a multiple of 5. Set it to 5 or 10.')
    expect(fails(...TABLE, '--dataset', 'nope')).toContain('--dataset is "nope"; allowed: my-table.')
  })
})
