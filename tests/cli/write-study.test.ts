import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeStudyFile } from '../../src/cli/write-study.ts'
import { temporaryFolder } from '../data/temporary-folder.ts'

const read = (...path: string[]): string => readFileSync(join(...path), 'utf8')

test('what is there stays and is an error, unless it may be written over', () => {
  const folder = temporaryFolder()
  const out = join(folder, 'study.yaml')
  writeStudyFile(out, 'first', false)
  expect(() => writeStudyFile(out, 'second', false)).toThrow(
    expect.objectContaining({ code: 'EEXIST', path: out }),
  )
  expect(read(out)).toBe('first')
  writeStudyFile(out, 'third', true)
  expect(read(out)).toBe('third')
  writeStudyFile(join(folder, 'new.yaml'), 'new', true)
  expect(readdirSync(folder).sort()).toEqual(['new.yaml', 'study.yaml'])
})

test('a link stays a link, and its file is written', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'deep/study.yaml'), 'first')
  for (const name of ['study.yaml', 'none.yaml']) {
    symlinkSync(`deep/${name}`, join(folder, name))
    writeStudyFile(join(folder, name), 'second', true)
    expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true)
    expect(read(folder, 'deep', name)).toBe('second')
  }
})

test('a device is written to, not replaced', () => {
  writeStudyFile('/dev/null', 'gone', true)
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
})

test('a folder that is not there is not made', () => {
  const out = join(temporaryFolder(), 'none/study.yaml')
  expect(() => writeStudyFile(out, 'text', false)).toThrow(
    expect.objectContaining({ code: 'ENOENT', path: out }),
  )
})
