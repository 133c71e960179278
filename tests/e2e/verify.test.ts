import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fixtureManifest } from '../conformance/fixture-engine.ts'
import { workplace } from './cli.ts'

describe('engines verify', () => {
  const place = workplace()
  afterAll(place.remove)

  it('goes no further with an engine that does not load; its manifest needs no other trust than to be named', () => {
    writeFileSync(join(place.folder, 'mine.yaml'), fixtureManifest('no-neighbors'))
    const { status, stdout } = place.knnbench('engines', 'verify', 'mine.yaml')
    expect(status).toBe(1)
    expect(stdout).toMatch(/loads +program +✗ failed +the manifest says neighbors/)
    expect(stdout).not.toContain('agrees')
  })

  it('shows one row of a dataset: what was told, and what is right', () => {
    writeFileSync(join(place.folder, 'mine.yaml'), fixtureManifest('k-plus-one'))
    const words = ['engines', 'verify', 'mine.yaml', '--dataset', 'wine', '--row', '3'] as const
    const { status, stdout } = place.knnbench(...words)
    expect(status).toBe(5)
    expect(stdout).toContain('k-plus-one · wine · test row 3\nwrong in 1 of 20 cells\n')
    expect(stdout).toContain('k=51 euclidean distance: the label is class_1, but the neighbors elect class_0')
    expect(stdout).toMatch(/ 1 +36 3\.963971065845106 +class_0 +36 3\.963971065845106 +class_0/)
    const beyond = place.knnbench(...words.slice(0, -1), '36')
    expect([beyond.status, beyond.stderr]).toEqual([2, '--row is 36; wine has test rows 0 to 35.\n'])
  })

  it('says what to type where no engine is meant', () => {
    const unknown = place.knnbench('engines', 'verify', 'ts-brut')
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "ts-brute"?')])
    expect(place.knnbench('engines', 'verify').status).toBe(2)
    expect(place.knnbench('engines', 'verify', 'ts-brute', '--all').status).toBe(2)
  })
})
