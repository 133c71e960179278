import type { Matrix } from '../../data/matrix.ts'

/** Numbers of the ONNX format (onnx.proto3): element types, and the fields of its messages where they are used. */
const DOUBLE = 11
const INT64 = 7
const ATTRIBUTE_INT = 2
const IR_VERSION = 8
const OPSET = 13

type Field = Uint8Array

/**
 * A model in the ONNX format that finds the k nearest of n training rows of d features:
 * `TopK(MatMul(X, −2Tᵀ) + ‖t‖², k)`, which is the squared distance less ‖x‖². Inputs X (m, d) and k (1,); outputs
 * values (m, k), ascending, and indices (m, k).
 */
export function nearestRowsModel(train: Matrix): Uint8Array {
  const { rows: n, columns: d } = train
  const graph = [
    message(1, node('MatMul', ['X', 'factors'], ['products'])),
    message(1, node('Add', ['products', 'squares'], ['distances'])),
    message(1, node('TopK', ['distances', 'k'], ['values', 'indices'], { axis: -1, largest: 0, sorted: 1 })),
    text(2, 'nearest'),
    message(5, tensor('factors', [d, n], factorsOf(train))),
    message(5, tensor('squares', [n], squaredNorms(train))),
    message(11, value('X', DOUBLE, ['m', d])),
    message(11, value('k', INT64, [1])),
    message(12, value('values', DOUBLE, ['m', 'k'])),
    message(12, value('indices', INT64, ['m', 'k'])),
  ]
  return joined([varint(1, IR_VERSION), message(8, [text(1, ''), varint(2, OPSET)]), message(7, graph)])
}

/** −2Tᵀ, (d, n). */
function factorsOf({ rows, columns, values }: Matrix): Float64Array {
  const factors = new Float64Array(values.length)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) factors[j * rows + i] = -2 * values[i * columns + j]
  return factors
}

/** ‖x‖² of each row, (rows,). */
export function squaredNorms({ rows, columns, values }: Matrix): Float64Array {
  const squares = new Float64Array(rows)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) squares[i] += values[i * columns + j] ** 2
  return squares
}

function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, number>> = {},
): Field[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, number]) =>
      message(5, [text(1, name), varint(3, number), varint(20, ATTRIBUTE_INT)]),
    ),
  ]
}

function tensor(name: string, shape: readonly number[], data: Float64Array): Field[] {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return [...shape.map((size) => varint(1, size)), varint(2, DOUBLE), text(8, name), bytes(9, raw)]
}

/** A size that is known only at a call has a name. */
function value(name: string, type: number, shape: readonly (number | string)[]): Field[] {
  const sizes = shape.map((size) => message(1, [typeof size === 'number' ? varint(1, size) : text(2, size)]))
  return [text(1, name), message(2, [message(1, [varint(1, type), message(2, sizes)])])]
}

/** The four kinds of field of Protocol Buffers that the format needs. */
function varint(field: number, number: number): Field {
  return Uint8Array.from([...digits(BigInt(field << 3)), ...digits(BigInt.asUintN(64, BigInt(number)))])
}

function message(field: number, parts: readonly Field[]): Field {
  return bytes(field, joined(parts))
}

function text(field: number, content: string): Field {
  return bytes(field, Buffer.from(content))
}

function bytes(field: number, content: Uint8Array): Field {
  const head = [...digits(BigInt((field << 3) | 2)), ...digits(BigInt(content.length))]
  return joined([Uint8Array.from(head), content])
}

/** Base 128, the least significant first. */
function digits(number: bigint): number[] {
  const low = Number(number & 127n)
  return number < 128n ? [low] : [low | 128, ...digits(number >> 7n)]
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
