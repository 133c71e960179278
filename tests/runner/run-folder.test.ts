import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { ownIdentity } from '../../src/ledger/process-identity.ts'
import { createRunFolder, removeLeftFolders } from '../../src/runner/run-folder.ts'
import { temporaryFolder } from '../ledger/folder.ts'

let tmp: string
beforeEach(() => {
  tmp = temporaryFolder()
  vi.stubEnv('TMPDIR', tmp)
  onTestFinished(() => void vi.unstubAllEnvs())
})

/** A folder as a run of this owner leaves it when it is killed. */
function leave(name: string, owner: string): void {
  mkdirSync(join(tmp, name, 'processes', 'process-1'), { recursive: true })
  writeFileSync(join(tmp, name, 'owner.json'), owner)
}

test('every process gets an empty folder of its own, and all go with the run', () => {
  const run = createRunFolder()
  const [one, two] = [run.create(), run.create()]
  expect(one).not.toBe(two)
  expect([readdirSync(one), readdirSync(two)]).toEqual([[], []])
  run.remove()
  expect(readdirSync(tmp)).toEqual([])
})

test('folders of runs that are gone are removed, and no others', () => {
  const gone = { ...ownIdentity(), pid: spawnSync(process.execPath, ['--version']).pid }
  const run = createRunFolder()
  leave('knnbench-run-gone', JSON.stringify(gone))
  leave('knnbench-run-elsewhere', JSON.stringify({ ...gone, boot: 'other', machine: 'other' }))
  leave('knnbench-run-new', '')
  leave('mine', JSON.stringify(gone))
  const [own] = readdirSync(tmp).filter(
    (name) => !['gone', 'elsewhere', 'new', 'mine'].some((end) => name.endsWith(end)),
  )
  removeLeftFolders()
  expect(readdirSync(tmp).sort()).toEqual([own, 'knnbench-run-elsewhere', 'knnbench-run-new', 'mine'].sort())
  expect(existsSync(run.create())).toBe(true)
})
