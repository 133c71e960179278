import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { GATE_STUDY, writeBuilds } from './gate-builds.ts'

describe('knnbench gate', () => {
  const place = workplace()
  const file = (name: string): string => join(place.folder, name)
  const read = (name: string): string => readFileSync(file(name), 'utf8')
  const gate = (head: string, ...more: string[]) =>
    place.knnbench(
      'gate',
      'gate.yaml',
      '--base',
      'main/engine.yaml',
      '--head',
      `${head}/engine.yaml`,
      ...more,
    )

  beforeAll(() => {
    writeBuilds(place.folder)
    writeFileSync(file('gate.yaml'), GATE_STUDY)
  })
  afterAll(place.remove)

  it('lets an unchanged build through, and writes what a CI reads', () => {
    writeFileSync(file('summary.md'), 'before\n')
    const words = ['gate', 'gate.yaml', '--base', 'main/engine.yaml', '--head', 'same/engine.yaml']
    const files = ['--junit', 'gate.xml', '--markdown', 'gate.md', '--benchmark', 'gate.json', '--json']
    const loose = ['--inconclusive', 'pass', '--memory-tolerance', '3', '--index-tolerance', '3']
    const env = [`GITHUB_STEP_SUMMARY=${file('summary.md')}`, 'GITHUB_ACTIONS=true']
    const run = place.through('env', env, ...words, ...files, ...loose)
    expect([run.status, run.stderr]).toEqual([
      0,
      expect.stringContaining('both manifests and the programs they name are the same'),
    ])
    const told = JSON.parse(run.stdout)
    expect(told).toMatchObject({ passed: true, exit_code: 0, rounds: 4, family_size: 1 })
    expect(told.findings.map(({ check }: { check: string }) => check)).toEqual([
      ...['answers', 'speed', 'memory', 'index-size', 'cells', 'labels', 'scores'],
    ])
    expect(read('gate.xml')).toMatch(/<testsuites tests="7" failures="0"/)
    expect(read('summary.md')).toBe(`before\n${read('gate.md')}`)
    expect(JSON.parse(read('gate.json'))).toHaveLength(3)
  })

  it('stops one that does much more work', () => {
    const run = gate('heavy')
    expect(run.stdout).toMatch(/^regression: wine: speed: \d/)
    expect(run.status).toBe(3)
    expect(run.stderr).not.toContain('are the same')
    expect(run.stderr).toContain('results/mine-gate-2/ledger.jsonl') // the one before stays
  })

  it('stops one that is wrong, before it is timed, and names the first differing row', () => {
    const run = gate('wrong')
    expect(run.status).toBe(5)
    expect(run.stdout).toMatch(
      /^wrong answers: wine: answers: wrong in 2 of 2 cells, first at k = 1, .*: row \d+: /,
    )
    const [, command] = /reproduce: knnbench (.*)/.exec(run.stdout) ?? []
    const shown = place.knnbench(...(command?.split(' ') ?? []))
    expect([shown.status, shown.stdout]).toEqual([5, expect.stringContaining('wrong')])
  })

  it('refuses rounds that cannot decide before anything runs', () => {
    const run = gate('same', '--rounds', '3')
    expect([run.status, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toBe(
      '3 rounds are too few for any verdict: no exact test of 3 pairs can reach α/m = 0.2/1. Ask for 4 at least: --rounds 4\n',
    )
  })

  it('refuses two different engines', () => {
    const run = gate('same', '--base', 'ts-brute')
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('this manifest is of "mine", and that of the base of "ts-brute"')
  })

  it('refuses flags that contradict each other, and tolerances that are none', () => {
    expect(gate('same', '--rounds', '6', '--until-narrow').stderr).toBe(
      '--rounds and --until-narrow are both given. Keep one of them.\n',
    )
    const run = gate('same', '--memory-tolerance', '0')
    expect([run.status, run.stderr.trim()]).toEqual([
      2,
      '--memory-tolerance is "0"; allowed: a number above 0 and below 100, such as 0.1 for 10 %.',
    ])
  })
})
