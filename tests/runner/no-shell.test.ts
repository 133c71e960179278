import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runEngineProcess } from '../../src/runner/engine-process.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { programWords, task } from './program-task.ts'

test('the words of a command reach the program as they are: no shell reads them', async () => {
  const folder = temporaryFolder()
  const pwned = join(folder, 'pwned')
  const words = [
    `$(touch ${pwned})`,
    `\`touch ${pwned}\``,
    `; touch ${pwned}`,
    '*',
    '~',
    '$HOME',
    '&& true',
    '',
  ]
  const command = { words: [...programWords('argv'), ...words], environment: {} }
  const outcome = await runEngineProcess(task('argv', { command, folder }), undefined)
  expect(outcome).toMatchObject({ kind: 'crashed', message: expect.stringContaining(JSON.stringify(words)) })
  expect(existsSync(pwned)).toBe(false)
})
