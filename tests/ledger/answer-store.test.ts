import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { openAnswerStore } from '../../src/ledger/answer-store.ts'
import { temporaryFolder } from './folder.ts'

const BYTES = Buffer.from('abc')
/** FIPS 180-2, appendix B.1. */
const SHA256_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

test('an answer lies under its sha256 and comes back whole', () => {
  const folder = temporaryFolder()
  const store = openAnswerStore(folder)
  expect(store.put(BYTES)).toBe(SHA256_ABC)
  expect(store.path(SHA256_ABC)).toBe(join(folder, 'answers', `${SHA256_ABC}.npy`))
  expect(store.read(SHA256_ABC)).toEqual(BYTES)
})

test('equal content is kept once, and nothing half-written stays', () => {
  const folder = temporaryFolder()
  const store = openAnswerStore(folder)
  store.put(BYTES)
  store.put(Buffer.from('abd'))
  expect(openAnswerStore(folder).put(BYTES)).toBe(SHA256_ABC)
  expect(readdirSync(join(folder, 'answers'))).toHaveLength(2)
})

test('opening a store makes no folder', () => {
  const folder = temporaryFolder()
  openAnswerStore(folder)
  expect(existsSync(join(folder, 'answers'))).toBe(false)
})

test('a missing answer names its file and the remedy', () => {
  const folder = temporaryFolder()
  const store = openAnswerStore(folder)
  expect(() => store.read(SHA256_ABC)).toThrow(InputError)
  expect(() => store.read(SHA256_ABC)).toThrow(
    `${join(folder, 'answers', SHA256_ABC)}.npy: this answer file is named in the ledger but missing. Copy the whole results folder, not the ledger alone.`,
  )
})

test('an answer whose content was changed is refused, with its file and the remedy', () => {
  const store = openAnswerStore(temporaryFolder())
  store.put(BYTES)
  writeFileSync(store.path(SHA256_ABC), 'abX')
  expect(() => store.read(SHA256_ABC)).toThrow(InputError)
  expect(() => store.read(SHA256_ABC)).toThrow(
    `${store.path(SHA256_ABC)}: this answer file was changed: its content does not have the hash in its name. Restore it from a copy of the results folder, or measure again into a new one with --out.`,
  )
})

test('an answer that is given again replaces a file that was changed', () => {
  const store = openAnswerStore(temporaryFolder())
  store.put(BYTES)
  writeFileSync(store.path(SHA256_ABC), 'abX')
  store.put(BYTES)
  expect(store.read(SHA256_ABC)).toEqual(BYTES)
})

test('a link in a results folder from elsewhere leads no answer out of it', () => {
  const folder = temporaryFolder()
  const outside = temporaryFolder()
  symlinkSync(outside, join(folder, 'answers'))
  expect(() => openAnswerStore(folder).put(BYTES)).toThrow(
    `${join(folder, 'answers')}: this is a link, and a run writes only into its results folder. Name the folder that it leads to with --out, or delete it.`,
  )
  expect(readdirSync(outside)).toEqual([])
})

test('an answer that is a device is a changed one, and not read to its end', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'answers'))
  symlinkSync('/dev/zero', join(folder, 'answers', `${SHA256_ABC}.npy`))
  expect(() => openAnswerStore(folder).read(SHA256_ABC)).toThrow('this answer file was changed')
})

test('an answer file that is longer than any answer is a changed one, and may be replaced', () => {
  const store = openAnswerStore(temporaryFolder())
  store.put(BYTES)
  truncateSync(store.path(SHA256_ABC), 3 * 2 ** 30) // a hole, which takes no room
  expect(() => store.read(SHA256_ABC)).toThrow('this answer file was changed')
  store.put(BYTES)
  expect(store.read(SHA256_ABC)).toEqual(BYTES)
})
