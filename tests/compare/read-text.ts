import { NO_MAP, parseColumnMap } from '../../src/compare/column-map.ts'
import { csvSource } from '../../src/compare/csv-source.ts'
import type { Metadata } from '../../src/compare/metadata.ts'
import type { Series, Source } from '../../src/compare/source.ts'
import { InputError } from '../../src/config/input-error.ts'
import { configurationKey } from '../../src/report/configuration-key.ts'

interface Beside {
  readonly map?: string
  readonly metadata?: Metadata
}

/** A CSV text as `theirs.csv`, with a map and what lies beside it. */
export function readText(text: string, { map, metadata = {} }: Beside = {}): Source {
  return csvSource({
    file: 'theirs.csv',
    name: 'theirs.csv',
    text,
    metadata,
    map: map === undefined ? NO_MAP : parseColumnMap({ file: 'map.yaml', text: map }),
  })
}

/** The message with which a text is refused; fails where it is read. */
export function refusalOf(text: string, beside: Beside = {}): string {
  try {
    readText(text, beside)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('this was read')
}

/** Scores by configuration: a list where folds are known, one number where only the whole is. */
export function scoresOf({ cells }: Series, name: 'accuracy' | 'f1' | 'rmse' = 'accuracy') {
  return Object.fromEntries(
    cells.map(({ configuration, scores, failed }) => {
      const score = scores.get(name)
      const folds = score?.folds.map((fold) => fold?.value)
      const value = failed ?? (folds !== undefined && folds.length > 1 ? folds : score?.whole?.value)
      return [configurationKey(configuration), value]
    }),
  )
}
