import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureLedger, TWO_CASES } from '../report/fixtures.ts'
import { storeLedger } from '../report/stored-ledger.ts'
import { workplace } from './cli.ts'

describe('knnbench history', () => {
  const place = workplace()
  const folder = join(place.folder, 'results/history')
  beforeAll(() => {
    const results = join(place.folder, 'results/two')
    mkdirSync(results, { recursive: true })
    storeLedger(results, fixtureLedger(TWO_CASES))
  })
  afterAll(place.remove)

  it('begins with nothing, and says how to begin', () => {
    const { status, stderr } = place.knnbench('history', 'list')
    expect(status).toBe(2)
    expect(stderr).toContain('no history in results/history. Add a ledger to it with: knnbench history add')
  })

  it('keeps a file for each commit, and replaces what is measured again', () => {
    for (const commit of ['1a2b3c', 'feature/faster', '1a2b3c']) {
      const { status, stderr } = place.knnbench('history', 'add', 'two', '--commit', commit)
      expect(stderr).toContain(` ${commit}: `)
      expect(status).toBe(0)
    }
    expect(readdirSync(folder).sort()).toEqual(['0001-1a2b3c.json', '0002-feature_fast.json'])
  })

  it('takes the commit that CI tells', async () => {
    const child = place.startWith({ GITHUB_SHA: 'c0ffee' }, 'history', 'add', '--in', 'ci')
    await new Promise((resolve) => child.on('close', resolve))
    expect(readdirSync(join(place.folder, 'ci'))).toEqual(['0001-c0ffee.json'])
  })

  it('lists commits and shows series without steps where nothing changed', () => {
    const list = place.knnbench('history', 'list', '--format', 'csv')
    expect(list.stdout.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^1a2b3c,/),
      expect.stringMatching(/^feature\/faster,/),
    ])
    const shown = place.knnbench('history', 'show', '--of', 'time', '--json')
    expect(shown.status).toBe(0)
    const tables = JSON.parse(shown.stdout)
    expect(tables[0].rows.length).toBeGreaterThan(2)
    expect(tables[0].rows[0]).toMatchObject({ commits: 2, trend: '▄▄' })
    expect(tables[1].rows).toEqual([])
  })

  it('draws a picture', () => {
    const { status, stdout } = place.knnbench('history', 'show', '--picture')
    expect(status).toBe(0)
    expect(stdout).toContain('<svg')
    expect(stdout).toContain('No step was found.')
  })

  it.each([
    [['add', 'two', '--commit', '-x y'], '--commit is "-x y". Allowed: at most 64 letters'],
    [
      ['show', '--engine', 'ts-brut'],
      'no engine of this history is named "ts-brut". Did you mean "ts-brute"?',
    ],
    [['show', '--least-change', 'much'], '--least-change is "much". Allowed: per cent from 0 to 1000'],
    [['list', '--in', 'nowhere'], 'no history in nowhere.'],
  ])('refuses %j', (words, message) => {
    const { status, stderr } = place.knnbench('history', ...words)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })

  it('refuses a file that is none of its own', () => {
    const strange = join(place.folder, 'strange')
    mkdirSync(strange)
    writeFileSync(join(strange, '0001-abc.json'), '{"history": 2}')
    const { status, stderr } = place.knnbench('history', 'show', '--in', 'strange')
    expect(stderr).toContain('strange/0001-abc.json: this is no commit of a history: history:')
    expect(status).toBe(2)
  })
})
