import { expect, test } from 'vitest'
import { satisfies } from './json-schema.ts'

test.each([
  [{ type: 'integer' }, 1, 1.5],
  [{ type: ['string', 'number'] }, 'a', true],
  [{ enum: ['a', 'b'] }, 'a', 'c'],
  [{ const: 'all' }, 'all', 'none'],
  [{ type: 'null' }, null, 0],
  [{ format: 'date-time' }, '2026-01-02T03:04:05.678Z', '2026-13-02T03:04:05Z'],
  [{ oneOf: [{ minimum: 1 }, { maximum: 2 }] }, 3, 1],
  [{ pattern: '^a+$' }, 'aa', 'ab'],
  [{ minLength: 1 }, 'a', ''],
  [{ minimum: 1 }, 1, 0],
  [{ maximum: 1 }, 1, 2],
  [{ exclusiveMinimum: 0 }, 0.1, 0],
  [{ exclusiveMaximum: 1 }, 0.9, 1],
  [{ minItems: 1 }, [1], []],
  [{ items: { type: 'string' } }, ['a'], [1]],
  [{ minProperties: 1 }, { a: 1 }, {}],
  [{ required: ['a'] }, { a: 1 }, { b: 1 }],
  [{ properties: { a: { type: 'string' } } }, { a: 'x', b: 1 }, { a: 1 }],
  [{ propertyNames: { pattern: '^a' } }, { a: 1 }, { b: 1 }],
  [{ properties: { a: {} }, additionalProperties: false }, { a: 1 }, { b: 1 }],
  [{ additionalProperties: { type: 'string' } }, { a: 'x' }, { a: 1 }],
  [{ dependencies: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
  [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 1, true],
  [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, 2, 3],
  [{ not: { const: 1 } }, 2, 1],
])('%j accepts %j and refuses %j', (schema, good, bad) => {
  expect(satisfies(schema, good)).toBe(true)
  expect(satisfies(schema, bad)).toBe(false)
})

test('an unknown keyword is not passed over', () => {
  expect(() => satisfies({ maxItems: 1 }, [])).toThrow('unknown JSON Schema keyword maxItems')
})
