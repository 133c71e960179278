import { buildResults, type Results } from '../../src/report/results.ts'
import {
  buildLedger,
  type CaseSpec,
  type EngineSpec,
  type FixtureLedger,
  type FixtureSpec,
} from './fixture-ledger.ts'

const BREAST_CANCER: CaseSpec = {
  dataset: 'breast-cancer',
  classes: ['benign', 'malignant'],
  positive: 'malignant',
  n_train: 455,
  n_test: 114,
  n_features: 30,
  rows_timed: 100,
  accuracy: 0.98,
  noise: 0.004,
  warnings: [{ code: 'positive-guessed', positive: 'malignant' }],
}

const WINE: CaseSpec = {
  dataset: 'wine',
  classes: ['0', '1', '2'],
  positive: '2',
  n_train: 142,
  n_test: 36,
  n_features: 13,
  rows_timed: 36,
  accuracy: 0.97,
  noise: 0.03,
  warnings: [],
}

const BRUTE: EngineSpec = {
  engine: 'ts-brute',
  library: 'knnbench',
  version: '0.1.0',
  speed: () => 0,
  growth_bytes: 300_000,
}

/** Equivalent where the machine is quiet, inconclusive where it is not; one cell runs into the timeout. */
const KD_TREE: EngineSpec = {
  engine: 'ts-kd-tree',
  library: 'knnbench',
  version: '0.1.0',
  speed: (dataset) => (dataset === 'wine' ? -0.07 : -0.01),
  growth_bytes: 600_000,
  failure: (dataset, { n_neighbors, metric }) =>
    dataset === 'wine' && n_neighbors === 9 && metric === 'manhattan'
      ? { kind: 'timeout', stage: 'round', message: 'no result within 60 s' }
      : undefined,
}

/** Slower, breaks ties in its own way, and does not offer the manhattan metric. */
const ML_KNN: EngineSpec = {
  engine: 'ml-knn',
  library: 'ml-knn',
  version: '3.0.0',
  speed: () => 3.6,
  growth_bytes: 9_800_000,
  grade: () => 'tie-equivalent',
  failure: (_, { metric }) =>
    metric === 'manhattan'
      ? { kind: 'unsupported', stage: 'plan', message: 'metric=manhattan is not offered' }
      : undefined,
}

/** Fast everywhere and wrong on wine. */
const MINE: EngineSpec = {
  engine: 'mine',
  library: 'mine',
  version: '0.0.1',
  speed: () => -1.5,
  growth_bytes: 1_200_000,
  grade: (dataset) => (dataset === 'wine' ? 'wrong' : 'identical'),
}

export const TWO_CASES: FixtureSpec = {
  seed: 7,
  mode: 'batch',
  cases: [BREAST_CANCER, WINE],
  engines: [BRUTE, KD_TREE, ML_KNN, MINE],
  S: 5,
  P: 2,
  grid: {
    n_neighbors: [1, 3, 5, 7, 9],
    metric: ['euclidean', 'manhattan'],
    weights: ['uniform'],
  },
}

/** The same study, graded and scored only. */
export const ANSWERS_ONLY: FixtureSpec = { ...TWO_CASES, S: 0, P: 0 }

/** Small enough to read whole: one case, the baseline and one engine, four rounds of one configuration each. */
export const TINY: FixtureSpec = {
  ...TWO_CASES,
  cases: [{ ...BREAST_CANCER, warnings: [] }],
  engines: [BRUTE, KD_TREE],
  S: 2,
  P: 2,
  grid: { n_neighbors: [1, 5], metric: ['euclidean'], weights: ['uniform'] },
}

function foldsOf(holdout: CaseSpec, accuracies: readonly number[]): CaseSpec[] {
  return accuracies.map((accuracy, i) => ({ ...holdout, fold: i + 1, rows_timed: 0, accuracy, warnings: [] }))
}

/** Two holdouts and their cross-validations. */
export const FOLDED: FixtureSpec = {
  ...TWO_CASES,
  cases: [
    BREAST_CANCER,
    ...foldsOf(BREAST_CANCER, [0.98, 0.94, 0.97, 0.99, 0.96]),
    { ...WINE, noise: 0.004 },
    ...foldsOf(WINE, [0.97, 0.99, 0.93, 0.98, 0.95]),
  ],
  engines: [BRUTE, { ...KD_TREE, failure: () => undefined }, ML_KNN],
  S: 2,
  P: 2,
  grid: { n_neighbors: [1, 5], metric: ['euclidean', 'manhattan'], weights: ['uniform'] },
}

