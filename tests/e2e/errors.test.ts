import { afterAll, describe, expect, it } from 'vitest'
import { workplace } from './cli.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

describe('a mistake of the user', () => {
  const place = workplace()
  afterAll(place.remove)
  const fails = (...words: string[]) => {
    const { status, stderr, stdout } = place.knnbench(...words)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).not.toMatch(/^\s+at /m)
    return stderr
  }

  it('in an engine’s name tells the place and the nearest name', () => {
    writeStudy(place.folder, TINY_STUDY.replace('[ts-brute, ts-kdtree]', '[ts-brut, ts-kdtree]'))
    expect(fails('run', 'study.yaml')).toMatch(/^study\.yaml:3:11: .*"ts-brut".*Did you mean "ts-brute"\?/)
  })

  it('in a metric tells what is allowed', () => {
    writeStudy(place.folder, TINY_STUDY.replace('[euclidean, manhattan]', '[euclidean, l2]'))
    expect(fails('run', 'study.yaml')).toMatch(
      /^study\.yaml:5:\d+: grid\.metric\[1\] is "l2"; allowed: euclidean, manhattan/,
    )
  })

  it('in the number of rounds tells the nearest that fit', () => {
    writeStudy(place.folder, TINY_STUDY)
    expect(fails('run', 'study.yaml', '--rounds', '3')).toContain('need a multiple of 2. Set it to 2 or 4.')
  })

  it('in a study’s name lists the bundled ones', () => {
    expect(fails('run', 'quik')).toContain('Did you mean "quick"?')
  })

  it('in a command or flag shows the way to the help', () => {
    expect(fails('rum')).toContain("error: unknown command 'rum'")
    expect(fails('run', 'quick', '--round', '3')).toContain("unknown option '--round'")
  })

  it.each(['constructor', '__proto__', 'studdy'])('in the name %s lists what there is', (name) => {
    expect(fails('schema', name)).toContain(
      `unknown format "${name}"; there are: study, ledger, protocol, manifest, published, claims.`,
    )
    expect(fails('engines', 'setup', name)).toContain(`unknown setup "${name}"; there is: sklearn, rust,`)
  })

  it('in a table’s or dataset’s name tells the nearest', () => {
    expect(fails('datasets', 'info', 'wien')).toContain('Did you mean "wine"?')
    expect(fails('report')).toContain('no ledger below results/ here.')
  })
})
