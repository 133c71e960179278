import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sha256File } from '../../src/data/npy.ts'
import { workplace } from './cli.ts'

describe('commands that measure nothing', () => {
  const place = workplace()
  afterAll(place.remove)
  const output = (...words: string[]): string => {
    const { status, stdout, stderr } = place.knnbench(...words)
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return stdout
  }

  it('print help for every command that the main help lists', () => {
    const help = output('--help')
    const commands = [...help.matchAll(/^ {2}(run|init|report|datasets|engines|env|schema)\b/gm)].map(
      ([, name]) => name,
    )
    expect(commands).toEqual(['run', 'init', 'report', 'datasets', 'engines', 'env', 'schema'])
    for (const command of commands) expect(output(command, '--help')).toContain(`Usage: knnbench ${command}`)
  })

  it('list every bundled engine with whether it is ready', () => {
    const engines = z.array(
      z.looseObject({
        name: z.string(),
        ready: z.boolean(),
        exact: z.boolean(),
        version: z.string().nullable(),
        missing: z.string().nullable(),
      }),
    )
    const listed = engines.parse(JSON.parse(output('engines', 'list', '--json')))
    expect(listed.map(({ name }) => name)).toEqual(
      readdirSync('engines')
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => file.replace('.yaml', ''))
        .sort(),
    )
    expect(
      listed.filter(({ name }) => name.startsWith('ts-') || name === 'ml-knn').every(({ ready }) => ready),
    ).toBe(true)
    expect(listed.every(({ ready, version, missing }) => (ready ? version !== null : missing !== null))).toBe(
      true,
    )
  })

  it('list and describe the bundled datasets', () => {
    expect(output('datasets', 'list')).toMatch(/breast-cancer +569 +30 +classification +bundled/)
    const wine = JSON.parse(output('datasets', 'info', 'wine', '--json'))
    expect(wine.classes).toEqual({ class_0: 59, class_1: 71, class_2: 48 })
    expect(wine.license).toBe('CC-BY-4.0')
  })

  it('prepare exactly the files that engines get', () => {
    const [prepared] = JSON.parse(output('datasets', 'prepare', 'wine', '--out', 'wine', '--json'))
    const files = [
      'X_test.npy',
      'X_train.npy',
      'features.json',
      'test_index.npy',
      'train_index.npy',
      'y_test.npy',
      'y_train.npy',
    ]
    expect(readdirSync(join(place.folder, 'wine')).sort()).toEqual(files)
    for (const name of ['X_train', 'y_test'])
      expect(sha256File(join(place.folder, 'wine', `${name}.npy`))).toBe(prepared.hashes[name])
    const { n_features } = prepared
    expect(JSON.parse(readFileSync(join(place.folder, 'wine/features.json'), 'utf8'))).toBeDefined()
    expect(n_features).toBe(13)
  })

  it.each(['study', 'ledger', 'protocol', 'manifest'])('print the JSON Schema of %s', (format) => {
    const schema = JSON.parse(output('schema', format))
    expect(JSON.stringify(schema)).toContain('http')
  })
})
