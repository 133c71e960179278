import { expect, test } from 'vitest'
import { escapeXml } from '../../../src/report/render/escape-xml.ts'

test('what is markup becomes its entity, in elements and in quoted attributes', () => {
  expect(escapeXml(`<script>alert("x")</script> & 'y'`)).toBe(
    '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;',
  )
})

test('an entity that is in the text is shown as it stands', () => {
  expect(escapeXml('&lt;b&gt; &#60;')).toBe('&amp;lt;b&amp;gt; &amp;#60;')
})

test('controls and direction marks vanish, row ends are blanks', () => {
  expect(escapeXml('a\u202eb\u0000c\u001b[2J\r\nd')).toBe('abc[2J d')
})
