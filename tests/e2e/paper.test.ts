import { createHash } from 'node:crypto'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MISSING_TEX, typesetFiles } from '../report/typeset.ts'
import { workplace } from './cli.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

interface Manifest {
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly table?: string }[]
  readonly left_out: readonly {
    readonly table?: string
    readonly picture?: string
    readonly reason: string
  }[]
  readonly ledgers: readonly { readonly ledger_sha256: string; readonly command: string }[]
}

describe('knnbench report --paper, after a real run', () => {
  const place = workplace()
  const read = (path: string): string => readFileSync(join(place.folder, path), 'utf8')
  let manifest: Manifest

  beforeAll(() => {
    writeStudy(place.folder, TINY_STUDY)
    expect(place.knnbench('run', 'study.yaml').status).toBe(0)
    expect(place.knnbench('report', 'tiny', '--paper', '--out', 'paper').status).toBe(0)
    manifest = JSON.parse(read('paper/manifest.json'))
  })
  afterAll(place.remove)

  it('has every file that its manifest names, with that hash', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(manifest.files.length).toBeGreaterThan(50)
    for (const { path, sha256 } of manifest.files)
      expect([path, hash(read(`paper/${path}`))]).toEqual([path, sha256])
    expect(manifest.ledgers).toEqual([
      expect.objectContaining({
        ledger_sha256: hash(read('results/tiny/ledger.jsonl')),
        command: 'knnbench run study.yaml',
      }),
    ])
  })

  it('leaves out what one dataset without folds and failures has no content for', () => {
    const why = manifest.left_out.map(({ table, picture, reason }) => [table ?? picture, reason])
    expect(why).toEqual([
      ['cross-validation', 'the study has no cross-validation'],
      ['folds', 'the study has no cross-validation'],
      ['configuration-comparisons', 'the study has no cross-validation'],
      ['failures', 'nothing failed'],
      [
        'critical-differences',
        'ranks need two datasets on which all of ts-brute, ts-kdtree were timed, not 1',
      ],
      ['recall-throughput', 'no approximate engine shows both recall and a time'],
    ])
  })

  it('has as CSV what report prints', () => {
    for (const name of ['accuracy', 'scores', 'roc', 'by-weights', 'times', 'cpu', 'cells']) {
      const { stdout } = place.knnbench('report', 'tiny', '--table', name, '--format', 'csv')
      expect(read(`paper/tables/${name}.csv`)).toBe(stdout)
    }
  })

  it('describes this run and no other', () => {
    const methods = read('paper/METHODS.md')
    expect(methods).toContain(
      'The dataset wine (source 0b1878a85c73) has 178 rows, 142 of them for training and 36 for testing, 13 features after preparation and 3 classes',
    )
    expect(methods).toContain(
      'The study has 4 rounds: 2 passes over 2 fixed subsets of 4 configurations, one subset a round.',
    )
    expect(methods).toContain('warms up for 1 call for every distance metric')
    expect(methods).toContain(
      'Of 16 cells (engine × case × configuration) with answers, 16 were graded identical.',
    )
    expect(methods).toContain('No engine was left out, no cell failed, and every planned round counts.')
    expect(methods).not.toContain(place.folder)
  })

  it.skipIf(MISSING_TEX !== undefined)('is typeset as it stands, within the margins', () => {
    const files = manifest.files.map(({ path }) => ({ path, text: read(`paper/${path}`) }))
    const { status, log } = typesetFiles(files)
    expect([status, log.match(/^!.*/gm), log.match(/^Overfull \\hbox \((\d{2,}).*/gm)]).toEqual([
      0,
      null,
      null,
    ])
  })

  it('is written by every command of docs/paper.md', () => {
    for (const name of ['quick', 'before', 'after'])
      cpSync(join(place.folder, 'results/tiny'), join(place.folder, 'results', name), { recursive: true })
    const page = readFileSync('docs/paper.md', 'utf8')
    const commands = [...page.matchAll(/^ {4}(knnbench .*)$|`(knnbench [^`]*)`/gm)].map(([, a, b]) => a ?? b)
    expect(commands).toHaveLength(3)
    for (const command of commands) {
      const { status, stderr } = place.knnbench(...command.split(' ').slice(1))
      expect([command, status, stderr]).toEqual([command, 0, ''])
    }
    expect(read('paper/tables/times.csv')).toMatch(/^ledger,.*\nbefore,/)
  })
})
