import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DatasetEntry, TableOptions } from '../../src/config/study.ts'
import { writeNpy } from '../../src/data/npy.ts'
import { loadDataset } from './load-dataset.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()

function csvEntry(content: string, table: Partial<TableOptions> = {}): DatasetEntry {
  const path = join(folder, 'd.csv')
  writeFileSync(path, content)
  return {
    kind: 'file',
    name: 'd',
    path,
    table: { target: 'y', drop: [], categorical: [], missing: [], ...table },
  }
}

const named = (name: string, overrides: Partial<TableOptions> = {}): DatasetEntry => ({
  kind: 'named',
  name,
  overrides,
})

describe('the positive class', () => {
  it('is the last label, with a warning, where nothing is declared', () => {
    const { positive, warnings } = loadDataset(csvEntry('a,y\n1,no\n2,yes\n'), 'classification')
    expect({ positive, warnings }).toEqual({
      positive: 'yes',
      warnings: [{ code: 'positive-guessed', positive: 'yes' }],
    })
  })

  it('is the declared one, however the number is written', () => {
    const { positive, warnings } = loadDataset(
      csvEntry('a,y\n1,0\n2,1\n', { positive: '0.0' }),
      'classification',
    )
    expect({ positive, warnings }).toEqual({ positive: '0', warnings: [] })
  })

  it('is that of the registry for bundled datasets', () => {
    expect(loadDataset(named('breast-cancer'), 'classification')).toMatchObject({
      positive: '1',
      warnings: [],
    })
  })

  it('is no matter for a warning with three classes', () => {
    expect(loadDataset(named('iris'), 'classification')).toMatchObject({
      positive: 'virginica',
      warnings: [],
    })
  })

  it('must be a label', () => {
    const entry = csvEntry('a,y\n1,no\n2,yes\n', { positive: 'yess' })
    expect(() => loadDataset(entry, 'classification')).toThrow(
      'positive is "yess", which is no label of y. Did you mean "yes"? Labels: no, yes',
    )
  })
})

describe('a dataset that cannot be used', () => {
  it('has one class', () => {
    expect(() => loadDataset(csvEntry('a,y\n1,no\n2,no\n'), 'classification')).toThrow(
      'every row has y = "no"; classification needs 2 classes. Check target.',
    )
  })

  it('is unknown', () => {
    expect(() => loadDataset(named('wines'), 'classification')).toThrow(
      'unknown dataset "wines". Did you mean "wine"? List them with: knnbench datasets list',
    )
  })

  it('is not there', () => {
    const entry: DatasetEntry = { ...csvEntry(''), kind: 'file', path: '/nowhere/d.csv' } as DatasetEntry
    expect(() => loadDataset(entry, 'classification')).toThrow(
      '/nowhere/d.csv: there is no such file. Check the path.',
    )
  })

  it.each(['diabetes-progression', 'wine', 'twin-pima'])('is for the other task: %s', (name) => {
    const task = name === 'diabetes-progression' ? 'classification' : 'regression'
    expect(() => loadDataset(named(name), task)).toThrow(`the study's task is ${task}`)
  })
})

describe('generated datasets', () => {
  it('always say that they are synthetic', () => {
    const entry: DatasetEntry = { kind: 'synthetic', name: 'g', n: 30, d: 2, classes: 3, seed: 1 }
    const dataset = loadDataset(entry, 'classification')
    expect(dataset.warnings).toContainEqual({ code: 'synthetic' })
    expect(loadDataset(named('twin-social'), 'classification').warnings).toContainEqual({ code: 'synthetic' })
    expect([dataset.n, dataset.columns.length]).toEqual([30, 2])
  })

  it('take positive and drop, and nothing else', () => {
    const dataset = loadDataset(named('twin-social', { positive: '0', drop: ['x2'] }), 'classification')
    expect([dataset.positive, dataset.columns.map(({ name }) => name)]).toEqual(['0', ['x1', 'x3']])
    expect(() => loadDataset(named('twin-social', { missing: ['?'] }), 'classification')).toThrow(
      'twin-social is generated; it takes no missing. Allowed: positive, drop.',
    )
    expect(() => loadDataset(named('twin-social', { drop: ['x9'] }), 'classification')).toThrow(
      'drop names the column "x9"',
    )
  })
})

