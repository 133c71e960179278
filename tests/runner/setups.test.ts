import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { findSetup, installSetup, SETUP_NAMES } from '../../src/runner/setups.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { pretendSetup } from './pretend-setup.ts'

const READY = { python: 'CPython 3.12.1', packages: { 'scikit-learn': '1.2.3' } }

test('an empty cache holds no setup', () => {
  expect(findSetup('sklearn', temporaryFolder())).toBeUndefined()
})

test('a complete setup is found with its interpreter and versions', () => {
  const cache = temporaryFolder()
  const folder = pretendSetup(cache, JSON.stringify(READY))
  expect(findSetup('sklearn', cache)).toEqual({ ...READY, interpreter: join(folder, 'bin', 'python') })
})

test.each(['', '{"python":"CPy', '{"python":3}'])('a setup that was cut off (%j) is not there', (text) => {
  const cache = temporaryFolder()
  pretendSetup(cache, text)
  expect(findSetup('sklearn', cache)).toBeUndefined()
})

test('installing what is there already does nothing', async () => {
  const cache = temporaryFolder()
  pretendSetup(cache, JSON.stringify(READY))
  const lines: string[] = []
  expect(await installSetup('sklearn', cache, (line) => lines.push(line))).toMatchObject(READY)
  expect(lines).toEqual([])
})

test('an unknown setup is refused with the nearest name', () => {
  expect(() => findSetup('sklaern', temporaryFolder())).toThrow(InputError)
  expect(() => findSetup('sklaern', temporaryFolder())).toThrow(
    `unknown setup "sklaern"; there is: ${SETUP_NAMES.join(', ')}. Did you mean "sklearn"?`,
  )
})
