import { afterAll, describe, expect, test } from 'vitest'
import { exampleFolder, runExample } from './example-folder.ts'
import { type ConsoleExample, commandsOf, examplePage, isShown } from './example-page.ts'

const folder = exampleFolder()
afterAll(folder.remove)

function example(body: string, holds: ConsoleExample['holds'] = 'output'): ConsoleExample {
  return { kind: 'console', line: 1, holds, body: body.split('\n') }
}

const complaints = (body: string, holds?: ConsoleExample['holds']) =>
  runExample(example(body, holds), folder.shell).complaints

describe('a page', () => {
  test('has its commands, its files and what they need', () => {
    const text = [
      '# Title',
      '<!-- examples',
      'results/quick = two-cases',
      '-->',
      '```console',
      '$ true',
      '```',
      '```python means.py',
      'print(1)',
      '```',
      '```text',
      'no example',
      '```',
      '```console exit-code',
      '$ false',
      '```',
    ].join('\n')
    expect(examplePage(text)).toEqual({
      setup: ['results/quick = two-cases'],
      examples: [
        { kind: 'console', line: 5, holds: 'output', body: ['$ true'] },
        { kind: 'file', line: 8, file: 'means.py', body: ['print(1)'] },
        { kind: 'console', line: 14, holds: 'exit-code', body: ['$ false'] },
      ],
    })
  })

  test.each([
    ['```console\n$ true', 'line 1: this block has no end'],
    ['a\n```console exit code\n$ true\n```', 'line 2: "```console exit code"'],
    ['<!-- examples\nx = y', 'line 1: this comment has no end'],
  ])('that is not closed or not understood is refused: %j', (text, message) => {
    expect(() => examplePage(text)).toThrow(message)
  })
})

test('commands go over lines, print lines and end with what is asked for', () => {
  expect(commandsOf(example('$ a \\\n    b\none\n$ c\n$ echo $?\n2'))).toEqual([
    { shown: ['$ a \\', '    b'], words: 'a \\\n    b', output: ['one'], exit: 0 },
    { shown: ['$ c'], words: 'c', output: [], exit: 2 },
  ])
  expect(() => commandsOf(example('knnbench report'))).toThrow('begins with one')
})

test.each([
  [['a', 'b'], 'a\nb\n', true],
  [['a'], 'a\nb\n', false],
  [['a', '…'], 'a\nb\nc\n', true],
  [['…', 'c'], 'a\nb\nc\n', true],
  [['…', 'b'], 'a\nb\nc\n', false],
  [['a … c.'], 'a b c.\n', true],
  [['a … c.'], 'a b c!\n', false],
  [[], '', true],
  [[], 'a\n', false],
])('a page that shows %j of %j: %s', (output, text, shown) => {
  expect(isShown(output, text)).toBe(shown)
})

describe('an example', () => {
  test('is right where it prints and ends as its page says', () => {
    expect(complaints('$ echo a; echo b >&2\na\nb\n$ exit 3\n$ echo $?\n3')).toEqual([])
    expect(complaints('$ knnbench --version\n…')).toEqual([])
  })

  test('that prints or does something else is told', () => {
    expect(complaints('$ echo a\nb')).toEqual(['$ echo a\nprinted:\na\n'])
    expect(complaints('$ exit 3')).toEqual(['$ exit 3\nended with 3, not 0:\n'])
    expect(complaints('$ exit 3\n$ echo $?\n4')).toEqual(['$ exit 3\nended with 3, not 4:\n'])
  })

  test('may hold its exit code alone', () => {
    expect(complaints('$ echo a', 'exit-code')).toEqual([])
    expect(complaints('$ exit 1', 'exit-code')).toEqual(['$ exit 1\nended with 1, not 0:\n'])
  })

  test('is rewritten as it would be right, but for what is right already', () => {
    const { body } = runExample(example('$ echo a\nb\n$ echo abc\n…\n$ exit 2'), folder.shell)
    expect(body).toEqual(['$ echo a', 'a', '$ echo abc', '…', '$ exit 2', '$ echo $?', '2'])
  })

  test('needs fixtures that there are and commands that work', () => {
    expect(() => folder.prepare('x = no-such')).toThrow(
      'no fixture "no-such" for examples; there are: two-cases',
    )
    expect(() => folder.prepare('$ exit 2')).toThrow('ended with 2')
  })
})
