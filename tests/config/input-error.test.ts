import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'

test('says where, what and what to do', () => {
  const error = new InputError({
    where: { file: 'a.yaml', line: 2, column: 5 },
    found: 'x is 3.',
    fix: 'Set it to 4.',
  })
  expect(error.message).toBe('a.yaml:2:5: x is 3. Set it to 4.')
})

test('leaves out what is not known', () => {
  expect(new InputError({ where: { file: 'a.csv' }, found: 'empty.', fix: '' }).message).toBe('a.csv: empty.')
  expect(new InputError({ found: '--rounds is 0.', fix: '' }).message).toBe('--rounds is 0.')
})

test('puts each problem on its own line', () => {
  const error = new InputError([
    { found: 'one.', fix: '' },
    { found: 'two.', fix: '' },
  ])
  expect(error.message).toBe('one.\ntwo.')
  expect(error.problems).toHaveLength(2)
})

test('is one line a problem, without controls, whatever the file and its path hold', () => {
  const error = new InputError({
    where: { file: 'a\u001b[2J.csv' },
    found: 'the kernel was 6\n::error::all is lost\u202e.',
    fix: '\u009b1mGo on.',
  })
  expect(error.message).toBe(
    'a\\u001b[2J.csv: the kernel was 6\\u000a::error::all is lost\\u202e. \\u009b1mGo on.',
  )
})

test('lets a fix begin its own line, and no other', () => {
  const error = new InputError({ found: 'x.', fix: '\n  Add  missing: ["a\n::error::b"]' })
  expect(error.message).toBe('x. \n  Add  missing: ["a\\u000a::error::b"]')
})
