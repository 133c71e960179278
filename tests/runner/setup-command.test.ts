import { expect, test } from 'vitest'
import { runCommand } from '../../src/runner/setups/setup-command.ts'

const run = (words: readonly string[]) =>
  runCommand({ setup: 'mine', program: 'sh', words: ['-c', ...words] })

test('a program that ends well ends without a word', async () => {
  await expect(run(['exit 0'])).resolves.toBeUndefined()
})

test.each([
  ['echo first >&2; echo last >&2; exit 3', 'first | last'],
  ['exit 3', 'sh exited with code 3.'],
  ['kill -KILL $$', 'sh was ended by SIGKILL.'],
])('%s: says why', async (script, reason) => {
  await expect(run([script])).rejects.toThrow(`engines setup mine failed: ${reason}`)
})