describe('arrays', () => {
  const path = join(folder, 'X.npy')
  const entry: Extract<DatasetEntry, { kind: 'file' }> = {
    kind: 'file',
    name: 'arrays',
    path,
    table: { target: 'y.npy', drop: [], categorical: [], missing: [] },
  }

  it('are read in pairs', () => {
    writeNpy(path, { shape: [2, 2], data: Float64Array.of(1, 2, 3, Number.NaN) })
    writeNpy(join(folder, 'y.npy'), { shape: [2], data: Int32Array.of(10, -3) })
    const { columns, target } = loadDataset(entry, 'classification')
    expect(columns[1]).toEqual({ kind: 'numeric', name: 'x2', values: Float64Array.of(2, Number.NaN) })
    expect(target).toEqual({ kind: 'classes', name: 'y', classes: ['-3', '10'], codes: Int32Array.of(1, 0) })
  })

  it('must have as many rows as labels', () => {
    writeNpy(path, { shape: [3, 1], data: Float64Array.of(1, 2, 3) })
    writeNpy(join(folder, 'y.npy'), { shape: [2], data: Int32Array.of(0, 1) })
    expect(() => loadDataset(entry, 'classification')).toThrow('3 rows, but 2 labels.')
  })

  it('may not hold infinite numbers', () => {
    writeNpy(path, { shape: [2, 1], data: Float64Array.of(1, Number.NEGATIVE_INFINITY) })
    writeNpy(join(folder, 'y.npy'), { shape: [2], data: Int32Array.of(0, 1) })
    expect(() => loadDataset(entry, 'classification')).toThrow('element (1, 0) is infinite')
  })

  const writePair = (): void => {
    writeNpy(path, { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) })
    writeNpy(join(folder, 'y.npy'), { shape: [2], data: Int32Array.of(0, 1) })
  }
  const withOptions = (table: Partial<TableOptions>): DatasetEntry => ({
    ...entry,
    table: { ...entry.table, ...table },
  })

  it('lose the columns that drop names', () => {
    writePair()
    const { columns } = loadDataset(withOptions({ drop: ['x1', 'x3'] }), 'classification')
    expect(columns).toEqual([{ kind: 'numeric', name: 'x2', values: Float64Array.of(2, 5) }])
  })

  it('have no other columns to drop, and keep one', () => {
    writePair()
    expect(() => loadDataset(withOptions({ drop: ['x4'] }), 'classification')).toThrow(
      `${path}: drop names the column "x4". Did you mean "x1"? Columns: x1 … x3`,
    )
    expect(() => loadDataset(withOptions({ drop: ['x1', 'x2', 'x3'] }), 'classification')).toThrow(
      `${path}: drop names every column. Keep one.`,
    )
  })

  it.each([
    ['categorical', { categorical: ['x3'] }],
    ['missing', { missing: ['-9'] }],
    ['categorical, missing, delimiter', { categorical: ['x3'], missing: ['-9'], delimiter: ',' }],
  ] as const)('take no %s', (names, table) => {
    writePair()
    expect(() => loadDataset(withOptions(table), 'classification')).toThrow(
      `${path}: an array takes no ${names}. Allowed: target, positive, drop. NaN means missing.`,
    )
  })

  it('have their labels in the same folder', () => {
    const outside: DatasetEntry = { ...entry, kind: 'file', table: { ...entry.table, target: '../y.npy' } }
    expect(() => loadDataset(outside, 'classification')).toThrow('Write, for instance,  target: y.npy')
  })
})
