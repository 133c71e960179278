import { expect, test } from 'vitest'
import { narrowStudy } from '../../src/config/narrow-study.ts'
import { parseStudy } from '../../src/config/parse-study.ts'
import { known } from './known.ts'
import { messageOf } from './thrown.ts'

const study = parseStudy(
  {
    file: 'mine.yaml',
    text: [
      'name: mine',
      'datasets: [wine, iris]',
      'engines: [ts-brute, ts-kdtree, ml-knn]',
      'protocol: { rounds: 10, configurations_per_round: 8 }',
    ].join('\n'),
  },
  known,
)

const names = (entries: readonly { name: string }[]) => entries.map(({ name }) => name)

test('an empty selection keeps everything', () => {
  expect(narrowStudy(study, { datasets: [], engines: [] })).toEqual({ study, notes: [] })
})

test('datasets and engines are kept by name, in the order of the study', () => {
  const { study: narrowed, notes } = narrowStudy(study, {
    datasets: ['iris'],
    engines: ['ml-knn', 'ts-brute'],
  })
  expect(names(narrowed.datasets)).toEqual(['iris'])
  expect(names(narrowed.engines)).toEqual(['ts-brute', 'ml-knn'])
  expect(notes).toEqual([])
})

test('the baseline stays, with a note', () => {
  const { study: narrowed, notes } = narrowStudy(study, { engines: ['ml-knn'] })
  expect(names(narrowed.engines)).toEqual(['ts-brute', 'ml-knn'])
  expect(notes).toEqual(['ts-brute runs too: it is the baseline that ratios are against.'])
})

test('every unknown name is listed with the nearest of the study', () => {
  expect(
    messageOf(() => narrowStudy(study, { datasets: ['wnie'], engines: ['ml-knm', 'sklearn-brute'] })),
  ).toBe(
    [
      '--dataset is "wnie"; allowed: wine, iris. Did you mean "wine"?',
      '--engine is "ml-knm"; allowed: ts-brute, ts-kdtree, ml-knn. Did you mean "ml-knn"?',
      '--engine is "sklearn-brute"; allowed: ts-brute, ts-kdtree, ml-knn.',
    ].join('\n'),
  )
})

test('rounds replace those of the study', () => {
  expect(narrowStudy(study, { rounds: 20 }).study.protocol.rounds).toBe(20)
})

test('rounds that leave a pass unfinished are refused with the nearest that do not', () => {
  expect(messageOf(() => narrowStudy(study, { rounds: 12 }))).toBe(
    '--rounds is 12, but 40 configurations in rounds of 8 need a multiple of 5. Set it to 10 or 15.',
  )
})

test.each([0, -5, 2.5, Number.NaN])('rounds of %s are refused', (rounds) => {
  expect(messageOf(() => narrowStudy(study, { rounds }))).toBe(
    `--rounds is ${rounds}; allowed: a whole number from 1.`,
  )
})
