import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeLatex } from '../../../src/report/render/escape-latex.ts'

test.each([
  ['\\input{/etc/passwd}', '\\textbackslash{}input\\{/etc/passwd\\}'],
  ['50 % & $x_1^2$ #1 ~', '50 \\% \\& \\$x\\_1\\textasciicircum{}2\\$ \\#1 \\textasciitilde{}'],
  ['[2pt]', '{[}2pt{]}'],
  ['*', '{*}'],
  ['<a|b>', '\\textless{}a\\textbar{}b\\textgreater{}'],
  ['--data', '-{}-data'],
  ['1 – 2', '1 {--} 2'],
  ["''", "'{}'"],
  ['?`', '?{}`{}'],
  ['"', '\\texttt{\\char34}'],
  ['−1 × 2 µs ±5', '$-$1 $\\times$ 2 $\\mu$s $\\pm$5'],
  ['Δ recall', '$\\Delta$ recall'],
  ['Zürich, España, Łódź', "Z\\\"{u}rich, Espa\\~{n}a, \\L{}\\'{o}d\\'{z}"],
  ['í', "\\'{\\i{}}"],
  ['中', '\\texttt{U+4E2D}'],
  ['🙂', '\\texttt{U+1F642}'],
  ['x\u0302', '\\texttt{U+0302}'.replace(/^/, 'x')],
  ['a\n\n\u001b\u202eb', 'a b'],
])('%j is printed as it is', (raw, escaped) => {
  expect(escapeLatex(raw)).toBe(escaped)
})

test('nothing but commands of the kernel is left of any text, in ASCII and with balanced braces', () => {
  const unit = fc.oneof(
    fc.constantFrom(...'\\{}$&#_%~^<>|"[]*-`\',?!–−é中'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  )
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const latex = escapeLatex(units.join(''))
      expect(latex).toMatch(/^[ -~]*$/)
      const bare = latex
        .replaceAll(/\$(\^(\d|\\circ)|-|\\[a-z]+)\$/g, '')
        .replaceAll(/\\([{}$&#_%]|[`'^~=."]|[a-zA-Z]+)/g, '')
      expect(bare).not.toMatch(/[\\$&#_%^]/)
      let depth = 0
      for (const brace of latex.replaceAll(/\\[{}]/g, '').match(/[{}]/g) ?? []) {
        depth += brace === '{' ? 1 : -1
        expect(depth).toBeGreaterThanOrEqual(0)
      }
      expect(depth).toBe(0)
    }),
  )
})