/** The same cross-validations without the holdouts. */
export const FOLDS_ONLY: FixtureSpec = {
  ...FOLDED,
  cases: FOLDED.cases.filter(({ fold }) => fold !== undefined),
  S: 0,
  P: 0,
}

/** Right in part: wrong with one metric, and with the other not to be decided at the largest k. */
const PARTLY: EngineSpec = {
  engine: 'partly',
  library: 'partly',
  version: '0.0.1',
  speed: () => -1,
  growth_bytes: 2_400_000,
  grade: (_, { n_neighbors, metric }) =>
    metric === 'manhattan' ? 'wrong' : n_neighbors === 9 ? 'undecidable' : 'identical',
}

/** Labels alone, by another vote than scikit-learn's. */
const FIRST_TO_REACH: EngineSpec = {
  engine: 'first-to-reach',
  library: 'voter',
  version: '1.0.0',
  speed: () => 0.5,
  growth_bytes: 800_000,
  grade: () => 'labels-agree',
  returns: 'labels',
  vote: 'first-to-reach',
}

/**
 * Everything that keeps a time from being shown, beside cells that show theirs: a baseline with a timeout, engines
 * wrong or undecidable in part and in whole, a sample of scored rows in no order, a family a dataset.
 */
export const MIXED: FixtureSpec = {
  ...TWO_CASES,
  family: 'dataset',
  cases: [
    { ...BREAST_CANCER, score_rows: Array.from({ length: 50 }, (_, i) => (i * 37 + 5) % 114) },
    { ...WINE, noise: 0.004 },
  ],
  engines: [
    {
      ...BRUTE,
      failure: (dataset, { n_neighbors, metric }) =>
        dataset === 'wine' && n_neighbors === 1 && metric === 'manhattan'
          ? { kind: 'timeout', stage: 'round', message: 'no result within 60 s' }
          : undefined,
    },
    KD_TREE,
    PARTLY,
    FIRST_TO_REACH,
    MINE,
  ],
}

/** Eight small datasets and one that an engine is wrong on; every pass is one round, so that exact tests can tell. */
export const NINE_DATASETS: FixtureSpec = {
  ...TWO_CASES,
  cases: Array.from({ length: 9 }, (_, i) => ({
    ...WINE,
    dataset: i === 8 ? 'wine' : `data-${i + 1}`,
    noise: 0.004 + 0.002 * i,
    n_train: 100 + 40 * i,
  })),
  engines: [
    BRUTE,
    { ...KD_TREE, speed: (dataset) => 0.05 - 0.02 * numberOf(dataset), failure: () => undefined },
    ML_KNN,
    { ...MINE, speed: (dataset) => (numberOf(dataset) % 3 === 2 ? 0.4 : -1.5) },
  ],
  S: 1,
  P: 8,
  grid: { n_neighbors: [1, 5], metric: ['euclidean'], weights: ['uniform'] },
}

/** 3 of `data-3`, 0 of a name without a number. */
function numberOf(dataset: string): number {
  return Number(dataset.split('-').at(1) ?? 0)
}

/** One point of a curve: `hnsw-ef_search-50`. */
function swept(use: string, ef_search: number, recall: number, speed: number): EngineSpec {
  return {
    engine: `${use}-ef_search-${ef_search}`,
    entry: { use, params: { ef_search } },
    library: use,
    version: '1.0.0',
    recall,
    speed: () => speed,
    growth_bytes: 500_000,
  }
}

/** Approximate engines beside exact ones: two libraries swept over a parameter, and one that tells no neighbors. */
export const APPROXIMATE: FixtureSpec = {
  ...TWO_CASES,
  cases: [BREAST_CANCER, { ...WINE, noise: 0.004 }],
  engines: [
    BRUTE,
    { ...KD_TREE, failure: () => undefined },
    swept('hnsw', 10, 0.9, -2.5),
    swept('hnsw', 50, 0.97, -1.6),
    swept('hnsw', 200, 0.999, -0.3),
    swept('annoy', 10, 0.8, -2.2),
    swept('annoy', 50, 0.98, -0.4),
    {
      ...swept('silent', 10, 0.5, -3),
      grade: (dataset) => (dataset === 'wine' ? 'wrong' : 'undecidable'),
    },
  ],
  S: 1,
  P: 4,
  grid: { n_neighbors: [1, 10], metric: ['euclidean'], weights: ['uniform'] },
}

/** One-row calls. */
export const SINGLE_ROWS: FixtureSpec = { ...TWO_CASES, mode: 'single', cases: [BREAST_CANCER] }

export const fixtureLedger = buildLedger

export function resultsOf({ records, readAnswer }: FixtureLedger): Results {
  const results = buildResults(records, readAnswer)
  if (results === undefined) throw new Error('the fixture holds no study')
  return results
}
