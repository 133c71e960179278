import { expect, test } from 'vitest'
import { expectClose, expectRelative } from './relative-error.ts'

test('the comparison fails for a wrong number, a missing field and NaN', () => {
  expect(() => expectClose({ t: 1 }, { t: 1 + 1e-9 })).toThrow('is not')
  expect(() => expectClose({}, { t: 1 })).toThrow('is not')
  expect(() => expectClose({ t: Number.NaN }, { t: 1 })).toThrow('is not')
  expect(() => expectClose(undefined, { t: 1 })).toThrow()
  expect(() => expectRelative(1.1e-200, 1e-200)).toThrow('is not')
  expect(() => expectRelative(Number.NaN, 1)).toThrow()
})
