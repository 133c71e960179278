import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { expectDocumented, faultRows } from './documented.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const PLACES = [
  HERE,
  ...['../e2e/', '../runner/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url))),
]

it('every row of the table of faults is one that a test brings about', () => {
  const files = PLACES.flatMap((folder) => readdirSync(folder).map((name) => folder + name))
  const texts = files
    .filter((file) => !file.endsWith('documented.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
  const faults = faultRows().map(({ fault }) => fault)
  expect(faults.length).toBeGreaterThan(10)
  const unproven = faults.filter((fault) => !texts.some((text) => text.includes(fault)))
  expect(unproven).toEqual([])
})

it('a run that says or does something else than its row fails', () => {
  const ends = (code: number, stderr: string) => () => expectDocumented('Ctrl-C twice', { code, stderr })
  const sentence = 'Left at once. Every finished block is in the ledger.\n'
  expect(ends(130, `one\n${sentence}`)).not.toThrow()
  expect(ends(1, sentence)).toThrow()
  expect(ends(130, 'Left.\n')).toThrow()
})
