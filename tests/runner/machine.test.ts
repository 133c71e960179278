import os from 'node:os'
import { expect, test } from 'vitest'
import { recordSchema } from '../../src/ledger/record.ts'
import { readBoot, readEnvironment, stealShare } from '../../src/runner/machine.ts'

test('the steal share is that of the ticks between two readings', () => {
  expect(stealShare({ total: 1000, steal: 100 }, { total: 1200, steal: 150 })).toBe(0.25)
  expect(stealShare({ total: 1000, steal: 100 }, { total: 1200, steal: 100 })).toBe(0)
})

test('a steal counter that goes back, or ahead of the time, stays within what a record may hold', () => {
  expect(stealShare({ total: 1000, steal: 100 }, { total: 1200, steal: 90 })).toBe(0)
  expect(stealShare({ total: 1000, steal: 100 }, { total: 1010, steal: 200 })).toBe(1)
})

test('without two readings, or without time between them, the steal share is unknown', () => {
  expect(stealShare(undefined, { total: 1, steal: 0 })).toBeNull()
  expect(stealShare({ total: 1, steal: 0 }, undefined)).toBeNull()
  expect(stealShare({ total: 5, steal: 1 }, { total: 5, steal: 1 })).toBeNull()
})

test('the environment is a valid record, the same at every reading', () => {
  const environment = readEnvironment()
  expect(recordSchema.parse(environment)).toEqual(environment)
  expect(readEnvironment()).toEqual(environment)
})

test('the environment tells neither host nor user', () => {
  const text = JSON.stringify(readEnvironment())
  expect(text).not.toContain(JSON.stringify(os.hostname()))
  expect(text).not.toContain(JSON.stringify(os.userInfo().username))
})

test('the boot is a hash that stays the same', () => {
  expect(readBoot()).toMatch(/^[0-9a-f]{16}$/)
  expect(readBoot()).toBe(readBoot())
})

test('nodes that are emulated on one machine count as several', () => {
  expect(readBoot('n1')).not.toBe(readBoot('n2'))
  expect(readBoot('n1')).toBe(readBoot('n1'))
})
