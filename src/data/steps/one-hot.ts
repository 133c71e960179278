import type { DataWarning } from '../case.ts'
import type { Categories, Feature, Frame } from '../frame.ts'

/**
 * One 0/1 column per level of each text column, after the numeric columns, as `pandas.get_dummies` orders them.
 * Levels are those of the training rows, in code-point order; a missing cell and an unseen level are all zeros.
 */
export function oneHot(frame: Frame): Frame {
  return encode(frame, 0)
}

/** As `oneHot`, without the first level of each column: it is the one where all others are 0. */
export function oneHotDropFirst(frame: Frame): Frame {
  return encode(frame, 1)
}

function encode({ features, categories, warnings }: Frame, skippedLevels: number): Frame {
  const encoded = categories.flatMap((column) => {
    const codes = trainingCodes(column)
    return codes.slice(skippedLevels).map((code) => indicator(column, code))
  })
  const unseen = categories.flatMap(unseenLevels)
  return { features: [...features, ...encoded], categories: [], warnings: [...warnings, ...unseen] }
}

/** Codes of the levels that occur in the training rows; ascending codes are levels in code-point order. */
function trainingCodes({ levels, train }: Categories): number[] {
  const seen = new Set(train)
  return Array.from(levels.keys()).filter((code) => seen.has(code))
}

function indicator({ name, levels, train, test }: Categories, code: number): Feature {
  const marks = (codes: Int32Array) => {
    const column = new Float64Array(codes.length)
    for (let i = 0; i < codes.length; i++) if (codes[i] === code) column[i] = 1
    return column
  }
  return {
    name: `${name}_${levels[code]}`,
    kind: 'one-hot',
    column: name,
    level: levels[code],
    train: marks(train),
    test: marks(test),
    statistics: {},
  }
}

function unseenLevels(column: Categories): DataWarning[] {
  const known = new Set(trainingCodes(column))
  const rowsOf = (code: number) => column.test.reduce((rows, other) => rows + (other === code ? 1 : 0), 0)
  return [...column.levels.keys()]
    .filter((code) => !known.has(code))
    .map((code) => ({
      code: 'unseen-level' as const,
      column: column.name,
      level: column.levels[code],
      rows: rowsOf(code),
    }))
    .filter(({ rows }) => rows > 0)
}
