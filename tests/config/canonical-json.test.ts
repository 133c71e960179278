import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../src/config/canonical-json.ts'

test('keys are sorted at every depth, lists keep their order', () => {
  expect(canonicalJson({ b: [2, 1, { z: null, a: 'x' }], a: true })).toBe(
    '{"a":true,"b":[2,1,{"a":"x","z":null}]}',
  )
})

test('undefined members are left out', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1])('%s has no JSON', (value) => {
  expect(() => canonicalJson(value)).toThrow('cannot be written as JSON')
})

test('it reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('the order in which keys were written does not show', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
    }),
  )
})
