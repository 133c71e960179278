import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PICTURE_NAMES, PICTURES } from '../../src/report/pictures/index.ts'
import { fixtureLedger, TWO_CASES } from '../report/fixtures.ts'
import { writeLedgerFiles } from '../report/write-ledger.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

beforeAll(() => {
  const three = { ...TWO_CASES, engines: TWO_CASES.engines.slice(0, 3) }
  writeLedgerFiles(join(place.folder, 'results/mine'), fixtureLedger(three))
  writeLedgerFiles(join(place.folder, 'results/answers'), fixtureLedger({ ...three, S: 0, P: 0 }))
})

const report = (...words: string[]) => place.knnbench(['report', ...words])

/** The ledger has no approximate engine: tests/report/pictures has one that does. */
const DRAWN = PICTURE_NAMES.filter((name) => name !== 'recall-throughput')

describe('report --picture', () => {
  test.each(DRAWN)('%s is an image, described', async (name) => {
    const { code, stdout } = await report('mine', '--picture', name)
    expect([code, stdout.slice(0, 5), stdout.trimEnd().slice(-6)]).toEqual([0, '<svg ', '</svg>'])
    expect(stdout).toContain(`role="img" aria-labelledby="picture-${name}-title"`)
  })

  test('is its specification too', async () => {
    const { code, stdout } = await report('mine', '--picture', 'ratios', '--format', 'vega-lite')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      title: { text: 'Time ratios to the baseline' },
    })
  })

  test('says why a picture cannot be drawn', async () => {
    const { code, stdout, stderr } = await report('answers', '--picture', 'time')
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      'picture time cannot be drawn from this ledger: no engine shows a time. See what it holds: knnbench report\n',
    ])
  })

  test.each([
    [
      ['--picture', 'ratio'],
      `unknown picture "ratio"; there are: ${PICTURE_NAMES.join(', ')}. Did you mean "ratios"? See: knnbench report --list-pictures\n`,
    ],
    [
      ['--picture', 'ratios', '--format', 'latex'],
      'a picture has no format latex. Its formats are svg (the default) and vega-lite.\n',
    ],
    [
      ['--picture', 'ratios', '--json'],
      'a picture has no format json. Its formats are svg (the default) and vega-lite.\n',
    ],
    [
      ['--picture', 'ratios', '--filter', 'engine=a'],
      '--table, --filter, --rows, --columns and --value are of tables, and a picture was asked for. Leave them out, or leave out --picture.\n',
    ],
    [['--format', 'svg'], '--format svg is of pictures. Name one with --picture (see --list-pictures).\n'],
    [['answers', '--picture', 'ratios'], 'a picture is of one ledger, not 2. Name one of them.\n'],
    [
      ['answers', '--format', 'html'],
      'an HTML report is of one ledger, not 2. Name one of them, or one table of all with --table.\n',
    ],
  ])('refuses %j', async (words, message) => {
    const { code, stdout, stderr } = await report('mine', ...words)
    expect([code, stdout, stderr]).toEqual([2, '', message])
  })
})

test('report --list-pictures has every picture', async () => {
  const { stdout } = await report('--list-pictures', '--json')
  expect(JSON.parse(stdout)).toEqual(PICTURE_NAMES.map((name) => ({ name, summary: PICTURES[name].summary })))
  const lines = (await report('--list-pictures')).stdout.trimEnd().split('\n')
  expect(lines.map((line) => line.split(' ')[0])).toEqual(PICTURE_NAMES)
})

describe('report --format html', () => {
  test('is a page of the whole ledger', async () => {
    const { code, stdout } = await report('mine', '--format', 'html')
    expect([code, stdout.slice(0, 15), stdout.match(/<svg /g)?.length]).toEqual([
      0,
      '<!doctype html>',
      DRAWN.length,
    ])
  })

  test('says on the page which pictures cannot be drawn', async () => {
    const { stdout } = await report('answers', '--format', 'html')
    expect(stdout).toContain('<li>Prediction time on each dataset: no engine shows a time</li>')
  })

  test('is a page of one table, of several ledgers too', async () => {
    const { code, stdout } = await report('mine', 'answers', '--table', 'data', '--format', 'html')
    expect([code, stdout.match(/<table/g)?.length]).toEqual([0, 1])
    expect(stdout).toContain('<th scope="row">mine</th>')
  })
})
