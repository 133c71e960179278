import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DatasetEntry } from '../../src/config/study.ts'
import { findSource } from '../../src/data/dataset-source.ts'
import { FileChunks, readUnchanged } from '../../src/data/file-chunks.ts'
import { datasetFrom } from '../../src/data/load-dataset.ts'
import { namingFile } from '../../src/data/naming-file.ts'
import { sha256File, writeNpy } from '../../src/data/npy.ts'
import { loadDataset } from './load-dataset.ts'
import { messageOf } from './profile.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()

function entry(path: string) {
  return {
    kind: 'file' as const,
    name: 'd',
    path,
    table: { target: 'y', drop: [], categorical: [], missing: [] },
  } satisfies DatasetEntry
}

const refusal = (path: string) => messageOf(() => loadDataset(entry(path), 'classification'))

describe('what is no file is refused before it is opened', () => {
  it('a folder', () => {
    const path = join(folder, 'folder.csv')
    mkdirSync(path)
    expect(refusal(path)).toBe(`${path}: this is a folder, not a file. Give the path of a file.`)
  })

  it('a pipe, of which nobody writes the other end', () => {
    const path = join(folder, 'pipe.csv')
    execFileSync('mkfifo', [path])
    expect(refusal(path)).toBe(
      `${path}: this is a pipe, socket or device, not a file. It is read more than once: save it as a file first.`,
    )
  })

  it('a device without end', () => {
    expect(refusal('/dev/zero')).toContain('/dev/zero: this is a pipe, socket or device, not a file.')
  })

  it.runIf(process.platform === 'linux')('a file whose content is made while it is read', () => {
    expect(refusal('/proc/self/status')).toBe(
      '/proc/self/status: this is no ordinary file: its size is 0, and yet it has content. ' +
        'It is read more than once: save it as a file first.',
    )
  })

  it('a path through a file', () => {
    writeFileSync(join(folder, 'file'), '')
    const path = join(folder, 'file/d.csv')
    expect(refusal(path)).toBe(`${path}: the file cannot be read (ENOTDIR). Check the path.`)
  })
})

describe.runIf(process.platform === 'linux')(
  'a device that fails while it is read is named by its file',
  () => {
    const failing = '/proc/self/mem' // nothing is mapped at its beginning
    const named = expect.objectContaining({ code: 'EIO', path: failing })

    it('when its hash is taken', () => {
      expect(() => findSource(entry(failing), 'classification', folder)).toThrow(named)
    })

    it('when a case is made of it, whose folder is not at fault', () => {
      const chunks = new FileChunks(failing, '')
      expect(() => namingFile(folder, () => [...chunks])).toThrow(named)
      expect(() => namingFile(folder, () => sha256File(failing))).toThrow(named)
    })
  },
)

describe('a file that changes', () => {
  const path = join(folder, 'd.csv')
  const changed = `${path}: the file changed while it was read. Wait until nothing writes to it, then run the same command again.`

  it.each([
    ['a row more', 'a,y\n1,0\n2,1\n3,1\n'],
    ['a number of the same length', 'a,y\n1,0\n3,1\n'],
    ['half a row', 'a,y\n1,0\n2'],
    ['nothing', ''],
  ])('after its hash was taken is refused: %s', (_, content) => {
    writeFileSync(path, 'a,y\n1,0\n2,1\n')
    const source = findSource(entry(path), 'classification', folder)
    writeFileSync(path, content)
    expect(messageOf(() => datasetFrom('d', source, 'classification'))).toBe(changed)
  })

  it('while it is read is refused, however long it goes on growing', () => {
    writeFileSync(path, `a,y\n${'1,0\n2,1\n'.repeat(200_000)}`)
    const take = (bytes: Iterable<Buffer>) => {
      for (const _ of bytes) appendFileSync(path, '3,1\n')
    }
    expect(messageOf(() => readUnchanged(new FileChunks(path, sha256File(path)), take))).toBe(changed)
  })

  it('of which the labels change, if it is an array', () => {
    const [array, labels] = [join(folder, 'X.npy'), join(folder, 'y.npy')]
    writeNpy(array, { shape: [2, 1], data: Float64Array.of(1, 2) })
    writeNpy(labels, { shape: [2], data: Int32Array.of(0, 1) })
    const arrays = { ...entry(array), table: { ...entry(array).table, target: 'y.npy' } } as const
    const source = findSource(arrays, 'classification', folder)
    writeNpy(labels, { shape: [2], data: Int32Array.of(1, 0) })
    expect(messageOf(() => datasetFrom('d', source, 'classification'))).toBe(
      `${array}: the file changed while it was read. Wait until nothing writes to it, then run the same command again.`,
    )
  })

  it('not at all keeps its other errors', () => {
    writeFileSync(path, 'a,y\n1,0\n2\n')
    expect(refusal(path)).toContain(`${path}:3:1: the row has 1 cell, the header has 2.`)
  })
})
