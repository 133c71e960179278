import { once } from 'node:events'
import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { plainTables } from './plain-tables.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

const ENGINES = fileURLToPath(new URL('../fixtures/engines/', import.meta.url))

describe('an engine that is wrong', () => {
  const place = workplace()
  afterAll(place.remove)

  it('ends a reproduction with exit code 5, and starts only once it is trusted', () => {
    copyFileSync(join(ENGINES, 'skips-feature.yaml'), join(place.folder, 'wrong.yaml'))
    symlinkSync(join(ENGINES, 'skips-feature.mjs'), join(place.folder, 'skips-feature.mjs'))
    const study = TINY_STUDY.replace('ts-kdtree', '{ name: wrong, manifest: wrong.yaml }')
    writeStudy(place.folder, study)
    expect(place.knnbench('engines', 'trust', 'wrong.yaml').status).toBe(0)
    expect(place.knnbench('run', 'study.yaml', '--answers-only').status).toBe(5)
    const again = place.knnbench('reproduce', 'tiny')
    expect(again.status).toBe(5)
    expect(again.stderr).toContain('Outcome  answers are wrong here')
    expect(again.stdout).not.toContain('predict')
    writeFileSync(join(place.folder, '.cache/knnbench/trusted.json'), '{}')
    const refused = place.knnbench('reproduce', 'tiny')
    expect([refused.status, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain('this manifest is not part of the installation and would run: node')
    const late = place.knnbench('reproduce', 'tiny', '--table', 'ranking')
    expect(late.status).toBe(2)
    expect(late.stderr).toContain('table ranking needs times, and tiny was only answered in this ledger.')
  })
})

describe('a study with a holdout and folds', () => {
  const place = workplace()
  afterAll(place.remove)

  const dry = (table: string) => {
    const { stdout, stderr } = place.knnbench('reproduce', 'tiny', '--table', table, '--dry-run', '--json')
    expect(stderr).toBe('')
    return JSON.parse(stdout).cases.map(({ case_id }: { case_id: string }) => case_id.split('/')[1])
  }

  it('runs only the cases that a table is about, and refuses a table of cases that it has not', () => {
    const splits = 'splits: [{ kind: holdout }, { kind: kfold, n_splits: 2, shuffle: true, seed: 1 }]'
    writeStudy(place.folder, `${TINY_STUDY}${splits}\n`)
    expect(place.knnbench('run', 'study.yaml', '--answers-only').status).toBe(0)
    const folds = ['kfold-2-1-fold-1', 'kfold-2-1-fold-2']
    expect(dry('accuracy')).toEqual(['holdout-0.2-stratified-42'])
    expect(dry('folds')).toEqual(folds)
    expect(dry('data')).toEqual(['holdout-0.2-stratified-42', ...folds])
    const { status } = place.knnbench('reproduce', 'tiny', '--table', 'folds', '--out', 'again')
    expect(status).toBe(0)
    const { records } = readLedger(join(place.folder, 'again'))
    const cases = records.flatMap((one) => (one.type === 'verification' ? [one.case_id] : []))
    expect(new Set(cases.map((one) => one.split('/')[1]))).toEqual(new Set(folds))
    const refused = place.knnbench('reproduce', 'again', '--table', 'accuracy')
    expect([refused.status, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain('table accuracy needs a holdout, and tiny has folds alone.')
    expect(refused.stderr).toContain('--table folds')
  })
})

describe('Ctrl-C', () => {
  const place = workplace()
  afterAll(place.remove)

  it('ends a reproduction with exit code 130, and the same command goes on from there', async () => {
    writeStudy(place.folder, TINY_STUDY)
    expect(place.knnbench('run', 'study.yaml').status).toBe(0)
    const child = place.start('reproduce', 'tiny')
    let told = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      if (told.includes('round 2/4') && !child.killed) child.kill('SIGINT')
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(130)
    const blocks = () => {
      const { records } = readLedger(join(place.folder, 'results/tiny-reproduced'))
      return records.filter(({ type }) => type === 'block').length
    }
    const cut = blocks()
    expect(cut).toBeGreaterThan(0)
    const resumed = place.knnbench('reproduce', 'tiny', '--json')
    expect([0, 3, 4]).toContain(resumed.status)
    expect(plainTables(resumed.stdout).get('reproduction-times')).toHaveLength(2)
    expect(blocks()).toBeGreaterThan(cut)
    expect(blocks()).toBeLessThanOrEqual(cut + 12)
  })
})
