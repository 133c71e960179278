import { createHash } from 'node:crypto'

/** The library's labels as int32 codes; throws when their number or kind is not what was asked for. */
export function toLabels(predicted: ArrayLike<number>, rows: number): Int32Array {
  if (predicted.length !== rows)
    throw new Error(`predict returned ${predicted.length} labels for ${rows} rows`)
  const labels = Int32Array.from(predicted)
  // Written as int32, a missing or fractional label would silently become a class.
  const odd = labels.findIndex((label, i) => label !== predicted[i])
  if (odd !== -1)
    throw new Error(`predict returned ${String(predicted[odd])} for row ${odd}, not a class code`)
  return labels
}

/** sha256 of the bytes of labels, or of the values of a regression; little-endian on every machine Node runs on. */
export function labelsHash(labels: Int32Array | Float64Array): string {
  const bytes = new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength)
  return createHash('sha256').update(bytes).digest('hex')
}
