import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseClaims } from '../../src/config/claims-file.ts'
import { bundledStudies } from '../../src/config/load-study.ts'

const CONFIGS = new URL('../../configs/', import.meta.url)

function refusal(claim: string): string {
  try {
    parseClaims({ file: 'c.yaml', text: `name: c\nabout: a\nclaims:\n  - ${claim}\n` })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('not refused')
}

const GOOD = 'name: a, text: t, measure: accuracy, engine: x, baseline: y'

test('the study’s eight claims are bundled, and are no study', () => {
  const text = readFileSync(new URL('claims-study.yaml', CONFIGS), 'utf8')
  expect(parseClaims({ file: 'claims-study.yaml', text }).claims).toHaveLength(8)
  expect(bundledStudies(CONFIGS.pathname)).not.toContain('claims-study')
})

test.each([
  [`{ ${GOOD} }`, 'c.yaml:4:13: "a" claims nothing. Add  direction: higher  or  size: { at_least: … }'],
  [
    `{ ${GOOD.replace('engine: x', 'engine: y')}, direction: lower }`,
    '"y" is compared with itself. Name another engine.',
  ],
  [`{ ${GOOD}, size: { at_least: 2, at_most: 1 } }`, 'at_least is above at_most. Swap them.'],
  [`{ ${GOOD.replace('accuracy', 'disagreement')}, direction: lower }`, 'a disagreement has no direction.'],
  [`{ ${GOOD.replace('accuracy', 'acuracy')}, direction: lower }`, 'Did you mean "accuracy"?'],
  [`{ ${GOOD}, direction: up }`, 'claims[0].direction is "up"; allowed: higher, lower.'],
  [
    `{ ${GOOD}, direction: lower }\n  - { ${GOOD}, direction: lower }`,
    'c.yaml:5:13: there are two claims "a". Rename one of them.',
  ],
])('%s is refused', (claim, message) => {
  expect(refusal(claim)).toContain(message)
})
