import {
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CASE_FILES } from '../../src/data/case.ts'
import { readIntegers, readMatrix, readNpy, sha256File } from '../../src/data/npy.ts'
import { type CaseRequest, exportCase, prepareCase } from '../../src/data/prepare-case.ts'
import { temporaryFolder } from './temporary-folder.ts'

const cacheRoot = temporaryFolder()

const wine = {
  entry: { kind: 'named', name: 'wine', overrides: {} },
  split: { kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 },
  prepareName: 'default',
  steps: ['standardize'],
  task: 'classification',
  cacheRoot,
} as const satisfies CaseRequest

describe('prepareCase', () => {
  it('names the case by dataset, split and preparation', () => {
    expect(prepareCase(wine)).toMatchObject({
      case_id: 'wine/holdout-0.2-stratified-42/default',
      dataset: 'wine',
      split_label: 'holdout-0.2-stratified',
      prepare: 'default',
      n_train: 142,
      n_test: 36,
      n_features: 13,
      classes: ['class_0', 'class_1', 'class_2'],
    })
  })

  it('writes files with the shapes and hashes it states', () => {
    const prepared = prepareCase(wine)
    const at = (name: keyof typeof CASE_FILES) => join(prepared.directory, CASE_FILES[name])
    const { source, ...hashes } = prepared.hashes
    expect(readMatrix(at('X_train'))).toMatchObject({ rows: 142, columns: 13 })
    expect(readIntegers(at('y_test')).length).toBe(36)
    expect(source).toBe(sha256File('datasets/wine.csv'))
    for (const [name, hash] of Object.entries(hashes))
      expect(sha256File(join(prepared.directory, `${name}.npy`))).toBe(hash)
  })

  it('lists the features with their statistics', () => {
    const { directory, features } = prepareCase(wine)
    const notes: { name: string; statistics: { mean: number } }[] = JSON.parse(
      readFileSync(join(directory, CASE_FILES.features), 'utf8'),
    )
    expect(notes.map(({ name }) => name)).toEqual(features)
    expect(notes[0]).toMatchObject({ kind: 'numeric', column: 'alcohol' })
    expect(notes[0].statistics.mean).toBeCloseTo(12.9714788732394, 12)
  })

  it('keeps the values of a regression target', () => {
    const entry = { kind: 'named', name: 'diabetes-progression', overrides: {} } as const
    const split = { ...wine.split, stratify: false }
    const prepared = prepareCase({ ...wine, entry, split, task: 'regression' })
    expect(readNpy(join(prepared.directory, 'y_test.npy'))).toMatchObject({ dtype: '<f8', shape: [89] })
    expect([prepared.classes, prepared.positive]).toEqual([[], ''])
  })

  it('cannot stratify a regression target', () => {
    const entry = { kind: 'named', name: 'diabetes-progression', overrides: {} } as const
    expect(() => prepareCase({ ...wine, entry, task: 'regression' })).toThrow('Set stratify: false.')
  })
})

describe('the cache', () => {
  it('gives a stored case again without writing it', () => {
    const first = prepareCase(wine)
    const before = statSync(join(first.directory, CASE_FILES.X_train)).ino
    expect(prepareCase(wine)).toEqual(first)
    expect(statSync(join(first.directory, CASE_FILES.X_train)).ino).toBe(before)
  })

  it('shares content between names, and keeps the names apart', () => {
    const other = prepareCase({ ...wine, prepareName: 'scaled' })
    expect(other.directory).toBe(prepareCase(wine).directory)
    expect(other.case_id).toBe('wine/holdout-0.2-stratified-42/scaled')
  })

  it.each([
    ['seed', { split: { ...wine.split, seed: 43 } }],
    ['test size', { split: { ...wine.split, test_size: 0.25 } }],
    ['steps', { steps: [] }],
    ['dropped columns', { entry: { kind: 'named', name: 'wine', overrides: { drop: ['hue'] } } }],
    ['source', { entry: { kind: 'named', name: 'iris', overrides: {} } }],
  ] as const)('has another folder for another %s', (_, change) => {
    expect(prepareCase({ ...wine, ...change }).key).not.toBe(prepareCase(wine).key)
  })

  it.each([
    ['a changed file', (directory: string) => writeFileSync(join(directory, CASE_FILES.y_train), 'x')],
    [
      'a changed list of classes',
      (directory: string) => edit(join(directory, 'case.json'), '"class_0"', '"class_9"'),
    ],
    [
      'a changed count',
      (directory: string) => edit(join(directory, 'case.json'), '"n_test": 36', '"n_test": 35'),
    ],
    [
      'a changed description of its features',
      (directory: string) => edit(join(directory, CASE_FILES.features), 'alcohol', 'ethanol'),
    ],
    ['a broken case.json', (directory: string) => writeFileSync(join(directory, 'case.json'), '{')],
  ])('prepares a case with %s again', (_, damage) => {
    const first = prepareCase(wine)
    const features = readFileSync(join(first.directory, CASE_FILES.features), 'utf8')
    damage(first.directory)
    expect(prepareCase(wine)).toEqual(first)
    expect(readFileSync(join(first.directory, CASE_FILES.features), 'utf8')).toBe(features)
    expect(sha256File(join(first.directory, CASE_FILES.y_train))).toBe(first.hashes.y_train)
  })

  it('takes no whole case for another one', () => {
    const one = prepareCase(wine)
    const two = prepareCase({ ...wine, split: { ...wine.split, seed: 7 } })
    rmSync(one.directory, { recursive: true })
    cpSync(two.directory, one.directory, { recursive: true })
    expect(prepareCase(wine)).toEqual(one)
  })

  it('holds nothing of a case that failed', () => {
    const root = temporaryFolder()
    const split = { ...wine.split, test_size: 500 }
    expect(() => prepareCase({ ...wine, split, cacheRoot: root })).toThrow('test_size is 500')
    expect(readdirSync(join(root, 'cases'))).toEqual([])
  })
})

describe('exportCase', () => {
  it('writes into its folder, and through no link that lies there', () => {
    const outside = join(temporaryFolder(), 'mine')
    const outDir = temporaryFolder()
    writeFileSync(outside, 'precious')
    symlinkSync(outside, join(outDir, CASE_FILES.X_train))
    exportCase(prepareCase(wine), outDir)
    expect(readFileSync(outside, 'utf8')).toBe('precious')
    expect(lstatSync(join(outDir, CASE_FILES.X_train)).isFile()).toBe(true)
  })

  it('writes exactly the files that engines get', () => {
    const outDir = join(temporaryFolder(), 'out', 'wine')
    const prepared = prepareCase(wine)
    const paths = exportCase(prepared, outDir)
    expect(readdirSync(outDir).sort()).toEqual(Object.values(CASE_FILES).sort())
    expect(paths.map((path) => basename(path)).sort()).toEqual(Object.values(CASE_FILES).sort())
    expect(sha256File(join(outDir, 'X_test.npy'))).toBe(prepared.hashes.X_test)
    expect(existsSync(join(outDir, 'case.json'))).toBe(false)
  })
})

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}
