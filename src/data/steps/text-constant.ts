import type { Categories, Feature, Frame } from '../frame.ts'

/**
 * Puts 0 in every cell of every text column, after the numeric columns: what a program makes of text that reads each cell
 * as a number and takes 0 where there is none, as `pandas.to_numeric(errors="coerce").fillna(0)` does.
 */
export function textConstant({ features, categories, ...frame }: Frame): Frame {
  return { ...frame, features: [...features, ...categories.map(zeros)], categories: [] }
}

function zeros({ name, train, test }: Categories): Feature {
  const parts = { train: new Float64Array(train.length), test: new Float64Array(test.length) }
  return { name, kind: 'numeric', column: name, ...parts, statistics: {} }
}
