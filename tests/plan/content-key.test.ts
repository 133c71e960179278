import { describe, expect, test } from 'vitest'
import { type ArmContent, contentKey, sha256 } from '../../src/plan/content-key.ts'

const CONTENT: ArmContent = {
  tool_version: '0.1.0',
  protocol_version: 1,
  case_key: 'a'.repeat(64),
  task: 'classification',
  engine: 'ts-brute',
  params: {},
  library: 'knnbench',
  version: '0.1.0',
  build: 'b'.repeat(64),
  runtime: 'Node v20',
  protocol: {
    rounds: 15,
    configurations_per_round: 'all',
    rows: 'all',
    score_rows: 'all',
    warmup: { time_ns: 2e8 },
    repeats: 1,
    min_time_ns: 2e7,
    mode: 'batch',
    time_proba: false,
    seed: 1,
    threads: 1,
    timeout_ns: 6e10,
  },
  threads: 1,
  environment_id: 'c'.repeat(64),
}

function key(changes: Partial<ArmContent> = {}): string {
  return contentKey({ ...CONTENT, ...changes })
}

function keyWithProtocol(changes: Partial<ArmContent['protocol']>): string {
  return key({ protocol: { ...CONTENT.protocol, ...changes } })
}

test('a key is 64 hexadecimal digits and the same for equal content', () => {
  expect(key()).toMatch(/^[0-9a-f]{64}$/)
  expect(contentKey(structuredClone(CONTENT))).toBe(key())
})

describe('a key does not change with what a measurement does not depend on', () => {
  test.each<[string, Partial<ArmContent['protocol']>]>([
    ['rounds', { rounds: 30 }],
    ['configurations_per_round', { configurations_per_round: 8 }],
    ['timeout', { timeout_ns: 1e9 }],
    ['max_arm', { max_arm_ns: 1e9 }],
    ['budget', { budget_ns: 1e9 }],
  ])('%s', (_, changes) => {
    expect(keyWithProtocol(changes)).toBe(key())
  })

  test('the order in which parameters are written', () => {
    const one = key({ params: { a: 1, b: 2 } })
    expect(key({ params: { b: 2, a: 1 } })).toBe(one)
  })
})

describe('a key changes with', () => {
  test.each<[string, Partial<ArmContent>]>([
    ['the tool', { tool_version: '0.2.0' }],
    ['the engine protocol', { protocol_version: 2 }],
    ['the prepared data', { case_key: 'd'.repeat(64) }],
    ['the task', { task: 'regression' }],
    ['the manifest used', { engine: 'ts-kdtree' }],
    ['a parameter', { params: { leaf_size: 10 } }],
    ['the library', { library: 'scikit-learn' }],
    ['its version', { version: '0.1.1' }],
    ['its build', { build: 'e'.repeat(64) }],
    ['the runtime', { runtime: 'Node v22' }],
    ['threads', { threads: 2 }],
    ['the environment', { environment_id: 'f'.repeat(64) }],
  ])('%s', (_, changes) => {
    expect(key(changes)).not.toBe(key())
  })

  test.each<[string, Partial<ArmContent['protocol']>]>([
    ['rows', { rows: 256 }],
    ['score_rows', { score_rows: 256 }],
    ['warm-up', { warmup: { calls: 3 } }],
    ['repeats', { repeats: 2 }],
    ['min_time', { min_time_ns: 1e7 }],
    ['mode', { mode: 'single' }],
    ['time_proba', { time_proba: true }],
    ['the seed, which chooses the rows', { seed: 2 }],
  ])('%s', (_, changes) => {
    expect(keyWithProtocol(changes)).not.toBe(key())
  })
})

test('sha256 hashes canonical JSON', () => {
  // printf '{"a":1,"b":[2]}' | sha256sum
  expect(sha256({ b: [2], a: 1 })).toBe('0855bfc20eb6cfaa4be7d6b510c63dd22997718bddadcb1a4915cec3a16145b9')
})
