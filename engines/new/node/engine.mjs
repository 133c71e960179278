/**
 * {{name}}: an engine for knnbench. Fill in load, fit and search; the driver of the installed tool does everything else:
 * data, times, memory, votes, answers.
 *
 * A matrix is { rows, columns, values }: a Float64Array, row by row.
 */

/** From the driver's matrix to your library's input; as it stands, the matrix itself. Timed apart. */
function load(X) {
  return X
}

/** A model of the training rows; `y_train` (Int32Array) has their class codes, `options` metric and params. */
function fit(X_train, y_train, options) {
  throw new Error('fill in fit in engine.mjs')
}

/**
 * The nearest training rows of each row of X, nearest first: { indices: Int32Array, distances: Float64Array }, row by row,
 * n_neighbors each; distances are true, not squared.
 */
function search(model, X, n_neighbors) {
  throw new Error('fill in search in engine.mjs')
}

/** As in engine.yaml. A library that votes by itself adds predict(X, { n_neighbors, weights }) to what fit gives. */
export default {
  library: '{{name}}',
  version: '0.1.0',
  dtype: 'float64',
  form: 'difference',
  metrics: ['euclidean', 'manhattan'],
  weights: ['uniform', 'distance'],
  convert: load,
  fit(X_train, y_train, options) {
    const model = fit(X_train, y_train, options)
    return { neighbors: (X, n_neighbors) => search(model, X, n_neighbors) }
  },
}
