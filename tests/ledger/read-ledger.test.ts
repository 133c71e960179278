import { appendFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { temporaryFolder } from './folder.ts'
import { RECORDS } from './records.ts'

/** What `readLedger` says of a ledger with this second line between two good ones. */
function complaint(line: string): { readonly message: string; readonly file: string } {
  const file = join(temporaryFolder(), 'ledger.jsonl')
  const good = JSON.stringify(RECORDS.probe())
  writeFileSync(file, `${good}\n${line}\n${good}\n`)
  try {
    readLedger(join(file, '..'))
  } catch (error) {
    if (error instanceof InputError) return { message: error.message, file }
    throw error
  }
  throw new Error('expected an InputError, but nothing was thrown')
}

test('a folder without a ledger holds no records', () => {
  expect(readLedger(temporaryFolder())).toEqual({ records: [], whole_bytes: 0, torn_bytes: 0 })
})

test('a line in the middle that is not JSON is an error with its number and what to do', () => {
  const { message, file } = complaint('{"schema":1,"type":"pro')
  expect(message).toBe(
    `${file}:2: this record is not JSON. Restore the ledger from a copy, or start a new one with --out.`,
  )
})

test('a record with a field of the wrong type names the field', () => {
  const { message, file } = complaint(JSON.stringify({ ...RECORDS.probe(), fit_ns: 'long' }))
  expect(message).toContain(`${file}:2: this record does not follow the schema: fit_ns`)
})

test('a record with a field that the schema does not have is refused', () => {
  expect(complaint(JSON.stringify({ ...RECORDS.probe(), host: 'me' })).message).toContain('"host"')
})

test('what a record calls a field reaches the terminal without controls', () => {
  const { message } = complaint(JSON.stringify({ ...RECORDS.probe(), '\u001b[2Jhost': 'me' }))
  expect(message).toContain('\\u001b[2Jhost')
  expect(message).not.toContain('\u001b')
})

test('a record of a type that does not exist is refused', () => {
  expect(complaint('{"schema":1,"type":"gossip"}').message).toContain('does not follow the schema: type')
})

test('a record of a later schema version asks for a later version of the tool', () => {
  const { message, file } = complaint(JSON.stringify({ ...RECORDS.probe(), schema: 2 }))
  expect(message).toBe(
    `${file}:2: this record has schema version 2, this knnbench reads version 1. Use the version that wrote it, or start a new ledger with --out.`,
  )
})

test('an empty line in the middle is damage too', () => {
  expect(complaint('').message).toContain(':2: this record is not JSON.')
})

test('a ledger that is a device or a folder is refused, and not read without end', () => {
  const folder = temporaryFolder()
  symlinkSync('/dev/zero', join(folder, 'ledger.jsonl'))
  expect(() => readLedger(folder)).toThrow('this is no file that could be a ledger.')
})

test('a ledger of more than Node reads at once is refused in words', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'ledger.jsonl'), '')
  truncateSync(join(folder, 'ledger.jsonl'), 3 * 2 ** 30) // a hole, which takes no room
  expect(() => readLedger(folder)).toThrow('this ledger has more than 2 GiB.')
})

test('a line that is longer than any record is damage with its number, and no string is made of it', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'ledger.jsonl')
  writeFileSync(file, `${JSON.stringify(RECORDS.probe())}\n`)
  truncateSync(file, 65 * 2 ** 20) // a hole, which takes no room
  appendFileSync(file, '\n')
  expect(() => readLedger(folder)).toThrow(InputError)
  expect(() => readLedger(folder)).toThrow(
    `${file}:2: this record is longer than 64 MiB. Restore the ledger from a copy, or start a new one with --out.`,
  )
})
