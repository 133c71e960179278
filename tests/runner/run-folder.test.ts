import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createRunFolder, removeLeftFolders } from '../../src/runner/run-folder.ts'
import { temporaryFolder } from '../ledger/folder.ts'

let tmp: string
beforeEach(() => {
  tmp = temporaryFolder()
  vi.stubEnv('TMPDIR', tmp)
  onTestFinished(() => void vi.unstubAllEnvs())
})

test('every process gets an empty folder of its own, and all go with the run', () => {
  const run = createRunFolder()
  const [one, two] = [run.create(), run.create()]
  expect(one).not.toBe(two)
  expect([readdirSync(one), readdirSync(two)]).toEqual([[], []])
  run.remove()
  expect(readdirSync(tmp)).toEqual([])
})

test('folders of runs that are gone are removed, and no others', () => {
  const run = createRunFolder()
  const [own] = readdirSync(tmp)
  const gone = spawnSync(process.execPath, ['--version']).pid
  const ofGone = own.replace(/-run-\d{10}/, `-run-${String(gone).padStart(10, '0')}`)
  const elsewhere = ofGone.replace(
    /-[0-9a-f]{16}-(\d{20})-[0-9a-f]{16}-/,
    `-${'1'.repeat(16)}-$1-${'2'.repeat(16)}-`,
  )
  for (const name of [ofGone, elsewhere, 'knnbench-run-', `mine-${ofGone}`])
    mkdirSync(join(tmp, name, 'process-1'), { recursive: true })
  removeLeftFolders()
  expect(readdirSync(tmp).sort()).toEqual([own, elsewhere, 'knnbench-run-', `mine-${ofGone}`].sort())
  expect(existsSync(run.create())).toBe(true)
})
