import type { Matrix } from '../../data/matrix.ts'
import type { Adapter } from '../adapter.ts'
import type { Packages } from '../packages.ts'
import { integerParams } from './integer-params.ts'
import { nearestRowsModel, squaredNorms } from './onnx-model.ts'
import { searchModel } from './search-model.ts'
import { requireSquareRange } from './square-range.ts'

/** What the adapter uses of onnxruntime-common. */
interface OnnxCommon {
  readonly Tensor: new (
    type: 'float64' | 'int64',
    data: Float64Array | BigInt64Array,
    shape: readonly number[],
  ) => unknown
}

/**
 * The binding below onnxruntime-node's `InferenceSession`, whose `run` is the same call in a promise of its own: the
 * driver times calls that end when they return.
 */
interface OnnxBinding {
  initOrt(): void
  readonly binding: {
    readonly InferenceSession: new () => {
      loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: SessionOptions): void
      run(
        feeds: Readonly<Record<string, unknown>>,
        fetches: { readonly values: null; readonly indices: null },
        options: object,
      ): {
        readonly values: { readonly data: Float64Array }
        readonly indices: { readonly data: BigInt64Array }
      }
    }
  }
}

interface SessionOptions {
  readonly intraOpNumThreads: number
  readonly interOpNumThreads: number
  readonly extra: { readonly session: { readonly intra_op: { readonly allow_spinning: '0' } } }
}

/** A call keeps 8 bytes for each pair: 32 MiB. */
const MOST_PAIRS = 2 ** 22

/** onnxruntime-node with a graph of matrix product and TopK: every distance in float64, by products; it searches only. */
export function onnxBrute(packages: Packages, threads: number): Adapter<Matrix> {
  const { Tensor } = packages.load<OnnxCommon>('onnxruntime-common')
  const { binding, initOrt } = packages.load<OnnxBinding>('onnxruntime-node/dist/binding')
  const options: SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // As every thread pool is told: not to take a core while it waits.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }
  return {
    library: 'onnxruntime-node',
    version: packages.version('onnxruntime-node'),
    dtype: 'float64',
    form: 'norm',
    metrics: ['euclidean'],
    weights: ['uniform', 'distance'],
    convert(X) {
      requireSquareRange(X, 'float64')
      return X
    },
    fit(X_train, y_train, { n_classes, params }) {
      integerParams(params, [])
      initOrt()
      const session = new binding.InferenceSession()
      const model = nearestRowsModel(X_train)
      session.loadModel(model.buffer, model.byteOffset, model.byteLength, options)
      const rowsInCall = Math.max(1, Math.floor(MOST_PAIRS / X_train.rows))
      return searchModel(
        ({ rows, columns, values }, n_neighbors) => {
          const indices = new Int32Array(rows * n_neighbors)
          const distances = new Float64Array(rows * n_neighbors)
          const k = new Tensor('int64', BigInt64Array.of(BigInt(n_neighbors)), [1])
          for (let row = 0; row < rows; row += rowsInCall) {
            const queries = values.slice(row * columns, (row + rowsInCall) * columns)
            const X = new Tensor('float64', queries, [queries.length / columns, columns])
            const found = session.run({ X, k }, { values: null, indices: null }, {})
            const squares = squaredNorms({ rows: queries.length / columns, columns, values: queries })
            for (let i = 0; i < found.values.data.length; i++) {
              const at = row * n_neighbors + i
              indices[at] = Number(found.indices.data[i])
              // The graph's values lack ‖x‖²; what is below 0 by rounding is 0.
              const square = found.values.data[i] + squares[Math.floor(i / n_neighbors)]
              distances[at] = Math.sqrt(Math.max(0, square))
            }
          }
          return { indices, distances }
        },
        y_train,
        n_classes,
      )
    },
  }
}
