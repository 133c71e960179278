import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/**
 * Compares `text` with `tests/golden/report/<name>`. A missing golden fails; they are written, to be read and
 * then committed, only by: UPDATE_GOLDENS=1 npx vitest run tests/report/golden.test.ts
 */
export function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`../golden/report/${name}`, import.meta.url))
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  expect(existsSync(file), `no golden ${name}; write it with UPDATE_GOLDENS=1 and read it`).toBe(true)
  expect(text).toBe(readFileSync(file, 'utf8'))
}
