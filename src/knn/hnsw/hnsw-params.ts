import { checkCount } from '../input-check.ts'
import { KnnInputError } from '../input-error.ts'

/** What a study may set, in the words of the paper. */
export interface HnswParams {
  /** Links that a row makes on each layer; at most twice as many on the lowest. From 2. */
  readonly M: number
  /** Candidates held while the graph is built. */
  readonly ef_construction: number
  /** Candidates held while it is searched, at least k: more find more and take longer. */
  readonly ef_search: number
  /** Of the layers that rows are drawn into. */
  readonly seed: number
}

const HNSW_DEFAULTS: HnswParams = { M: 16, ef_construction: 200, ef_search: 50, seed: 1 }

const MOST_LINKS = 1024

/** The parameters with defaults filled in; throws KnnInputError for those that build no graph. */
export function hnswParams(given: Partial<HnswParams> = {}): HnswParams {
  const params = { ...HNSW_DEFAULTS, ...given }
  checkCount('M', params.M, 2)
  if (params.M > MOST_LINKS) throw new KnnInputError(`M is ${params.M}; it must be at most ${MOST_LINKS}`)
  checkCount('ef_construction', params.ef_construction, 1)
  checkCount('ef_search', params.ef_search, 1)
  checkCount('seed', params.seed, 0)
  return params
}
