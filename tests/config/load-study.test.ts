import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bundledStudies, loadStudy } from '../../src/config/load-study.ts'
import { known } from './known.ts'
import { messageOf } from './thrown.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-study-'))
  write(
    'configs/quick.yaml',
    'name: quick\ndatasets: [wine]\nengines: [ts-brute, ml-knn]\nprotocol: { rounds: 10, seed: 3 }\n',
  )
  write('configs/all.yaml', 'name: all\ndatasets: [wine, iris]\nengines: [ts-brute]\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

function load(reference: string, options: { allow_outside?: boolean } = {}) {
  return loadStudy(reference, {
    configsDirectory: join(folder, 'configs'),
    known,
    cwd: join(folder, 'here'),
    ...options,
  }).study
}

const failure = (reference: string) => messageOf(() => load(reference)).replaceAll(folder, '…')

describe('references', () => {
  test('a bundled study is loaded by name', () => {
    expect(load('quick').name).toBe('quick')
  })

  test('a study is loaded by its path, relative to the working directory', () => {
    write('here/studies/mine.yaml', 'name: mine\ndatasets: [iris]\nengines: [ml-knn]\n')
    expect(load('studies/mine.yaml').name).toBe('mine')
  })

  test('an unknown name gives the nearest and all bundled ones', () => {
    expect(failure('qiuck')).toBe(
      'no study "qiuck"; bundled studies: all, quick. Did you mean "quick"? A study of your own is given by its path.',
    )
  })

  test('a path without a file is named as such', () => {
    expect(failure('./none.yaml')).toBe('no file "./none.yaml"; bundled studies: all, quick.')
  })

  test('a folder is no study', () => {
    expect(failure('../configs')).toBe(
      'the study "../configs" cannot be read (EISDIR). Give the path of a YAML file.',
    )
  })

  test('bytes that are not UTF-8 are refused', () => {
    write('here/latin.yaml', Uint8Array.of(0x6e, 0xe9))
    expect(failure('latin.yaml')).toBe('latin.yaml: the study is not UTF-8 text. Save it as UTF-8.')
  })

  test('positions show paths relative to the working directory, or whole outside it', () => {
    write('here/mine.yaml', 'task: x\n')
    write('other.yaml', 'task: x\n')
    expect(failure('mine.yaml')).toContain('\nmine.yaml:1:7: task is')
    expect(failure('../other.yaml')).toContain('\n…/other.yaml:1:7: task is')
  })

  test('the bundled studies are listed by name', () => {
    expect(bundledStudies(join(folder, 'configs'))).toEqual(['all', 'quick'])
  })
})

describe('extends', () => {
  test('keys of the study win, mappings merge and lists replace', () => {
    write(
      'here/mine.yaml',
      'extends: quick\nname: mine\nengines: [ts-brute, ts-kdtree]\nprotocol: { rounds: 20 }\n',
    )
    const study = load('mine.yaml')
    expect(study).toMatchObject({
      name: 'mine',
      protocol: { rounds: 20, seed: 3 },
      datasets: [{ name: 'wine' }],
    })
    expect(study.engines.map(({ name }) => name)).toEqual(['ts-brute', 'ts-kdtree'])
  })

  test('a study may extend one that extends another', () => {
    write('here/a.yaml', 'extends: b.yaml\nname: a\n')
    write('here/b.yaml', 'extends: quick\nname: b\nprotocol: { seed: 9 }\n')
    expect(load('a.yaml')).toMatchObject({ name: 'a', protocol: { rounds: 10, seed: 9 } })
  })

  test('split undoes splits of the study below, and prepare undoes prepares', () => {
    write('here/a.yaml', 'extends: b.yaml\nsplit: { seed: 7 }\nprepare: [standardize]\n')
    write('here/b.yaml', 'extends: quick\nsplits: [{ seeds: [1, 2] }]\nprepares: { raw: [one-hot] }\n')
    const study = load('a.yaml')
    expect(study.splits.map(({ seed }) => seed)).toEqual([7])
    expect(study.prepares).toEqual({ default: ['standardize'] })
  })

  test('a split keeps the kind of the one below, unless it names another', () => {
    write('here/b.yaml', 'extends: quick\nsplit: { kind: kfold, n_splits: 4, shuffle: true, seed: 1 }\n')
    write('here/a.yaml', 'extends: b.yaml\nsplit: { seed: 7 }\n')
    expect(load('a.yaml').splits).toEqual([{ kind: 'kfold', n_splits: 4, seed: 7 }])
    write('here/a.yaml', 'extends: b.yaml\nsplit: { kind: holdout, test_size: 0.5 }\n')
    expect(load('a.yaml').splits).toMatchObject([{ kind: 'holdout', test_size: 0.5 }])
  })

  test('paths are relative to the file they are written in', () => {
    write('here/a.yaml', 'extends: deep/b.yaml\nname: a\n')
    write('here/deep/b.yaml', 'name: b\nengines: [ml-knn]\ndatasets: [{ name: c, path: c.csv, target: y }]\n')
    write('here/deep/c.csv', 'y\n')
    expect(load('a.yaml').datasets).toMatchObject([{ path: join(folder, 'here/deep/c.csv') }])
  })

  test('positions point into the file that holds the value', () => {
    write('here/a.yaml', 'extends: deep/b.yaml\ntask: clustering\n')
    write('here/deep/b.yaml', 'name: b\nengines: [ml-knn]\ndatasets: [wnie]\n')
    expect(failure('a.yaml').split('\n')).toEqual([
      'a.yaml:2:7: task is "clustering"; allowed: classification, regression.',
      'deep/b.yaml:3:12: unknown dataset "wnie". Did you mean "wine"? List them with: knnbench datasets list',
    ])
  })

  test('a circle is an error that names its files', () => {
    write('here/a.yaml', 'extends: b.yaml\n')
    write('here/b.yaml', 'name: b\nextends: a.yaml\n')
    expect(failure('a.yaml')).toBe(
      'b.yaml:2:10: extends goes in a circle: "a.yaml" → "b.yaml" → "a.yaml". Delete one of them.',
    )
  })

  test('a circle through linked folders ends too', () => {
    write('here/a.yaml', 'extends: again/a.yaml\n')
    symlinkSync('.', join(folder, 'here/again'))
    expect(failure('a.yaml')).toContain('extends goes through more than 8 files. Use fewer.')
  })

  test('an unknown base is placed at its extends', () => {
    write('here/a.yaml', 'extends: qick\n')
    expect(failure('a.yaml')).toBe(
      'a.yaml:1:10: no study "qick"; bundled studies: all, quick. Did you mean "quick"? A study of your own is given by its path.',
    )
  })

  test('a base that is no text is refused by the schema', () => {
    write('here/a.yaml', 'extends: [quick]\nname: a\ndatasets: [wine]\nengines: [ml-knn]\n')
    expect(failure('a.yaml')).toBe('a.yaml:1:10: extends is a list; allowed: text.')
  })
})

test.each(['/dev/zero', 'here/large.yaml'])('%s is refused before it fills the memory', (path) => {
  write('here/large.yaml', 'x'.repeat(2 ** 20 + 1))
  expect(failure(path.replace('here/', ''))).toMatch(
    /: the file has more than 1 MiB\. Is it the right file\?$/,
  )
})

describe('reading outside', () => {
  const OUTSIDE =
    "outside the working directory and the study's folder. Move it there, or allow it with --allow-outside."

  test('a base outside is refused before it is read', () => {
    write('secret.yaml', 'password: x\n')
    write('here/a.yaml', 'extends: ../secret.yaml\n')
    expect(failure('a.yaml')).toBe(`a.yaml:1:10: extends is "../secret.yaml", ${OUTSIDE}`)
  })

  test('a base outside may be allowed', () => {
    write('base.yaml', 'name: base\ndatasets: [wine]\nengines: [ml-knn]\n')
    write('here/a.yaml', 'extends: ../base.yaml\n')
    expect(load('a.yaml', { allow_outside: true }).name).toBe('base')
  })

  test("a dataset in the study's folder is inside, wherever the folder is", () => {
    write(
      'there/mine.yaml',
      'name: m\nengines: [ml-knn]\ndatasets: [{ name: c, path: data/c.csv, target: y }]\n',
    )
    write('there/data/c.csv', 'y\n')
    expect(load('../there/mine.yaml').datasets).toMatchObject([{ path: join(folder, 'there/data/c.csv') }])
  })

  test('labels of an array that are a link to outside are refused', () => {
    write('here/X.npy', '')
    write('private/c.csv', 'y\n')
    symlinkSync(join(folder, 'private/c.csv'), join(folder, 'here/y.npy'))
    write(
      'here/mine.yaml',
      'name: m\nengines: [ml-knn]\ndatasets: [{ name: c, path: X.npy, target: y.npy }]\n',
    )
    expect(failure('mine.yaml')).toBe(`mine.yaml:3:44: datasets[0].target is "y.npy", ${OUTSIDE}`)
  })

  test('a link that leads outside is refused', () => {
    write('private/c.csv', 'y\n')
    write(
      'here/mine.yaml',
      'name: m\nengines: [ml-knn]\ndatasets: [{ name: c, path: link/c.csv, target: y }]\n',
    )
    symlinkSync(join(folder, 'private'), join(folder, 'here/link'))
    expect(failure('mine.yaml')).toBe(`mine.yaml:3:29: datasets[0].path is "link/c.csv", ${OUTSIDE}`)
  })

  test('a folder whose name begins with dots is not outside', () => {
    write(
      'here/mine.yaml',
      'name: m\nengines: [ml-knn]\ndatasets: [{ name: c, path: ..data/c.csv, target: y }]\n',
    )
    write('here/..data/c.csv', 'y\n')
    expect(load('mine.yaml').datasets).toMatchObject([{ path: join(folder, 'here/..data/c.csv') }])
  })
})
