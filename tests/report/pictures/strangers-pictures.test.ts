import { expect, test } from 'vitest'
import { specText, svgText } from '../../../src/cli/picture-files.ts'
import { reportPage } from '../../../src/cli/report-page.ts'
import type { LedgerRecord } from '../../../src/ledger/record.ts'
import { PICTURE_NAMES, PICTURES } from '../../../src/report/pictures/index.ts'
import { APPROXIMATE, fixtureLedger, resultsOf, TWO_CASES } from '../fixtures.ts'

/** Markup, the ends of what a text may stand in, Vega's expressions and signals, controls. */
const HOSTILE = [
  '</title></desc></style></script><script>alert(1)</script><img src=x onerror=alert(1)>',
  `"'\`]}); alert(1); //`,
  '$' + '{alert(1)} {"signal": "alert(1)"} datum["ratio"]',
  'javascript:alert(1)\u202egnp\u001b[2J\u0000\n]]>&lt;',
]

const ledger = fixtureLedger({ ...TWO_CASES, engines: TWO_CASES.engines.slice(0, 3) })

const curves = fixtureLedger(APPROXIMATE)

/** A class, a metric, a weighting and a preparation are a stranger's words, and are drawn. */
const DRAWN = ['malignant', 'manhattan', 'uniform', 'default']

function withWords(words: string, records: readonly LedgerRecord[]): LedgerRecord[] {
  return JSON.parse(JSON.stringify(records), (_, value) =>
    DRAWN.includes(value) ? `${value} ${words}` : value,
  )
}

test.each(HOSTILE)('is drawn as mere text: %j', async (words) => {
  const results = resultsOf({ ...ledger, records: withWords(words, ledger.records) })
  const approximate = resultsOf({ ...curves, records: withWords(words, curves.records) })
  for (const name of PICTURE_NAMES) {
    const picture = PICTURES[name].make(name === 'recall-throughput' ? approximate : results)
    if (picture.kind === 'undrawn') throw new Error(picture.reason)
    const svg = await svgText(picture)
    expect(tagsOf(svg).filter((tag) => !SVG_TAGS.includes(tag))).toEqual([])
    expect(harmIn(svg)).toEqual([])
    expect(JSON.parse(specText(picture))).toEqual(picture.spec)
  }
  const page = await reportPage(results)
  expect(harmIn(page)).toEqual([])
  expect(page.match(/<style>/g)).toHaveLength(1)
})

const SVG_TAGS = ['svg', 'title', 'desc', 'g', 'path', 'rect', 'line', 'text', 'tspan']

function tagsOf(markup: string): string[] {
  return [...new Set([...markup.matchAll(/<([a-z][a-z0-9-]*)/gi)].map(([, tag]) => tag.toLowerCase()))]
}

/** What could run, load or lead elsewhere, and controls. */
function harmIn(markup: string): string[] {
  const bare = markup.replace(/"[^"]*"/g, '""') // names of attributes without their values
  const links = [...markup.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href)
  return [
    ...tagsOf(markup).filter((tag) => /^(script|img|iframe|object|use|image|foreignobject)$/.test(tag)),
    ...[...bare.matchAll(/<[^>]*\s(on\w+|style|src|xlink:href)=/gi)].map(([tag]) => tag),
    ...[...markup.matchAll(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e]/gu)].map(
      ([control]) => `U+${control.codePointAt(0)}`,
    ),
    ...links.filter((href) => !href.startsWith('#')),
  ]
}

test('harm would be found', () => {
  expect(harmIn('<a href="x"><img src="y"><g onload="z">\u202e')).toHaveLength(5)
})
