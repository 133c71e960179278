import { describe, expect, test } from 'vitest'
import { DOCUMENT_RENDERERS, RENDERERS } from '../../src/report/render/index.ts'
import { reportDocument } from '../../src/report/report-document.ts'
import { missing, number, numberColumn, type Table, text, textColumn } from '../../src/report/table.ts'
import { TABLE_NAMES, TABLES } from '../../src/report/tables/index.ts'
import { ANSWERS_ONLY, FOLDED, FOLDS_ONLY, fixtureLedger, MIXED, resultsOf, TWO_CASES } from './fixtures.ts'
import { paperOf } from './paper-fixture.ts'
import { MISSING_TEX, typeset, typesetFiles } from './typeset.ts'

const OPTIONS = { width: 80, color: 'plain' } as const
const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i))
const HOSTILE = [
  ...PRINTABLE.flatMap((character) => [character, character.repeat(3), `${character}[2pt]`]),
  ...['\\end{document}', '\\input{x}', '^^5cend', '\\\\[1cm]', '%', 'a\n\nb', '$$', '??`!`', '~#1'],
  ...['Ärger ñ ł ø ı í', '中文', 'Ωλ', '−–—…“”‘’', '\u0301', 'e\u0301\u0302', '🙂', '\u202eabc\u001b[2J'],
]

function hostileTable(words: string): Table {
  return {
    name: 'sample',
    title: words,
    unit_of_replication: words,
    family: words,
    columns: [textColumn(words, words, 0), numberColumn('n', words, 'ratio', 0)],
    rows: [
      [text(words, words), missing(words)],
      [text(words), number(1.5, missing(words))],
    ],
    notes: [words],
  }
}

describe.skipIf(MISSING_TEX !== undefined)(
  `LaTeX is typeset${MISSING_TEX === undefined ? '' : ` (not here: ${MISSING_TEX})`}`,
  () => {
    test('every table as it stands, within the margins', () => {
      const results = resultsOf(fixtureLedger(MIXED))
      const tables = TABLE_NAMES.map((name) => TABLES[name].make(results))
      const { status, log } = typeset(RENDERERS.latex.render(tables, OPTIONS))
      expect([status, log.match(/^!.*/gm), log.match(/^Overfull \\hbox \((\d{2,}).*/gm)]).toEqual([
        0,
        null,
        null,
      ])
    })

    test('whatever stands in a table', () => {
      const { status, log } = typeset(RENDERERS.latex.render(HOSTILE.map(hostileTable), OPTIONS))
      expect([status, log.match(/^!.*/gm), log.match(/^Missing character.*/gm)]).toEqual([0, null, null])
    })

    test('a whole report', () => {
      const document = reportDocument(resultsOf(fixtureLedger(MIXED)), {
        study: 'a_b%.yaml',
        ledger: '[x]_1',
      })
      const { status, log } = typeset(DOCUMENT_RENDERERS.latex(document))
      expect([status, log.match(/^!.*/gm)]).toEqual([0, null])
    })

    test.each([
      ['as most are', [TWO_CASES]],
      ['right in part', [MIXED]],
      ['of several ledgers', [TWO_CASES, { ...TWO_CASES, seed: 8 }]],
      ['without times', [ANSWERS_ONLY]],
      ['with folds', [FOLDED]],
      ['of folds alone', [FOLDS_ONLY]],
    ])('a paper %s, within the margins', (_, specs) => {
      const { status, log } = typesetFiles(paperOf(...specs).files)
      expect([status, log.match(/^!.*/gm), log.match(/^Overfull \\hbox \((\d{2,}).*/gm)]).toEqual([
        0,
        null,
        null,
      ])
    })

    test('a long table with a footnote in every row, each page within its height', () => {
      const rows = Array.from({ length: 40 }, (_, i) => [
        text(`row ${i}`),
        missing(
          `reason ${i}, which is a sentence that takes more than one line below the table it stands in`,
        ),
      ])
      const { status, log } = typeset(RENDERERS.latex.render([{ ...hostileTable('long'), rows }], OPTIONS))
      expect([status, log.match(/Float too large.*/g)]).toEqual([0, null])
    })

    test('a table without rows', () => {
      const empty = { ...hostileTable('none'), rows: [] }
      expect(typeset(RENDERERS.latex.render([empty], OPTIONS)).status).toBe(0)
    })

    test('and an error of TeX would be noticed', () => {
      expect(typeset('\\undefined').status).not.toBe(0)
    })
  },
)
