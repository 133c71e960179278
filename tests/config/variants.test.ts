import { describe, expect, test } from 'vitest'
import { narrowStudy } from '../../src/config/narrow-study.ts'
import { parseStudy } from '../../src/config/parse-study.ts'
import { studyFileText } from '../../src/config/study-file-text.ts'
import { studyHash } from '../../src/config/study-hash.ts'
import { known } from './known.ts'
import { messageOf } from './thrown.ts'

const HEAD = 'name: star\ndatasets: [wine, iris]\nengines: [ts-brute, ml-knn]\n'

function parse(text: string) {
  return parseStudy({ file: 'star.yaml', text: `${HEAD}${text}\n` }, known, { cwd: '/work' })
}

const refusal = (text: string): string => messageOf(() => parse(text))

const VARIANTS = `variants:
  unscaled: { prepare: [impute-median, one-hot-drop-first] }
  unstratified: { split: { stratify: false } }
  seeds: { split: { seeds: [1, 2] }, n_neighbors: [5] }
  identifier: { keep: [User ID] }
  few: { sample: { rows: 50 } }
published: { wine: { accuracy: 0.0078, recall: -0.0354 }, iris: { recall: 0.5 } }`

test('what a variant does not change is the study’s', () => {
  expect(parse(VARIANTS).variants).toEqual([
    { name: 'unscaled', change: { kind: 'prepare', steps: ['impute-median', 'one-hot-drop-first'] } },
    { name: 'unstratified', change: { kind: 'split', test_size: 0.2, stratify: false, seeds: [42] } },
    {
      name: 'seeds',
      change: { kind: 'split', test_size: 0.2, stratify: true, seeds: [1, 2] },
      n_neighbors: [5],
    },
    { name: 'identifier', change: { kind: 'keep', columns: ['User ID'] } },
    { name: 'few', change: { kind: 'sample', rows: 50, seed: 1 } },
  ])
})

test('a study with variants reads back as itself', () => {
  const study = parse(VARIANTS)
  const text = studyFileText(study, (path) => path)
  expect(parseStudy({ file: 'star.yaml', text }, known, { cwd: '/work' })).toEqual(study)
})

test('variants are part of what is measured, published figures are not', () => {
  const [plain, star] = [parse(''), parse(VARIANTS)]
  expect(studyHash(star)).not.toBe(studyHash(plain))
  const { published: _, ...unpublished } = star
  expect(studyHash(unpublished)).toBe(studyHash(star))
})

describe('mistakes', () => {
  const one = (entry: string) => refusal(`variants: { a: ${entry} }`)

  test.each([
    [
      '{}',
      'star.yaml:4:16: variants.a has no change; allowed: one of prepare, split, keep, sample. Write a variant for each change.',
    ],
    [
      '{ keep: [x], sample: { rows: 9 } }',
      'star.yaml:4:16: variants.a has keep and sample; allowed: one of prepare, split, keep, sample. Write a variant for each change.',
    ],
    [
      '{ split: { seeds: [7, 42] } }',
      "star.yaml:4:25: variants.a.split holds the study's own split, seed 42. Change stratify or test_size, or leave that seed out.",
    ],
    [
      '{ keep: [x], n_neighbors: [4] }',
      'star.yaml:4:43: variants.a.n_neighbors[0] is 4; allowed: one of the grid: 1, 3, 5, 7, 9, 11, 15, 21, 31, 51. Add it to grid.n_neighbors, or leave it out.',
    ],
    [
      '{ prepare: [text-constant, one-hot] }',
      'star.yaml:4:27: variants.a.prepare has both text-constant and one-hot. Keep one of them.',
    ],
  ])('%s', (entry, message) => {
    expect(one(entry)).toBe(message)
  })

  test('a name that no dataset could bear with it', () => {
    expect(refusal(`variants: { ${'a'.repeat(60)}: { keep: [x] } }`)).toContain(
      `makes the name wine.${'a'.repeat(60)}; allowed: at most 64 characters.`,
    )
  })

  test('a study with several centers', () => {
    const several = 'prepares: { raw: [impute-median], scaled: [standardize] }\nsplits: [{ seeds: [1, 2] }]'
    expect(refusal(`${several}\nvariants: { a: { keep: [x] } }`)).toContain(
      'variants change one thing of one case, but the study has 2 holdouts and 2 preparations.',
    )
  })

  test('what was published about another dataset', () => {
    expect(refusal('published: { wnie: { accuracy: 0.1 } }')).toBe(
      'star.yaml:4:14: published names "wnie", which is no dataset of this study. Datasets: wine, iris',
    )
  })

  test('a stratified split of numbers', () => {
    const regression = 'task: regression\nvariants: { a: { split: { stratify: true } } }'
    expect(refusal(regression)).toContain('but a regression has no classes to keep in proportion.')
  })
})

test('a study narrowed to a dataset keeps what was published about it alone', () => {
  const study = parse(VARIANTS)
  const only = (dataset: string) => narrowStudy(study, { datasets: [dataset] }).study
  expect(only('iris').published).toEqual({ iris: { recall: 0.5 } })
  const { published, ...rest } = study
  const unpublished = narrowStudy({ ...rest, published: { iris: { recall: 0.5 } } }, { datasets: ['wine'] })
  expect(Object.keys(unpublished.study)).not.toContain('published')
  expect(published).toBeDefined()
})
