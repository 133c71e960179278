import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeText } from '../../../src/report/render/escape.ts'
import { escapeMarkdown, escapeMarkdownLine } from '../../../src/report/render/escape-markdown.ts'
import { RENDERERS } from '../../../src/report/render/index.ts'
import { type Table, text, textColumn } from '../../../src/report/table.ts'

test.each([
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a&#92;\\|b'],
  ['`code`', '\\`code\\`'],
  ['**bold** _it_', '\\*\\*bold\\*\\* \\_it\\_'],
  ['predict_ns', 'predict_ns'],
  ['<script>&lt;', '&lt;script&gt;&amp;lt;'],
  ['[x](javascript:y)', '\\[x\\](javascript:y)'],
  ['![x](y)', '!\\[x\\](y)'],
  ['~~gone~~', '\\~\\~gone\\~\\~'],
  ['$x$', '\\$x\\$'],
  ['https://a.example', 'https:<!-- -->//a.example'],
  ['WWW.a.example', 'WWW<!-- -->.a.example'],
  ['@someone', '@<!-- -->someone'],
  ['a\r\n## b\u2028| c', 'a \\#\\# b \\| c'],
  ['\u001b[2J\u202ex', '\\[2Jx'],
])('%j is shown as it is', (raw, escaped) => {
  expect(escapeMarkdown(raw)).toBe(escaped)
})

test.each([
  ['- x', '\\- x'],
  ['+ x', '\\+ x'],
  ['===', '\\==='],
  ['1. x', '1\\. x'],
  ['12) x', '12\\) x'],
  ['    code', 'code'],
  ['# x', '\\# x'],
  ['> x', '&gt; x'],
  ['1.5 times', '1\\.5 times'],
])('%j begins no block', (raw, escaped) => {
  expect(escapeMarkdownLine(raw)).toBe(escaped)
})

/** What a reader sees: entities, escapes and empty comments resolved. */
function shown(markdown: string): string {
  const entities: Record<string, string> = { '&#92;': '\\', '&lt;': '<', '&gt;': '>', '&amp;': '&' }
  return markdown
    .replaceAll('<!-- -->', '')
    .replaceAll(/\\([^\p{L}\p{N}\s])|(&#?\w+;)/gu, (_, escaped, entity) => escaped ?? entities[entity])
}

const hostile = fc.string({ unit: fc.constantFrom(...'a1 \\`*_{}[]()<>#+-=.!|~$&@:/"\n\t\u001b\u202e') })

test('whatever a text is, it is shown letter by letter', () => {
  fc.assert(
    fc.property(hostile, (raw) => {
      expect(shown(escapeMarkdownLine(raw))).toBe(escapeText(raw).trim())
    }),
  )
})

test('and wherever it stands, it adds no cell, no line and no tag', () => {
  fc.assert(
    fc.property(hostile, (raw) => {
      const one = (words: string): Table => ({
        name: 'x',
        title: words,
        unit_of_replication: words,
        family: words,
        columns: [textColumn(words, words, 0), textColumn('b', 'b', 0)],
        rows: [[text(words, words), text('b')]],
        notes: [words],
      })
      const render = (table: Table) => RENDERERS.markdown.render([table], { width: 80, color: 'plain' })
      const lines = render(one(raw)).split('\n')
      expect(lines).toHaveLength(render(one('plain')).split('\n').length)
      const bars = lines.map((line) => line.replaceAll(/\\[^\w\s]/g, '').split('|').length - 1)
      expect(bars.filter((count) => count > 0)).toEqual([3, 3, 3])
      expect(lines.join('\n').replaceAll('<!-- -->', '')).not.toMatch(/[<>]/)
    }),
  )
})
