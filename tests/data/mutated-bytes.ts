import fc from 'fast-check'

/** Bytes that mean something in a CSV file, that mean nothing in any text, or that are half a character. */
const BYTES = Buffer.from('",;\t\r\n \'0e-.+N?x\0\xff\xc3\xef\x80\x1a', 'latin1')

type Mutation = (bytes: Buffer) => Buffer

const at = (place: number, bytes: Buffer): number => Math.floor(place * (bytes.length + 1))
const splice = (bytes: Buffer, from: number, to: number, ...inserted: Uint8Array[]): Buffer =>
  Buffer.concat([bytes.subarray(0, from), ...inserted, bytes.subarray(to)])

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const byte = fc.oneof(
  fc.constantFrom(...BYTES).map((one) => Buffer.of(one)),
  fc.nat(255).map((one) => Buffer.of(one)),
)
const pair = fc.tuple(place, place).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

/** Rows as they look from outside, their ends with them. */
const lines = (bytes: Buffer): Buffer[] =>
  bytes
    .toString('latin1')
    .split(/(?<=\n|\r(?!\n))/)
    .map((line) => Buffer.from(line, 'latin1'))

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ place, byte }).map(
    (m): Mutation =>
      (bytes) =>
        splice(bytes, at(m.place, bytes), at(m.place, bytes) + 1, m.byte),
  ),
  fc.record({ place, byte }).map(
    (m): Mutation =>
      (bytes) =>
        splice(bytes, at(m.place, bytes), at(m.place, bytes), m.byte),
  ),
  place.map(
    (p): Mutation =>
      (bytes) =>
        splice(bytes, at(p, bytes), at(p, bytes) + 1),
  ),
  place.map(
    (p): Mutation =>
      (bytes) =>
        bytes.subarray(0, at(p, bytes)),
  ),
  pair.map(
    ([a, b]): Mutation =>
      (bytes) =>
        splice(bytes, at(a, bytes), at(b, bytes)),
  ),
  fc.record({ pair, place }).map(
    ({ pair: [a, b], place: p }): Mutation =>
      (bytes) => {
        return splice(bytes, at(p, bytes), at(p, bytes), bytes.subarray(at(a, bytes), at(b, bytes)))
      },
  ),
  pair.map(
    ([a, b]): Mutation =>
      (bytes) => {
        const rows = lines(bytes)
        const [i, j] = [a, b].map((p) => Math.floor(p * rows.length))
        return Buffer.concat(rows.with(i, rows[j]).with(j, rows[i]))
      },
  ),
  place.map(
    (p): Mutation =>
      (bytes) => {
        const rows = lines(bytes)
        const i = Math.floor(p * rows.length)
        return Buffer.concat([...rows.slice(0, i), rows[i], ...rows.slice(i)])
      },
  ),
  place.map(
    (p): Mutation =>
      (bytes) => {
        const rows = lines(bytes)
        return Buffer.concat(rows.toSpliced(Math.floor(p * rows.length), 1))
      },
  ),
)

/** One to three changes, one after the other. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(mutation, { minLength: 1, maxLength: 3 })
  .map((list) => (bytes) => list.reduce((changed, change) => change(changed), bytes))
