import { expect, test } from 'vitest'
import { readText, refusalOf, scoresOf } from './read-text.ts'

const EUCLIDEAN = '5/euclidean/uniform'

/** A file of one series, as it was read. */
function read(text: string, metadata = {}) {
  const { series, kind } = readText(text, { metadata })
  expect([series.length, kind]).toEqual([1, 'cv_results_'])
  return series[0]
}

const HEADER = 'mean_fit_time,param_n_neighbors,param_p,param_weights,params'
const FOLDS = 'split0_test_score,split1_test_score,mean_test_score,std_test_score,rank_test_score'

test('of a classifier: p is the metric, folds are in their order', () => {
  const series = read(
    `${HEADER},${FOLDS}\n0.1,5,2,uniform,"{'n_neighbors': 5, 'p': 2}",0.9,0.8,0.85,0.05,1\n`,
  )
  expect(scoresOf(series)).toEqual({ [EUCLIDEAN]: [0.9, 0.8] })
  expect(series.assumed).toEqual(['its score is accuracy'])
  expect(series.facts.library).toBe('scikit-learn')
})

test('of a Pipeline: the step does not matter', () => {
  const header =
    'param_knn__n_neighbors,param_knn__metric,param_knn__weights,split0_test_accuracy,split1_test_accuracy'
  expect(scoresOf(read(`${header}\n5,manhattan,distance,0.9,0.8\n`))).toEqual({
    '5/manhattan/distance': [0.9, 0.8],
  })
})

test('what was not searched is scikit-learn’s default, as a condition; or what the metadata say', () => {
  const text = 'param_n_neighbors,mean_test_accuracy\n5,0.9\n'
  expect(read(text).assumed).toEqual([
    'the metric is euclidean, scikit-learn’s default',
    'weights are uniform, scikit-learn’s default',
  ])
  const said = read(text, { metric: 'manhattan', weights: 'distance' })
  expect([said.assumed, scoresOf(said)]).toEqual([[], { '5/manhattan/distance': 0.9 }])
})

test('minkowski without p has p = 2, as a condition', () => {
  const series = read(
    'param_n_neighbors,param_metric,param_weights,mean_test_accuracy\n5,minkowski,uniform,0.9\n',
  )
  expect([scoresOf(series), series.assumed]).toEqual([
    { [EUCLIDEAN]: 0.9 },
    ['p is 2, scikit-learn’s default'],
  ])
})

test('a failed fit is a configuration without a score, a failed fold is one without a value', () => {
  const rows = '0.1,5,2,uniform,{},nan,nan,nan,nan,2\n0.1,5,1,uniform,{},0.9,nan,nan,nan,1'
  expect(scoresOf(read(`${HEADER},${FOLDS}\n${rows}\n`))).toEqual({
    [EUCLIDEAN]: 'its fit failed there: it has no score',
    '5/manhattan/uniform': [0.9, undefined],
  })
})

test('errors are negated scores', () => {
  const header =
    'param_n_neighbors,split0_test_neg_root_mean_squared_error,split1_test_neg_root_mean_squared_error'
  expect(scoresOf(read(`${header}\n5,-3.5,-4.5\n`), 'rmse')).toEqual({ [EUCLIDEAN]: [3.5, 4.5] })
})

test('several scorers, and how they average', () => {
  const series = read('param_n_neighbors,mean_test_accuracy,mean_test_f1_macro\n5,0.9,0.8\n')
  expect([scoresOf(series), scoresOf(series, 'f1'), series.facts.average]).toEqual([
    { [EUCLIDEAN]: 0.9 },
    { [EUCLIDEAN]: 0.8 },
    'macro',
  ])
})

test('each search algorithm is a series of its own', () => {
  const { series } = readText(
    'param_n_neighbors,param_algorithm,mean_test_score\n5,brute,0.9\n5,kd_tree,0.9\n',
  )
  expect(series.map(({ facts }) => facts.algorithm)).toEqual(['brute', 'kd_tree'])
})

test('the mean score time is one of a row, where the folds have a size', () => {
  const text = 'param_n_neighbors,mean_score_time,mean_test_score\n5,0.001,0.9\n'
  const folds = [
    { n_train: 30, n_test: 10 },
    { n_train: 30, n_test: 10 },
  ]
  expect(read(text, { folds }).cells[0].predict_row_ns).toBe(100_000)
  expect(read(text).cells[0].predict_row_ns).toBeUndefined()
})

test.each([
  [
    'param_knn__p,param_lsh__p,param_knn__n_neighbors,mean_test_score\n1,2,5,0.9\n',
    'theirs.csv:1: "param_knn__p" and "param_lsh__p" could be p. Delete the column that is not of the nearest-neighbors step.',
  ],
  [
    'param_pca__n_components,param_knn__n_neighbors,mean_test_score\n1,5,0.9\n2,5,0.9\n',
    'theirs.csv:1: "param_pca__n_components" has 2 values, and is no part of a configuration (n_neighbors, metric, weights). Keep the rows of one value.',
  ],
  [
    'param_n_neighbors,mean_test_kappa\n5,0.9\n',
    'theirs.csv:1: its scores are "kappa"; known: accuracy, precision, precision_macro, precision_weighted, recall, recall_macro, recall_weighted, f1, f1_macro, f1_weighted, roc_auc, roc_auc_ovr, neg_root_mean_squared_error, neg_mean_absolute_error, r2. Search with scoring=NAME, or say  set: { score: NAME }  in --map.',
  ],
  [
    'param_n_neighbors,mean_test_f1,mean_test_f1_macro\n5,0.9,0.8\n',
    'theirs.csv:1: two scorers are f1, averaged in two ways. Delete the columns of one of them.',
  ],
])('what could be read in two ways is refused: %j', (text, message) => {
  expect(refusalOf(text)).toBe(message)
})
