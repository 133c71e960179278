import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ledgerStudy, requireKnownEngines } from '../../src/cli/ledger-study.ts'
import { readStudy } from '../../src/cli/read-study.ts'
import { storableStudy } from '../../src/cli/study-reference.ts'
import { narrowStudy } from '../../src/config/narrow-study.ts'
import { studyHash } from '../../src/config/study-hash.ts'
import type { RecordOf } from '../../src/ledger/record.ts'
import { RECORDS } from '../ledger/records.ts'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
/** The folder around it is outside. */
const here = { cwd: join(place.folder, 'work') }
const inside = { allow_outside: false }

const kept = (datasets: string, engines = '[ts-brute]') =>
  RECORDS.study({ name: 's', study_file: study(datasets, engines) })
const file = (path: string) => `[{ name: mine, path: ${JSON.stringify(path)}, target: y }]`

test('what a run keeps is the study that it ran, with its paths from the working directory', () => {
  place.write('work/data/m.csv', 'x,y\n1,0\n')
  place.write(
    'work/studies/s.yaml',
    study('[wine, { name: mine, path: ../data/m.csv, target: y }]', '[ts-brute]'),
  )
  const { study: ran } = readStudy('studies/s.yaml', {}, here)
  const study_file = storableStudy(ran, here)
  expect(study_file).toContain('path: "data/m.csv"')
  expect(ledgerStudy(RECORDS.study({ study_file }), inside, here).study).toEqual(ran)
})

test('of a file outside only the name is kept, which names no person', () => {
  const { study: ran } = readStudy('studies/s.yaml', {}, here)
  const text = storableStudy(ran, { cwd: join(here.cwd, 'elsewhere') })
  expect(text).toContain('path: "m.csv"')
  expect(text).not.toContain(place.folder)
})

describe('a ledger from a stranger', () => {
  test.each([['../../secret.csv'], ['/etc/passwd'], ['link/m.csv']])('does not lead to %s', (path) => {
    if (path.startsWith('link')) symlinkSync(place.folder, join(here.cwd, 'link'))
    expect(() => ledgerStudy(kept(file(path)), inside, here)).toThrow(
      `datasets[0].path is ${JSON.stringify(path)}, outside the working directory`,
    )
    expect(ledgerStudy(kept(file(path)), { allow_outside: true }, here).study.datasets).toHaveLength(1)
  })

  test('does not lead to a manifest outside, and names no engine or dataset that is not here', () => {
    expect(() =>
      ledgerStudy(kept('[wine]', '[{ name: evil, manifest: /tmp/evil.yaml }]'), inside, here),
    ).toThrow(
      'study kept in the ledger:3:35: engines[0].manifest is "/tmp/evil.yaml", outside the working directory',
    )
    expect(() => ledgerStudy(kept('[wine]', '[ts-brut]'), inside, here)).toThrow('Did you mean "ts-brute"?')
    expect(() => ledgerStudy(kept('[nope]'), inside, here)).toThrow('study kept in the ledger:2:12: ')
    expect(() => ledgerStudy(kept('["../x"]'), inside, here)).toThrow('which is no dataset')
  })

  test('does not extend other studies', () => {
    place.write('work/base.yaml', study('[wine]', '[ts-brute]'))
    const record = RECORDS.study({ study_file: 'extends: base.yaml\nname: s\n' })
    expect(() => ledgerStudy(record, inside, here)).toThrow('extends')
  })
})

test('an engine that is here no more is told by name, and can be left out', () => {
  const record = RECORDS.study({
    study_file: study('[wine]', '[ts-brute, { name: old, use: gone-brute, params: { leaf: 3 } }, ts-kdtree]'),
    engines: [{ name: 'old', use: 'gone-brute', params: {} }],
  })
  const { study: whole } = ledgerStudy(record, inside, here)
  expect(() => requireKnownEngines(whole)).toThrow(
    'the engine old (gone-brute) of the ledger is not part of this installation. Leave it out with: --engine ts-brute --engine ts-kdtree',
  )
  requireKnownEngines(narrowStudy(whole, { engines: ['ts-kdtree'] }).study)
})

describe('a ledger that keeps no study', () => {
  const { study: quick } = readStudy('quick', { dataset: ['wine'], rounds: '5' }, here)
  const { study_file: _none, ...bare } = RECORDS.study()
  const record: RecordOf<'study'> = {
    ...bare,
    name: 'quick',
    datasets: ['wine'],
    engines: quick.engines.map(({ name, use, params }) => ({ name, use, params: { ...params } })),
    protocol: quick.protocol,
    study_hash: studyHash(quick),
    invoked: { study: 'quick', flags: [] },
  }

  test('is of the bundled study that it names, narrowed as it was', () => {
    expect(ledgerStudy(record, inside, here).study).toEqual(quick)
  })

  test.each([
    ['of another content', { study_hash: '0'.repeat(64) }],
    ['of a file', { invoked: { study: 'studies/s.yaml', flags: [] } }],
    ['of a table', { invoked: { table: { data: 'm.csv', target: 'y' }, flags: [] } }],
    ['of datasets that it has no more', { datasets: ['gone'] }],
  ])('%s is refused', (_, change) => {
    expect(() => ledgerStudy({ ...record, ...change }, inside, here)).toThrow(
      'this ledger, of knnbench 0.1.0, does not keep its study, and no bundled study is the same as its quick.',
    )
  })
})
