import { describe, expect, test } from 'vitest'
import { readText, refusalOf, scoresOf } from './read-text.ts'

const EUCLIDEAN = '5/euclidean/uniform'
const UNIFORM = 'weights are uniform (the file does not say)'

/** What a file of one series was read as. */
function read(text: string, map?: string) {
  const { series, notes, kind } = readText(text, map === undefined ? {} : { map })
  expect([series.length, kind]).toEqual([1, 'table'])
  const [{ assumed, facts }] = series
  return { scores: scoresOf(series[0]), assumed, facts, notes, series: series[0] }
}

describe('shapes that are read', () => {
  test('scikit-learn’s own words', () => {
    const { scores, assumed } = read(
      'n_neighbors,metric,weights,accuracy\n5,euclidean,uniform,0.93\n1,manhattan,distance,0.9\n',
    )
    expect(scores).toEqual({ [EUCLIDEAN]: 0.93, '1/manhattan/distance': 0.9 })
    expect(assumed).toEqual([])
  })

  test('semicolons and decimal commas', () => {
    expect(read('k;distance;weights;acc\n5;L2;uniform;0,93\n').scores).toEqual({ [EUCLIDEAN]: 0.93 })
  })

  test('commas between cells, and decimal commas in quotes', () => {
    expect(read('k,metric,weights,acc\n5,euclidean,uniform,"0,93"\n').scores).toEqual({ [EUCLIDEAN]: 0.93 })
  })

  test('percent with a sign', () => {
    const { series } = read('K,metric,weights,Accuracy\n5,euclidean,uniform,93.1 %\n')
    const score = series.cells[0].scores.get('accuracy')?.whole
    expect(score?.value).toBeCloseTo(0.931, 12)
    expect(score?.half_unit).toBeCloseTo(0.0005, 12)
  })

  test.each(['K', 'neighbors', 'n_neighbours', 'Num Neighbors'])('neighbors named %s', (name) => {
    expect(read(`${name},metric,weights,score\n5,euclidean,uniform,0.93\n`).scores).toEqual({
      [EUCLIDEAN]: 0.93,
    })
  })

  test.each([
    ['metric', 'cityblock', '5/manhattan/uniform'],
    ['distance', 'Euclidean', EUCLIDEAN],
    ['p', '1', '5/manhattan/uniform'],
    ['p', '3', '5/minkowski(3)/uniform'],
    ['p', 'inf', '5/chebyshev/uniform'],
  ])('%s = %s is a metric', (name, value, key) => {
    expect(Object.keys(read(`k,${name},weights,acc\n5,${value},uniform,0.93\n`).scores)).toEqual([key])
  })

  test('minkowski with p beside it', () => {
    expect(read('k,metric,p,weights,acc\n5,minkowski,1,uniform,0.93\n').scores).toEqual({
      '5/manhattan/uniform': 0.93,
    })
  })

  test('one row a fold', () => {
    const { scores, series } = read(
      'k,metric,weights,fold,acc\n5,euclidean,uniform,2,0.8\n5,euclidean,uniform,1,0.9\n',
    )
    expect(scores).toEqual({ [EUCLIDEAN]: [0.9, 0.8] })
    expect(series.cells[0].scores.get('accuracy')?.whole?.value).toBeCloseTo(0.85, 12)
  })

  test('one column a fold, in the order of their numbers', () => {
    const header = 'k,metric,weights,split10_score,split2_score'
    expect(read(`${header}\n5,euclidean,uniform,0.8,0.9\n`).scores).toEqual({ [EUCLIDEAN]: [0.9, 0.8] })
    expect(read('k,metric,weights,fold_1,fold_2\n5,euclidean,uniform,0.9,\n').scores).toEqual({
      [EUCLIDEAN]: [0.9, undefined],
    })
  })

  test('no column for weights or metric: what they are is a condition', () => {
    const { scores, assumed } = read('k,acc\n5,0.93\n')
    expect(scores).toEqual({ [EUCLIDEAN]: 0.93 })
    expect(assumed).toEqual(['the metric is euclidean (the file does not say)', UNIFORM])
  })

  test('mean ± standard deviation', () => {
    expect(read('k,metric,weights,acc\n5,euclidean,uniform,0.93 ± 0.02\n').scores).toEqual({
      [EUCLIDEAN]: 0.93,
    })
  })

  test('a byte order mark, CRLF and blank lines', () => {
    expect(read('\uFEFFk,metric,weights,acc\r\n5,euclidean,uniform,0.93\r\n\r\n').scores).toEqual({
      [EUCLIDEAN]: 0.93,
    })
  })

  test('a score without its name is accuracy, as a condition', () => {
    expect(read('k,metric,weights,score\n5,euclidean,uniform,0.93\n').assumed).toEqual([
      'its score is accuracy',
    ])
  })

  test('columns that nothing is known of are told, those beside a score are not', () => {
    const { notes } = read(
      'k,metric,weights,acc,std_acc,train_acc,remark\n5,euclidean,uniform,0.93,0.1,1,x\n',
    )
    expect(notes).toEqual(['left out, since no name of it is known: remark'])
  })

  test('a cell without a score is a configuration without one', () => {
    expect(read('k,metric,weights,acc\n5,euclidean,uniform,nan\n').scores).toEqual({
      [EUCLIDEAN]: 'the file has no score of it',
    })
  })

  test('a map says what a column is, what its words mean and what holds for all rows', () => {
    const map = `columns: { n_neighbors: NN, accuracy: Güte }
values: { metric: { eucl.: euclidean } }
set: { dataset: wine, weights: uniform, threads: 1, dtype: float64 }
ignore: [acc]
`
    const { scores, facts, series } = read('NN,metric,acc,Güte\n5,eucl.,0.1,0.93\n', map)
    expect(scores).toEqual({ [EUCLIDEAN]: 0.93 })
    expect([series.dataset, facts.threads, facts.dtype]).toEqual(['wine', 1, 'float64'])
  })
})

