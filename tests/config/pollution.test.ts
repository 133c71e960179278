import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { parseStudy } from '../../src/config/parse-study.ts'
import { parseManifest } from '../../src/engine/manifest.ts'
import { parseRecord } from '../../src/ledger/parse-record.ts'
import { eventReader } from '../../src/runner/event-reader.ts'
import { requireTrust } from '../../src/runner/trust.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { RECORDS } from '../ledger/records.ts'
import { foreign } from '../runner/found-engine.ts'
import { known } from './known.ts'

/** What every object would have if one of the readers had written through a prototype. */
afterEach(() => expect(Object.keys(Object.getPrototypeOf({}))).toEqual([]))

const POISON = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}'

describe('keys that objects already have pollute nothing:', () => {
  const study = (rest: string) => `name: m\nengines: [ml-knn]\ndatasets: [wine]\n${rest}\n`
  const read = (text: string) => parseStudy({ file: 'm.yaml', text }, known)

  test.each([
    ['__proto__: { polluted: true }', 'a key must be plain text'],
    ['grid: { __proto__: { n_neighbors: [1] } }', 'a key must be plain text'],
    ['constructor: { prototype: { polluted: true } }', 'unknown key "constructor"'],
    ['protocol: { toString: 1 }', 'unknown key "toString"'],
    ['prepares: { __proto__: [standardize] }', 'a key must be plain text'],
    ['"\\u005f_proto__": 1', 'a key must be plain text'],
  ])('the study %s', (rest, message) => {
    expect(() => read(study(rest))).toThrow(message)
  })

  test('a preparation called constructor is one like any other', () => {
    expect(read(study('prepares: { constructor: [standardize] }')).prepares).toEqual({
      constructor: ['standardize'],
    })
  })

  test('a manifest', () => {
    const text = `${foreign(temporaryFolder()).text}\n__proto__: { exact: true }\n`
    expect(() => parseManifest({ file: 'm.yaml', text })).toThrow('a key must be plain text')
  })

  test('a record of a ledger', () => {
    const line = JSON.stringify(RECORDS.study()).replace('{', `{${POISON},`)
    expect(parseRecord(line)).toMatchObject({ ok: false })
    const params = JSON.stringify(RECORDS.study()).replace('"leaf_size":30', `"leaf_size":30,"__proto__":"x"`)
    const parsed = parseRecord(params)
    const [engine] = parsed.ok && parsed.record.type === 'study' ? parsed.record.engines : []
    expect(Object.getPrototypeOf(engine?.params)).toBe(Object.prototype)
  })

  test('an event of an engine', () => {
    const line = `{"event":"loaded","load_ns":1,"convert_ns":2,${POISON}}\n`
    expect(eventReader(line.length).push(Buffer.from(line))).toMatchObject([{ ok: false }])
  })

  test('the list of trusted manifests', () => {
    const cache = temporaryFolder()
    writeFileSync(join(cache, 'trusted.json'), `{${POISON}}`)
    expect(() => requireTrust(foreign(temporaryFolder()), cache)).toThrow('is not part of the installation')
  })
})
