import { expect, test } from 'vitest'
import { parseStudy } from '../../src/config/parse-study.ts'
import { variantCases } from '../../src/plan/variant-cases.ts'
import { known } from '../config/known.ts'

const text = `name: star
datasets: [wine]
engines: [ts-brute]
split: { kind: holdout, seed: 9 }
prepare: [standardize]
variants:
  raw: { prepare: [impute-median] }
  seeds: { split: { seeds: [1, 2] } }
  few: { sample: { rows: 50 } }
`
const study = parseStudy({ file: 's.yaml', text }, known)

test('every case differs from the study in one thing', () => {
  const own = { kind: 'holdout', test_size: 0.2, stratify: true, seed: 9 }
  const cases = variantCases(study).map(({ variant, ...one }) => ({ name: variant.name, ...one }))
  expect(cases).toEqual([
    { name: 'raw', split: own, prepareName: 'raw', steps: ['impute-median'] },
    { name: 'seeds', split: { ...own, seed: 1 }, prepareName: 'default', steps: ['standardize'] },
    { name: 'seeds', split: { ...own, seed: 2 }, prepareName: 'default', steps: ['standardize'] },
    { name: 'few', split: own, prepareName: 'default', steps: ['standardize'] },
  ])
})

test('a study without variants has none', () => {
  const { variants: _, ...plain } = study
  expect(variantCases(plain)).toEqual([])
})
