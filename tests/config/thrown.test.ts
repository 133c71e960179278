import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { messageOf } from './thrown.ts'

test('gives the message of an input error', () => {
  const act = () => {
    throw new InputError({ found: 'found this.', fix: 'Do that.' })
  }
  expect(messageOf(act)).toBe('found this. Do that.')
})

test('fails when nothing is thrown', () => {
  expect(() => messageOf(() => 1)).toThrow('expected an InputError')
})

test('fails when another error is thrown', () => {
  const act = () => {
    throw new TypeError('ours')
  }
  expect(() => messageOf(act)).toThrow(TypeError)
})
