import { expect, test } from 'vitest'
import { underPresentNames } from '../../src/ledger/present-names.ts'
import { RECORDS } from './records.ts'

const [CASE, KEY] = ['iris/holdout/default', 'a'.repeat(64)]
const arm = (engine: string, key = KEY) => ({ case_id: CASE, engine, key })
const block = (engine: string, key = KEY) => RECORDS.block(arm(engine, key))

function planned(...engines: string[]) {
  const [one] = RECORDS.plan().arms
  return RECORDS.plan({ arms: engines.map((engine) => ({ ...one, ...arm(engine) })) })
}

function names(records: Parameters<typeof underPresentNames>[0], ...present: string[]): string[] {
  const read = underPresentNames(
    records,
    present.map((engine) => arm(engine)),
  )
  return read.flatMap((record) => (record.type === 'block' ? [record.engine] : []))
}

test('what was measured under an old name is read under the new one', () => {
  expect(names([planned('old'), block('old'), planned('new'), block('new')], 'new')).toEqual(['new', 'new'])
})

test('other content keeps its name', () => {
  expect(names([block('old', 'b'.repeat(64))], 'new')).toEqual(['old'])
})

test('an arm that is there by its own name keeps it, though another has the same content', () => {
  expect(names([block('one'), block('two')], 'two', 'one')).toEqual(['one', 'two'])
})

test('an arm that was measured beside another of the same content does not become that one', () => {
  expect(names([planned('one', 'two'), block('one'), block('two')], 'one')).toEqual(['one', 'two'])
})

test('records that name no arm stay as they are', () => {
  const records = [RECORDS.study(), RECORDS['block-end'](), RECORDS.engine()]
  expect(underPresentNames(records, [arm('new')])).toEqual(records)
})
