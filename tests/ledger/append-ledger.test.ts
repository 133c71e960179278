import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { type LedgerWriter, openLedgerWriter } from '../../src/ledger/append-ledger.ts'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import type { LedgerRecord, RecordType } from '../../src/ledger/record.ts'
import { temporaryFolder } from './folder.ts'
import { RECORDS, sampleRecords } from './records.ts'

function open(folder: string): LedgerWriter {
  const writer = openLedgerWriter(folder, readLedger(folder))
  onTestFinished(() => writer.close())
  return writer
}

function ledgerText(folder: string): string {
  return readFileSync(join(folder, 'ledger.jsonl'), 'utf8')
}

test.each(Object.keys(RECORDS) as RecordType[])('a %s record comes back as it was appended', (type) => {
  const folder = temporaryFolder()
  const record = RECORDS[type]()
  open(folder).append([record])
  expect(readLedger(folder).records).toEqual([record])
})

test('records come back in the order in which they were appended, over several openings', () => {
  const folder = temporaryFolder()
  const all = sampleRecords()
  for (const record of all) open(folder).append([record])
  expect(readLedger(folder)).toEqual({
    records: all,
    whole_bytes: Buffer.byteLength(ledgerText(folder)),
    torn_bytes: 0,
  })
})

test('a record is one line of JSON', () => {
  const folder = temporaryFolder()
  open(folder).append(sampleRecords())
  const lines = ledgerText(folder).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(Object.keys(RECORDS))
})

test('text with line ends and control characters stays on its line', () => {
  const folder = temporaryFolder()
  const failure = RECORDS.failure({ message: 'a\nb\u2028c\u0000d\r\nü' })
  open(folder).append([failure, RECORDS.probe()])
  expect(readLedger(folder).records).toEqual([failure, RECORDS.probe()])
})

test('appending nothing writes nothing', () => {
  const folder = temporaryFolder()
  open(folder).append([])
  expect(ledgerText(folder)).toBe('')
})

test('a record that breaks the schema is refused before anything is written', () => {
  const folder = temporaryFolder()
  const broken: LedgerRecord = RECORDS.probe({ fit_ns: -1 })
  const writer = open(folder)
  expect(() => writer.append([RECORDS.probe(), broken])).toThrow(
    'a record of type "probe" that was to be written breaks the ledger\'s schema: fit_ns Too small',
  )
  expect(ledgerText(folder)).toBe('')
})

test('a broken record is a bug of the tool, not a mistake of the user', () => {
  try {
    open(temporaryFolder()).append([RECORDS.probe({ predict_row_ns: Number.NaN })])
    expect.unreachable()
  } catch (error) {
    expect(error instanceof InputError).toBe(false)
    expect(error).toMatchObject({ message: expect.stringContaining('predict_row_ns') })
  }
})

test('a torn last line is told, and cut off when the ledger is opened for writing', () => {
  const folder = temporaryFolder()
  open(folder).append([RECORDS.study(), RECORDS.probe()])
  appendFileSync(join(folder, 'ledger.jsonl'), '{"schema":1,"type":"blo')
  const torn = readLedger(folder)
  expect(torn.records).toEqual([RECORDS.study(), RECORDS.probe()])
  expect(torn.torn_bytes).toBe(23)
  open(folder).append([RECORDS.block()])
  expect(readLedger(folder)).toMatchObject({
    records: [RECORDS.study(), RECORDS.probe(), RECORDS.block()],
    torn_bytes: 0,
  })
})

test('a last line that is whole JSON but lacks its line end counts as torn', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'ledger.jsonl'), JSON.stringify(RECORDS.probe()))
  expect(readLedger(folder).records).toEqual([])
  open(folder).append([RECORDS.block()])
  expect(readLedger(folder).records).toEqual([RECORDS.block()])
})

test('a ledger that is a link is not written, so that no folder from elsewhere leads to a file of the user', () => {
  const folder = temporaryFolder()
  const mine = join(temporaryFolder(), 'mine')
  writeFileSync(mine, 'one line without its end')
  symlinkSync(mine, join(folder, 'ledger.jsonl'))
  expect(() => openLedgerWriter(folder, readLedger(folder))).toThrow('this is a link')
  expect(readFileSync(mine, 'utf8')).toBe('one line without its end')
})
