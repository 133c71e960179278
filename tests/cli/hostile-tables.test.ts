import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { profileFile, understandTable } from '../../src/cli/understand-table.ts'
import { messageOf } from '../data/profile.ts'
import { desk } from './invoke.ts'

const place = desk()
afterAll(place.remove)
const TABLE = `städte,größe,y\n${'Ulm,1,0\nBonn,2,1\n'.repeat(20)}`

async function refusal(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await place.knnbench(argv)
  expect([code, stdout]).toEqual([2, ''])
  return stderr.trimEnd()
}

const init = (data: string) => refusal('init', '--data', data, '--target', 'y')
const prepare = (data: string) =>
  refusal('datasets', 'prepare', 'd', '--data', data, '--target', 'y', '--out', 'out')

it.each([init, prepare])('a folder and a pipe are no tables', async (command) => {
  mkdirSync(join(place.folder, 'folder.csv'), { recursive: true })
  if (!readdirSync(place.folder).includes('pipe.csv'))
    execFileSync('mkfifo', [join(place.folder, 'pipe.csv')])
  expect(await command('folder.csv')).toBe(
    'folder.csv: this is a folder, not a file. Give the path of a file.',
  )
  expect(await command('pipe.csv')).toBe(
    'pipe.csv: this is a pipe, socket or device, not a file. It is read more than once: save it as a file first.',
  )
})

it.each([init, prepare])('a compressed table is told as one', async (command) => {
  writeFileSync(join(place.folder, 'd.csv'), gzipSync(TABLE))
  expect(await command('d.csv')).toBe(
    'd.csv: this is compressed with gzip, not a CSV file. Save the table as CSV.',
  )
})

it.each([
  ['latin1', Buffer.from(TABLE, 'latin1')],
  ['utf-16le', Buffer.from(TABLE, 'utf16le')],
  ['utf-16be', Buffer.from(`\uFEFF${TABLE}`, 'utf16le').swap16()],
])('%s is found out, and declared in the study that init writes', async (encoding, bytes) => {
  writeFileSync(join(place.folder, 'd.csv'), bytes)
  const written = ['init', '--data', 'd.csv', '--target', 'y', '--out', `${encoding}.yaml`]
  expect((await place.knnbench(written)).code).toBe(0)
  const words = ['datasets', 'prepare', 'd', '--study', `${encoding}.yaml`, '--out', encoding]
  expect(await place.knnbench(words)).toMatchObject({ code: 0, stderr: '' })
  expect(await place.knnbench(['run', `${encoding}.yaml`, '--dry-run'])).toMatchObject({ code: 0 })
})

it('a table that changes after it was looked at is refused', () => {
  const io = {
    cwd: place.folder,
    env: { XDG_CACHE_HOME: join(place.folder, '.cache') },
    stdout: { write: () => {} },
    stderr: { write: () => {} },
    catchInterrupts: () => new AbortController().signal,
  }
  const file = join(place.folder, 'd.csv')
  writeFileSync(file, TABLE)
  const profile = profileFile('d.csv', io)
  writeFileSync(file, TABLE.replace('Ulm', 'Bad'))
  expect(messageOf(() => understandTable(profile, { target: 'y' }, io))).toBe(
    `${file}: the file changed while it was read. Wait until nothing writes to it, then run the same command again.`,
  )
})
