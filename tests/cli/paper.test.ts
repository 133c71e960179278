import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formerPaper, hashOf, writePaper } from '../../src/cli/paper-folder.ts'
import { fixtureLedger, TINY } from '../report/fixtures.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)

/** A ledger without answers, whose only rows are those of an engine that is not installed. */
beforeAll(() => {
  const { records } = fixtureLedger({ ...TINY, S: 0, P: 0 })
  const lines = records.filter(({ type }) => type !== 'verification' && type !== 'data')
  place.write('results/mine/ledger.jsonl', lines.map((record) => `${JSON.stringify(record)}\n`).join(''))
})

const paper = (out: string, ...words: string[]) =>
  place.knnbench(['report', 'mine', '--paper', '--out', out, ...words])
const read = (...path: string[]): string => readFileSync(join(place.folder, ...path), 'utf8')
const filesOf = (folder: string): string[] =>
  readdirSync(join(place.folder, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('.'))
    .sort()

describe('report --paper', () => {
  test('writes its files, and says which and what it left out', async () => {
    const { code, stdout } = await paper('first')
    expect(code).toBe(0)
    expect(stdout).toContain(
      'first: 1 table as LaTeX, Markdown and CSV, 0 pictures, a page and the methods (8 files)\n',
    )
    expect(stdout).toContain('left out: times (nothing was timed)\n')
    expect(stdout).toContain('left out: roc (no right answer has probabilities)\n')
    expect(stdout).toContain('cd first && pdflatex main.tex')
    expect(filesOf('first')).toEqual([
      ...['METHODS.md', 'METHODS.tex', 'main.tex', 'manifest.json', 'report.html'],
      ...['tables/failures.csv', 'tables/failures.md', 'tables/failures.tex'],
    ])
  })

  test('has a manifest by which every file can be checked and written again', async () => {
    await paper('second')
    const manifest = JSON.parse(read('second', 'manifest.json'))
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    const own = filesOf('second').filter((path) => path !== 'manifest.json')
    expect(manifest.files.map(({ path }: { path: string }) => path).sort()).toEqual(own)
    for (const { path, sha256 } of manifest.files)
      expect([path, hash(read('second', path))]).toEqual([path, sha256])
    expect(manifest).toMatchObject({
      kind: 'knnbench-paper',
      schema: 1,
      tool_version: '0.1.0',
      command: 'knnbench report results/mine --paper --out DIR',
      ledgers: [
        {
          name: 'mine',
          ledger_sha256: hash(read('results/mine/ledger.jsonl')),
          study: 'quick',
          tool_version: '0.1.0',
          command: 'knnbench run quick',
        },
      ],
    })
  })

  test('writes the same bytes again, here and elsewhere', async () => {
    await paper('third')
    const before = filesOf('third').map((path) => read('third', path))
    expect((await paper('third')).code).toBe(0)
    await paper('elsewhere/deeper')
    expect(filesOf('third').map((path) => read('third', path))).toEqual(before)
    expect(filesOf('elsewhere/deeper').map((path) => read('elsewhere/deeper', path))).toEqual(before)
  })

  test('says the same as JSON', async () => {
    const { stdout } = await paper('fourth', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      out: 'fourth',
      files: expect.arrayContaining(['main.tex', 'tables/failures.csv', 'manifest.json']),
      left_out: expect.arrayContaining([{ table: 'times', reason: 'nothing was timed' }]),
    })
  })
})

