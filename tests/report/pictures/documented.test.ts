import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PICTURE_NAMES, PICTURES } from '../../../src/report/pictures/index.ts'
import { desk } from '../../cli/invoke.ts'
import { APPROXIMATE, fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'
import { writeLedgerFiles } from '../write-ledger.ts'

const page = readFileSync('docs/pictures.md', 'utf8')
const commands = [...page.matchAll(/^ {4}knnbench (.*?)(?: > (\S+))?$/gm)]
const ledger = fixtureLedger({ ...TWO_CASES, engines: TWO_CASES.engines.slice(0, 3) })
const place = desk()
afterAll(place.remove)
beforeAll(() => writeLedgerFiles(join(place.folder, 'results/quick'), ledger))

const BEGINNINGS: Readonly<Record<string, string>> = { svg: '<svg ', json: '{\n', html: '<!doctype html>' }

test('the page has examples', () => expect(commands.length).toBeGreaterThan(4))

test.each(commands.map(([, words, file]) => ({ words, file })))(
  'knnbench $words',
  async ({ words, file }) => {
    const { code, stdout, stderr } = await place.knnbench(words.split(' '))
    const ending = file?.split('.').at(-1)
    const beginning = ending === undefined ? 'ratios ' : BEGINNINGS[ending]
    expect([code, stderr, stdout.slice(0, beginning.length)]).toEqual([0, '', beginning])
  },
)

test('the page has every picture in its order, with its unit of replication', () => {
  const results = resultsOf(ledger)
  const approximate = resultsOf(fixtureLedger(APPROXIMATE))
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| .* \| (.*) \|$/gm)].map(([, name, unit]) => ({
    name,
    unit,
  }))
  expect(rows.map(({ name }) => name)).toEqual(PICTURE_NAMES)
  for (const [i, name] of PICTURE_NAMES.entries()) {
    const picture = PICTURES[name].make(name === 'recall-throughput' ? approximate : results)
    expect(picture.kind === 'drawn' && picture.data.unit_of_replication.startsWith(rows[i].unit), name).toBe(
      true,
    )
  }
})
