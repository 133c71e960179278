import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)

async function refusal(engine: string): Promise<string> {
  place.write('s.yaml', study('[wine]', `\n  - ts-brute\n  - ${engine}`))
  const { code, stderr } = await place.knnbench(['run', 's.yaml', '--dry-run'])
  return `${code}: ${stderr.trimEnd()}`
}

test('a parameter that a bundled engine does not take is refused where it is written', async () => {
  expect(await refusal('{ name: k, use: ts-kdtree, params: { leafsize: 3 } }')).toBe(
    '2: s.yaml:5:42: unknown parameter "leafsize"; ts-kdtree takes: leaf_size. Did you mean "leaf_size"?',
  )
  expect(await refusal('{ name: ml-knn, params: { k: 3 } }')).toBe(
    '2: s.yaml:5:31: unknown parameter "k"; ml-knn takes no parameters. Delete it.',
  )
  expect(await refusal('{ name: k, use: ts-kdtree, params: { leaf_size: 3 } }')).toBe('0: ')
})

test('so is one that a manifest from elsewhere does not list, once that is trusted', async () => {
  const manifest = readFileSync('engines/ts-kdtree.yaml', 'utf8').replace('name: ts-kdtree', 'name: theirs')
  place.write('theirs.yaml', manifest)
  await place.knnbench(['engines', 'trust', 'theirs.yaml'])
  const engine = '{ name: theirs, manifest: theirs.yaml, params: { depth: 3 } }'
  expect(await refusal(engine)).toBe('2: s.yaml:5:54: unknown parameter "depth"; theirs takes: leaf_size.')
  place.write('theirs.yaml', manifest.replace(/^params:.*\n/m, ''))
  expect(readFileSync(join(place.folder, 'theirs.yaml'), 'utf8')).not.toContain('params')
  await place.knnbench(['engines', 'trust', 'theirs.yaml'])
  expect(await refusal(engine)).toBe('0: ')
})