describe('its folder', () => {
  test('may be empty, or hold a former paper and what TeX made of it', async () => {
    mkdirSync(join(place.folder, 'empty'))
    expect((await paper('empty')).code).toBe(0)
    place.write('empty/main.pdf', 'x')
    place.write('empty/main.aux', 'x')
    expect((await paper('empty')).code).toBe(0)
    expect(read('empty/main.pdf')).toBe('x')
  })

  test('loses tables that the paper no longer has', async () => {
    await paper('older')
    const manifest = JSON.parse(read('older/manifest.json'))
    const gone = { path: 'tables/gone.csv', sha256: createHash('sha256').update('x').digest('hex') }
    place.write('older/tables/gone.csv', 'x')
    place.write('older/manifest.json', JSON.stringify({ ...manifest, files: [...manifest.files, gone] }))
    expect((await paper('older')).code).toBe(0)
    expect(existsSync(join(place.folder, 'older/tables/gone.csv'))).toBe(false)
  })

  test('is refused with anything else in it, and left as it was', async () => {
    const refused = async (folder: string, found: string) => {
      const before = filesOf(folder)
      const { code, stderr } = await paper(folder)
      expect([code, stderr]).toEqual([
        2,
        `${folder}: nothing was written here: ${found}. Choose another folder with --out, or move it away.\n`,
      ])
      expect(filesOf(folder)).toEqual(before)
    }
    place.write('foreign/notes.txt', 'mine')
    await refused('foreign', 'it holds notes.txt and is no paper folder')
    place.write('other/manifest.json', '{"files":[]}')
    await refused('other', 'it holds manifest.json and is no paper folder')
    await paper('used')
    place.write('used/tables/mine.csv', 'mine')
    await refused('used', 'its tables/mine.csv is not one of the files that knnbench wrote')
    await paper('edited')
    place.write('edited/METHODS.md', 'much better')
    await refused('edited', 'its METHODS.md was changed since knnbench wrote it')
    expect(read('edited/METHODS.md')).toBe('much better')
  })

  test('keeps a file that no paper has, even if a manifest lists it', async () => {
    await paper('listed')
    const manifest = JSON.parse(read('listed/manifest.json'))
    place.write('listed/notes.txt', 'x')
    const listed = { path: 'notes.txt', sha256: createHash('sha256').update('x').digest('hex') }
    place.write('listed/manifest.json', JSON.stringify({ ...manifest, files: [...manifest.files, listed] }))
    expect((await paper('listed')).code).toBe(2)
    expect(read('listed/notes.txt')).toBe('x')
  })

  test('whose writing was cut off is written by the next run', () => {
    const text = (content: string) => ({ path: 'METHODS.md', text: content })
    const entry = (content: string) => ({ path: 'METHODS.md', sha256: hashOf(content) })
    const manifest = (content: string) => ({
      ...{ tool_version: '1', command: 'c', ledgers: [], left_out: [] },
      files: [entry(content), { path: 'main.tex', sha256: hashOf(content) }],
    })
    const cutOff = [text('new'), { path: 'main.tex', text: null as unknown as string }]
    const folder = join(place.folder, 'cut')
    writePaper(folder, [], [text('old'), { path: 'main.tex', text: 'old' }], manifest('old'))
    expect(() => writePaper(folder, formerPaper(folder), cutOff, manifest('new'))).toThrow()
    expect([read('cut/METHODS.md'), read('cut/main.tex')]).toEqual(['new', 'old'])
    expect(formerPaper(folder).map(({ path }) => path)).toEqual(['METHODS.md', 'main.tex'])
  })

  test('is never written through a link', async () => {
    mkdirSync(join(place.folder, 'linked'))
    mkdirSync(join(place.folder, 'target'))
    symlinkSync(join(place.folder, 'target'), join(place.folder, 'linked/tables'))
    const { code, stderr } = await paper('linked')
    expect([code, stderr]).toEqual([2, expect.stringContaining('its tables is a link or a device')])
    expect(readdirSync(join(place.folder, 'target'))).toEqual([])
  })

  test('is not followed out of by a manifest', async () => {
    place.write('outside.txt', 'mine')
    await paper('sly')
    const manifest = JSON.parse(read('sly/manifest.json'))
    const outside = { path: '../outside.txt', sha256: createHash('sha256').update('mine').digest('hex') }
    place.write('sly/manifest.json', JSON.stringify({ ...manifest, files: [...manifest.files, outside] }))
    await paper('sly')
    expect(read('outside.txt')).toBe('mine')
  })
})

test.each([
  [['--paper'], '--paper needs a folder to write to. Name one with --out DIR.\n'],
  [
    ['--out', 'x'],
    '--out is the folder of a paper, and the report goes to standard output. Add --paper, or write the report to a file with  > FILE.\n',
  ],
  [
    ['--paper', '--out', 'x', '--table', 'times'],
    '--paper writes all its tables as LaTeX, Markdown and CSV, so it takes no other option than --out and --json. Leave the others out.\n',
  ],
])('%j is an error that says what to do', async (words, sentence) => {
  const { code, stdout, stderr } = await place.knnbench(['report', 'mine', ...words])
  expect([code, stdout, stderr]).toEqual([2, '', sentence])
})
