import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlText } from '../../src/config/yaml-text.ts'

describe('a text in YAML', () => {
  it('stands plain where every reader takes it for text', () => {
    for (const text of ['churn', 'customer_id', 'data/churn-2024.csv', './x.csv', '/tmp/a.csv'])
      expect(yamlText(text)).toBe(text)
  })

  it.each([
    '',
    'yes',
    'y',
    'No',
    'off',
    'null',
    '~',
    '1',
    '1e3',
    '1:30',
    '.5',
    '.inf',
    '...',
    '---',
    '- a',
    '# a',
  ])('stands in quotes where some reader would not: %j', (text) =>
    expect(yamlText(text)).toBe(JSON.stringify(text)),
  )

  it('shows no control or bidirectional mark', () => {
    expect(yamlText('a\nb\u202e\u0085\u001b')).toBe('"a\\nb\\u202e\\u0085\\u001b"')
  })

  it('is read back as it was, by YAML 1.2 and 1.1, as a value and in lists', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(texts, (text) => {
        const yaml = `a: ${yamlText(text)} # b\nc: [${yamlText(text)}]\nd:\n  - ${yamlText(text)} # e\n`
        for (const version of ['1.2', '1.1'] as const)
          expect(parse(yaml, { version })).toEqual({ a: text, c: [text], d: [text] })
      }),
      { numRuns: 1000 },
    )
  })
})
