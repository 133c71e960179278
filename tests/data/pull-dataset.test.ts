import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chunksOf, findInFolder, keepDataset } from '../../src/data/pull-dataset.ts'
import { isPulled, pulledPath } from '../../src/data/registry.ts'
import { registered } from './registered.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONTENT = 'a,y\n1,0\n2,1\n'
const tiny = registered('tiny', CONTENT)

async function* chunks(...parts: readonly string[]) {
  for (const part of parts) yield Buffer.from(part)
}

async function* cutOff() {
  yield Buffer.from(CONTENT.slice(0, 5))
  throw new Error('cut off')
}

describe('keeping a dataset', () => {
  it('writes the file, counting what came', async () => {
    const cacheRoot = temporaryFolder()
    const counts: number[] = []
    const parts = {
      chunks: chunks('a,y\n', '1,0\n2,1\n'),
      from: 'test',
      onBytes: (n: number) => counts.push(n),
    }
    const path = await keepDataset(tiny, cacheRoot, parts)
    expect(readFileSync(path, 'utf8')).toBe(CONTENT)
    expect(counts).toEqual([4, 12])
    expect(isPulled(tiny, cacheRoot)).toBe(true)
  })

  it('refuses other bytes with both hashes, and leaves nothing', async () => {
    const cacheRoot = temporaryFolder()
    const kept = keepDataset(tiny, cacheRoot, { chunks: chunks('a,y\n1,0\n2,0\n'), from: 'data.test' })
    await expect(kept).rejects.toThrow(
      `data.test has sha256 9cb45dea845b42743ef249436a8612ff10a6093dd7ecf89cb3d5c1b88d3f456f, the registry says ${tiny.sha256} for tiny.`,
    )
    expect(readdirSync(dirname(pulledPath(tiny, cacheRoot)))).toEqual([])
  })

  it('takes no more bytes than the registry says', async () => {
    const endless = async function* () {
      for (;;) yield Buffer.from(CONTENT)
    }
    const cacheRoot = temporaryFolder()
    const kept = keepDataset(tiny, cacheRoot, { chunks: endless(), from: 'data.test' })
    await expect(kept).rejects.toThrow('data.test gives more than the 12 bytes that the registry says.')
    expect(readdirSync(dirname(pulledPath(tiny, cacheRoot)))).toEqual([])
  })

  it('starts anew after it was cut off', async () => {
    const cacheRoot = temporaryFolder()
    await expect(keepDataset(tiny, cacheRoot, { chunks: cutOff(), from: 'test' })).rejects.toThrow('cut off')
    expect(isPulled(tiny, cacheRoot)).toBe(false)
    const path = await keepDataset(tiny, cacheRoot, { chunks: chunks(CONTENT), from: 'test' })
    expect(readFileSync(path, 'utf8')).toBe(CONTENT)
    expect(readdirSync(dirname(path))).toHaveLength(1)
  })

  it('replaces a damaged file', async () => {
    const cacheRoot = temporaryFolder()
    mkdirSync(dirname(pulledPath(tiny, cacheRoot)), { recursive: true })
    writeFileSync(pulledPath(tiny, cacheRoot), 'damaged')
    await keepDataset(tiny, cacheRoot, { chunks: chunks(CONTENT), from: 'test' })
    expect(readFileSync(pulledPath(tiny, cacheRoot), 'utf8')).toBe(CONTENT)
  })
})

describe('looking in a folder', () => {
  function folderWith(files: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder()
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return folder
  }

  it.each(['tiny.csv', 'original.csv', 'renamed.txt'])('finds it as %s', async (name) => {
    const folder = folderWith({ [name]: CONTENT, 'other.csv': 'a,y\n9,0\n9,1\n' })
    const path = findInFolder(tiny, folder)
    expect(path).toBe(join(folder, name))
    const kept = await keepDataset(tiny, temporaryFolder(), { chunks: chunksOf(path), from: path })
    expect(readFileSync(kept, 'utf8')).toBe(CONTENT)
  })

  it('prefers the right content to the right name', () => {
    const folder = folderWith({ 'tiny.csv': 'changed', 'original.csv': CONTENT })
    expect(findInFolder(tiny, folder)).toBe(join(folder, 'original.csv'))
  })

  it('refuses a changed file of the right name with both hashes', () => {
    const folder = folderWith({ 'tiny.csv': 'changed' })
    expect(() => findInFolder(tiny, folder)).toThrow(
      `tiny.csv has sha256 d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed, the registry says ${tiny.sha256} for tiny.`,
    )
  })

  it('says what it looked for where nothing is it', () => {
    const folder = folderWith({ 'other.csv': 'x' })
    expect(() => findInFolder(tiny, folder)).toThrow(
      'no file here is tiny: neither tiny.csv nor original.csv,',
    )
  })

  it('says that the folder cannot be read', () => {
    expect(() => findInFolder(tiny, join(temporaryFolder(), 'none'))).toThrow(
      'the folder cannot be read (ENOENT). Give --from the folder that the file lies in.',
    )
  })
})
