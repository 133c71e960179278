import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeLeft, removeTree, temporaryName, writeLater, writeWhole } from '../../src/data/temporary.ts'
import { leftName } from './left-name.ts'
import { temporaryFolder } from './temporary-folder.ts'

test('names are new each time and of one length', () => {
  const names = Array.from({ length: 20 }, () => temporaryName())
  expect(new Set(names).size).toBe(20)
  expect(new Set(names.map(({ length }) => length))).toEqual(new Set([100]))
})

test('files and folders of a process that is gone are removed, with whatever follows in their names', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, leftName(), 'deep'), { recursive: true })
  writeFileSync(join(folder, `${leftName()}.npy`), '')
  const [own, theirs] = [temporaryName(), '.new-something']
  for (const name of [own, theirs, 'kept']) writeFileSync(join(folder, name), '')
  removeLeft(folder)
  expect(readdirSync(folder).sort()).toEqual([own, theirs, 'kept'].sort())
})

test('a folder that is not there holds nothing', () => {
  expect(() => removeLeft(join(temporaryFolder(), 'none'))).not.toThrow()
})

test('what is written is there whole, in a folder that is made, and nothing beside it', () => {
  const path = join(temporaryFolder(), 'new', 'file')
  writeWhole(path, (temporary) => writeFileSync(temporary, 'text'))
  expect(readFileSync(path, 'utf8')).toBe('text')
  expect(readdirSync(join(path, '..'))).toEqual(['file'])
})

test('a write that fails leaves nothing, and its error names the file that was to be', () => {
  const path = join(temporaryFolder(), 'file')
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
  const write = (temporary: string): void => {
    writeFileSync(temporary, 'half')
    throw full
  }
  expect(() => writeWhole(path, write)).toThrow(expect.objectContaining({ path, code: 'ENOSPC' }))
  expect(readdirSync(join(path, '..'))).toEqual([])
})

test('a write that waits replaces what came meanwhile only where it is to', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'd.npy')
  const write = async (temporary: string) => {
    writeFileSync(path, 'of another')
    writeFileSync(temporary, 'new')
  }
  await expect(writeLater(path, 'new', write)).rejects.toMatchObject({ code: 'EEXIST' })
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['of another', ['d.npy']])
  await writeLater(path, 'replace', write)
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['new', ['d.npy']])
})

test('an error that names a file of the user keeps it', () => {
  const path = join(temporaryFolder(), 'file')
  const read = (): void => void readFileSync('/nowhere/data.csv')
  expect(() => writeWhole(path, read)).toThrow(expect.objectContaining({ path: '/nowhere/data.csv' }))
})

test('a folder is removed whatever a program has left in it, but for links, which lead elsewhere', () => {
  const [folder, elsewhere] = [join(temporaryFolder(), 'used'), temporaryFolder()]
  mkdirSync(join(folder, 'locked', 'deep'), { recursive: true })
  symlinkSync(elsewhere, join(folder, 'link'))
  writeFileSync(join(elsewhere, 'kept'), '')
  for (const name of ['locked/deep', 'locked', '.']) chmodSync(join(folder, name), 0)
  removeTree(folder)
  expect(existsSync(folder)).toBe(false)
  expect(readdirSync(elsewhere)).toEqual(['kept'])
  expect(() => removeTree(folder)).not.toThrow()
})
