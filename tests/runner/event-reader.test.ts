import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EngineEvent, MAX_LINE_BYTES } from '../../src/engine/protocol.ts'
import { eventReader, mostBytes, type ReadEvent } from '../../src/runner/event-reader.ts'
import { JOB } from './program-task.ts'

const PLENTY = 1e9

const DONE: EngineEvent = { event: 'done' }
const FAILED: EngineEvent = { event: 'failed', kind: 'error', message: 'zu groß – 距離' }
const FIT: EngineEvent = { event: 'fit', metric: 'euclidean', fit_ns: 1.5, cpu_ns: 2 }

function line(event: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(event)}\n`)
}

function read(...chunks: readonly Buffer[]): ReadEvent[] {
  const reader = eventReader(PLENTY)
  return [...chunks.flatMap((chunk) => reader.push(chunk)), ...reader.end()]
}

function problems(...chunks: readonly Buffer[]): string[] {
  return read(...chunks).flatMap((item) => (item.ok ? [] : [item.problem]))
}

test('lines become events in order', () => {
  expect(read(line(FIT), Buffer.concat([line(FAILED), line(DONE)]))).toEqual(
    [FIT, FAILED, DONE].map((event) => ({ ok: true, event })),
  )
})

test('chunks may be cut anywhere, even within a character', () => {
  const bytes = Buffer.concat([line(FIT), line(FAILED), line(DONE)])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end))
      expect(read(...chunks)).toEqual(read(bytes))
    }),
  )
})

test('an event is told as soon as its line ends', () => {
  const reader = eventReader(PLENTY)
  expect(reader.push(line(DONE).subarray(0, -1))).toEqual([])
  expect(reader.push(Buffer.from('\n'))).toEqual([{ ok: true, event: DONE }])
  expect(reader.end()).toEqual([])
})

test('a torn last line is told with its length', () => {
  expect(problems(line(FIT), Buffer.from('{"event":'))).toEqual([
    'the last protocol line is torn after 9 bytes',
  ])
})

test('a line that is not JSON is quoted, and the next one is read', () => {
  expect(read(Buffer.from('oh no\n'), line(DONE))).toEqual([
    { ok: false, problem: 'a protocol line is not JSON: "oh no"' },
    { ok: true, event: DONE },
  ])
})

test('terminal controls in a quoted line are escaped', () => {
  expect(problems(Buffer.from('\u001b[31mred\n'))).toEqual(['a protocol line is not JSON: "\\u001b[31mred"'])
})

test('of a long line only the beginning is quoted', () => {
  expect(problems(Buffer.from(`${'x'.repeat(1000)}\n`))).toEqual([
    `a protocol line is not JSON: "${'x'.repeat(80)}…"`,
  ])
})

test.each<[string, unknown, string]>([
  ['an unknown event', { event: 'gossip' }, 'event'],
  ['a missing field', { event: 'fit', metric: 'euclidean', fit_ns: 1 }, 'cpu_ns'],
  ['a negative time', { ...FIT, fit_ns: -1 }, 'fit_ns'],
  ['a field too many', { ...DONE, bye: true }, '"bye"'],
  ['something that is no object', 17, 'expected object'],
])('%s is malformed, with the place', (_, event, place) => {
  const [problem] = problems(line(event))
  expect(problem).toContain('a protocol event is malformed (')
  expect(problem).toContain(place)
})

test('a line without end is given up when it is longer than allowed', () => {
  const problem = `a protocol line is longer than ${MAX_LINE_BYTES} bytes`
  expect(problems(Buffer.alloc(MAX_LINE_BYTES + 1, 'x'))).toEqual([problem])
})

test('a line longer than allowed is refused although its end came with it', () => {
  const event = { event: 'failed', kind: 'error', message: 'x'.repeat(MAX_LINE_BYTES) }
  expect(problems(line(event))).toEqual([`a protocol line is longer than ${MAX_LINE_BYTES} bytes`])
})

test('a line as long as allowed is read', () => {
  const empty = line({ ...FAILED, message: '' }).length - 1
  const event = { ...FAILED, message: 'x'.repeat(MAX_LINE_BYTES - empty) }
  expect(read(line(event))).toEqual([{ ok: true, event }])
})

test('an engine that says more than its job gives it to say is not listened to any longer', () => {
  const reader = eventReader(100)
  const said = line(FIT)
  const heard = [said, said, said].flatMap((chunk) => reader.push(chunk))
  expect(heard.at(-1)).toEqual({
    ok: false,
    problem: 'the protocol lines are longer than 100 bytes together',
  })
  expect([...reader.push(said), ...reader.end()]).toEqual([])
})

test('however many samples are asked for, an engine may tell them all', () => {
  const configuration = { n_neighbors: 51, metric: 'minkowski', weights: 'distance' } as const
  const long = 1234567890.1234567
  const sample: EngineEvent = {
    event: 'sample',
    configuration,
    kind: 'predict',
    predict_ns: long,
    count: 1e9,
    cpu_ns: long,
    percentiles: { p50_ns: long, p95_ns: long, p99_ns: long },
    labels_sha256: '0'.repeat(64),
  }
  const block = { metric: 'minkowski', first: configuration, configurations: [configuration] }
  const protocol_options = { ...JOB.protocol_options, repeats: 1e6 }
  const allowed = mostBytes({ timed: [block], protocol_options })
  expect(allowed).toBeGreaterThan(protocol_options.repeats * line(sample).length)
})