test('a word that objects have already is a word', () => {
  const text = 'k,metric,weights,acc\n5,constructor,uniform,0.9\n'
  expect(refusalOf(text, { map: 'values: { metric: { x: euclidean } }\n' })).toContain(
    'theirs.csv:2: metric is "constructor"; known: euclidean',
  )
})

test('two engines and two datasets are four series', () => {
  const rows = ['a', 'b'].flatMap((data) =>
    ['m', 'n'].map((engine) => `${data},${engine},5,euclidean,uniform,0.9`),
  )
  const { series } = readText(`dataset,model,k,metric,weights,acc\n${rows.join('\n')}\n`)
  expect(series.map(({ dataset, engine }) => [dataset, engine])).toEqual([
    ['a', 'm'],
    ['a', 'n'],
    ['b', 'm'],
    ['b', 'n'],
  ])
})

describe('shapes that are refused', () => {
  test.each([
    [
      'two columns could be accuracy',
      'k,metric,weights,accuracy,test_accuracy\n5,euclidean,uniform,0.9,0.8\n',
      'theirs.csv:1: "accuracy" and "test_accuracy" could be accuracy. Say which in a file for --map:  columns: { ROLE: NAME }  or  ignore: [NAME]',
    ],
    [
      'a score beside an accuracy',
      'k,metric,weights,acc,score\n5,euclidean,uniform,0.9,0.8\n',
      'theirs.csv:1: "acc" and "score" could be accuracy. Say which in a file for --map:  columns: { ROLE: NAME }  or  ignore: [NAME]',
    ],
    [
      'two columns of neighbors',
      'k,neighbors,acc\n5,5,0.9\n',
      'theirs.csv:1: "k" and "neighbors" could be n_neighbors. Say which in a file for --map:  columns: { ROLE: NAME }  or  ignore: [NAME]',
    ],
    [
      'no score',
      'k,metric,weights,quality\n5,euclidean,uniform,0.9\n',
      'theirs.csv:1: no column is known to hold a score; there are: "k", "metric", "weights", "quality". Name it in a file for --map:  columns: { accuracy: NAME }  (names that are known: docs/compare.md)',
    ],
    [
      'no neighbors',
      'metric,acc\neuclidean,0.9\n',
      'theirs.csv:1: no column is known to hold n_neighbors; there are: "metric", "acc". Name it in a file for --map:  columns: { n_neighbors: NAME }  (names that are known: docs/compare.md)',
    ],
    [
      'a metric that nobody knows',
      'k,metric,weights,acc\n5,euclidian,uniform,0.9\n',
      'theirs.csv:2: metric is "euclidian"; known: euclidean, manhattan, chebyshev, cosine, hamming, minkowski, l1, cityblock, city-block, taxicab, l2, euclid, linf, l_inf, infinity, chebychev. Did you mean "euclidean"? Rename it, or map it with  values: { metric: { NAME: euclidean } }  in --map.',
    ],
    [
      'weights that nobody knows',
      'k,metric,weights,acc\n5,euclidean,gauss,0.9\n',
      'theirs.csv:2: weights is "gauss"; known: uniform, unweighted, majority, distance, inverse, inverse distance, inverse-distance, weighted. Rename it, or map it with  values: { weights: { NAME: uniform } }  in --map.',
    ],
    [
      'a p that is a probability',
      'k,acc,p\n5,0.9,0.031\n',
      'theirs.csv:2: p is "0.031"; allowed: 1, 2, inf, or a number above 1. If this is a p value and no power, leave it out with  ignore: [p]  in --map.',
    ],
    [
      'the same configuration twice',
      'k,metric,weights,acc\n5,euclidean,uniform,0.9\n1,euclidean,uniform,0.9\n5,euclidean,uniform,0.8\n',
      'theirs.csv:4: k = 5, euclidean, uniform is in line 2 too. Keep one of them. If they are folds, add a column fold; if another column tells them apart, keep the rows of one value.',
    ],
    [
      'percent without a sign',
      'k,metric,weights,acc\n5,euclidean,uniform,93.1\n',
      'theirs.csv:2: accuracy is 93.1, and a share is between 0 and 1. If these are percent, write them with a sign: 93.1 %',
    ],
    [
      'a score that is a word',
      'k,metric,weights,acc\n5,euclidean,uniform,good\n',
      'theirs.csv:2: accuracy is "good"; allowed: a number such as 0.93, 93 % or 0.93 ± 0.01, or nothing. Correct the cell, or leave the column out with  ignore: [NAME]  in --map.',
    ],
    [
      'neighbors that are no number',
      'k,metric,weights,acc\nsqrt(n),euclidean,uniform,0.9\n',
      'theirs.csv:2: n_neighbors is "sqrt(n)"; allowed: a whole number from 1. Delete the row, or name the right column with  columns: { n_neighbors: NAME }  in --map.',
    ],
    [
      'a ragged row',
      'k,metric,weights,acc\n5,euclidean,0.9\n',
      'theirs.csv:2: this is no CSV: Invalid Record Length: expect 4, got 3 on line 2. Every row needs as many cells as the header.',
    ],
    [
      'a header alone',
      'k,acc\n',
      'theirs.csv: there is a header and no row. A results file has a header and a row a configuration.',
    ],
    [
      'one name for two columns',
      'k,acc,acc\n5,0.9,0.8\n',
      'theirs.csv:1: two columns are named "acc". Rename one of them.',
    ],
    [
      'folds that are not numbered',
      'k,fold,acc\n5,train,0.9\n',
      'theirs.csv:2: fold is "train"; allowed: a whole number. Number the folds.',
    ],
  ])('%s', (_, text, message) => {
    expect(refusalOf(text)).toBe(message)
  })

  test('a map with a mistake says where, and what is allowed', () => {
    const text = 'k,acc\n5,0.9\n'
    expect(refusalOf(text, { map: 'columns: { n_neighbor: k }\n' })).toContain('map.yaml:1:12: ')
    expect(refusalOf(text, { map: 'colums: {}\n' })).toBe(
      'map.yaml:1:1: unknown key "colums"; allowed: columns, values, set, ignore. Did you mean "columns"?',
    )
    expect(refusalOf(text, { map: 'columns: { accuracy: Acc }\n' })).toBe(
      'theirs.csv:1: the map names the column "Acc"; there are: "k", "acc". Write the name as the file has it.',
    )
  })
})
