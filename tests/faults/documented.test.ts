import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { expectDocumented, faultRows } from './documented.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const PLACES = [HERE, fileURLToPath(new URL('../e2e/', import.meta.url))]
/** No test can close a lid: tests/runner/suspend.test.ts has a scripted clock instead. */
const SCRIPTED = ['the machine is suspended within a round (a closed lid)']

/** The faults that a text brings about in a run of the real tool, and compares with their rows. */
function provenIn(text: string): string[] {
  const code = text.replaceAll(/^ *(\/\/|\*|\/\*).*$/gm, '')
  return [...code.matchAll(/\bexpectDocumented\(\s*(['"])(.+?)\1,/g)].map(([, , fault]) => fault)
}

it('every row of the table of faults is one that a test brings about', () => {
  const files = PLACES.flatMap((folder) => readdirSync(folder).map((name) => folder + name))
  const others = files.filter((file) => !file.endsWith('documented.test.ts'))
  const proven = others.flatMap((file) => provenIn(readFileSync(file, 'utf8')))
  const faults = faultRows().map(({ fault }) => fault)
  expect(faults.length).toBeGreaterThan(10)
  expect([...new Set([...proven, ...SCRIPTED])].sort()).toEqual(faults.sort())
  expect(proven.filter((fault) => SCRIPTED.includes(fault))).toEqual([])
})

it.each([
  ["  expectDocumented('Ctrl-C twice', await end)", ['Ctrl-C twice']],
  ['  expectDocumented(\n    "the ledger\'s end",\n    told,\n  )', ["the ledger's end"]],
  ['// In docs/faults-host.md: Ctrl-C twice', []],
  ["  // expectDocumented('Ctrl-C twice', await end)", []],
  ["it('Ctrl-C twice', () => undefined)", []],
])('of %j these are proven: %j', (text, faults) => {
  expect(provenIn(text)).toEqual(faults)
})

it('a run that says or does something else than its row fails', () => {
  const ends = (code: number, stderr: string) => () => expectDocumented('Ctrl-C twice', { code, stderr })
  const sentence = 'Left at once. Every finished block is in the ledger.\n'
  expect(ends(130, `one\n${sentence}`)).not.toThrow()
  expect(ends(1, sentence)).toThrow()
  expect(ends(130, 'Left.\n')).toThrow()
})
