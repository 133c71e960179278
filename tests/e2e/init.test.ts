import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { writeTable } from './tables.ts'

const place = workplace()
afterAll(place.remove)

function init(...words: string[]): string {
  const { status, stdout, stderr } = place.knnbench('init', ...words)
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

function fails(...words: string[]): { readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = place.knnbench('init', ...words)
  expect(status).toBe(2)
  expect(stderr).not.toMatch(/^\s+at |This is a bug/m)
  return { stdout, stderr }
}

const written = (file: string): string => readFileSync(join(place.folder, file), 'utf8')

describe('knnbench init', () => {
  it('says what it understood and writes a study that runs as it stands', () => {
    writeTable(place.folder, 'mine.csv')
    const said = init('--data', 'mine.csv', '--target', 'label')
    expect(said).toContain('120 rows, 5 columns; "," between cells')
    expect(said).toMatch(/^ {2}id +number +1 – 120, 120 different +0 +left out: numbers the rows$/m)
    expect(said).toMatch(/^ {2}city +text +2 levels +0 +one-hot$/m)
    expect(said.replaceAll(/\s+/g, ' ')).toContain(
      'standardized: "n/a" in 11 rows among numbers: read as missing',
    )
    expect(said).toContain('target label: classification, since it has 2 classes')
    expect(said).toContain('positive class: "yes", the last label in order')
    expect(said).toContain('Wrote study.yaml. Run it with:  knnbench run study.yaml')
    const run = place.knnbench('run', 'study.yaml', '--answers-only', '--engine', 'ts-kdtree')
    expect(run.status).toBe(0)
    expect(run.stdout).toMatch(/ts-kdtree +identical/)
    expect(readdirSync(join(place.folder, 'results'))).toEqual(['mine'])
  })

  it.each([
    ['semicolons, decimal commas and a mark', { delimiter: ';', decimal: ',', head: '\uFEFF' }],
    ['tabs', { delimiter: '\t' }],
    ['CRLF', { end: '\r\n' }],
    ['labels that YAML or an object could take for something else', { labels: ['__proto__', 'no', 'a: #b'] }],
    ['labels that are numbers', { labels: ['0', '1.0'] }],
  ])('reads tables with %s', (_, style) => {
    writeTable(place.folder, 'other.csv', style)
    const { decimal, drop, declared_missing, n_features } = JSON.parse(
      init('--data', 'other.csv', '--target', 'label', '--out', 'other.yaml', '--force', '--json'),
    )
    expect([decimal, drop, declared_missing]).toEqual(['decimal' in style ? ',' : '.', ['id'], ['n/a']])
    const { status, stdout } = place.knnbench('run', 'other.yaml', '--dry-run', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout).cases).toMatchObject([{ n_train: 96, n_test: 24, n_features }])
  })

  it('keeps every name that a table can have', () => {
    const names = [
      '__proto__',
      'constructor',
      'yes',
      '1e3',
      'a: b',
      '#x',
      '"',
      "'",
      'größe',
      '- a',
      '{x}',
      'new\nline',
      '%',
      '*a',
      '!b',
      '~',
    ]
    const row = (i: number) =>
      names.map((_, j) => (j === 0 ? i : j % 2 === 0 ? `${i % 60}x` : (i * (j + 3)) % 17))
    const rows = Array.from({ length: 90 }, (_, i) => [...row(i), ['b', 'a'][i % 2]])
    writeFileSync(join(place.folder, 'names.csv'), stringify([[...names, 'null'], ...rows]))
    const { drop } = JSON.parse(
      init('--data', 'names.csv', '--target', 'null', '--out', 'names.yaml', '--json'),
    )
    expect(drop).toEqual(names.filter((_, j) => j % 2 === 0))
    const { status, stdout, stderr } = place.knnbench(
      'datasets',
      'prepare',
      'names',
      '--study',
      'names.yaml',
      '--out',
      'n',
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toContain('72 train, 18 test, 8 features')
  })

  it('writes over nothing without --force, and never over the table', () => {
    writeFileSync(join(place.folder, 'kept.yaml'), 'mine')
    const words = ['--data', 'mine.csv', '--target', 'label', '--out', 'kept.yaml']
    expect(fails(...words).stderr).toBe(
      'kept.yaml: this file is already there, and nothing was written. Choose another one with --out, or write over it with --force.\n',
    )
    expect(written('kept.yaml')).toBe('mine')
    init(...words, '--force')
    expect(written('kept.yaml')).toContain('name: mine')
    const table = written('mine.csv')
    expect(fails(...words.slice(0, 4), '--out', 'mine.csv', '--force').stderr).toContain(
      '--out is the table itself.',
    )
    expect(written('mine.csv')).toBe(table)
  })

  it('lists likely targets where none is given, with the command to type', () => {
    const { stdout, stderr } = fails('--data', 'mine.csv')
    expect(stdout).toMatch(/^ {2}label +text +2 levels/m)
    expect(stderr).toBe(
      'mine.csv: --target is missing. Likely, the first one most: label (2 classes), city (2 classes), a (41 numbers: regression). Write  knnbench init --data mine.csv --target label\n',
    )
  })

  it('takes a target of many numbers for a regression, which runs as it stands', () => {
    const said = init('--data', 'mine.csv', '--target', 'a', '--out', 'values.yaml')
    expect(said).toContain('target a: regression, since it has 41 different numbers, more than 20')
    expect(said).toContain('Wrote values.yaml. Run it with:  knnbench run values.yaml')
    const only = ['--engine', 'ts-brute', '--engine', 'ts-kdtree']
    const { status, stdout } = place.knnbench('run', 'values.yaml', '--answers-only', ...only)
    expect(status).toBe(0)
    expect(stdout).toMatch(/ts-kdtree .*identical/)
    expect(stdout).toContain('96 train, 24 test')
    expect(
      init(
        '--data',
        'mine.csv',
        '--target',
        'a',
        '--out',
        'values.yaml',
        '--force',
        '--task',
        'classification',
      ),
    ).toContain('target a: classification, since it has 41 classes')
  })

  it('names the place of what no study can mend', () => {
    writeFileSync(join(place.folder, 'gap.csv'), 'x,y\n1,a\n2,\n3,b\n')
    expect(fails('--data', 'gap.csv', '--target', 'y', '--out', 'gap.yaml').stderr).toMatch(
      /^gap\.csv:3:2: the target y is missing in 1 row\./,
    )
    expect(fails('--data', 'mine.csv', '--target', 'lable', '--out', 'gap.yaml').stderr).toContain(
      'Did you mean "label"?',
    )
    expect(fails('--data', 'mien.csv', '--target', 'y').stderr).toBe(
      'mien.csv: there is no such file. Did you mean "mine.csv"?\n',
    )
    expect(readdirSync(place.folder)).not.toContain('gap.yaml')
  })
})
