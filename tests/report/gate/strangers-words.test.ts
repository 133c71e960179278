import { expect, test } from 'vitest'
import { annotations } from '../../../src/report/gate/annotations.ts'
import { gateJson } from '../../../src/report/gate/gate-json.ts'
import { judgeGate } from '../../../src/report/gate/gate-result.ts'
import { junit } from '../../../src/report/gate/junit.ts'
import { gateMarkdown, gateText } from '../../../src/report/gate/summary.ts'
import { gateResults, TOLERANCES } from './gate-fixture.ts'

/** What an engine of a stranger may say of itself, in a failure that reaches the words of a finding. */
const HOSTILE = 'x\n::error::owned\r\u2028::set-output name=a::b % \u001b[31m\u202e <script>"&\' | `a` \ufffe'

const result = judgeGate(
  gateResults({ failure: () => ({ kind: 'crashed', stage: 'round', message: HOSTILE }) }),
  TOLERANCES,
)
const view = { result, typed: { study: 's', head: 'h' }, inconclusive: 'fail', caveats: [] } as const
const OPTIONS = { width: 80, color: 'plain' } as const
const UNSAFE = /[\p{Cc}\u2028\u2029\u202e]/u

test('annotations stay one command a line, whatever an engine says', () => {
  const lines = annotations(view).split('\n').slice(0, -1)
  expect(lines).toHaveLength(result.findings.filter(({ status }) => status !== 'passed').length)
  for (const line of lines) {
    expect(line).toMatch(
      /^::error title=knnbench gate%3A (regression|inconclusive) on (wine|breast-cancer)::/,
    )
    expect(line).not.toMatch(UNSAFE)
    expect(line).not.toMatch(/%(?!25|3A|2C)/)
  }
  expect(lines.join('')).toContain('owned')
})

test('JUnit XML has no markup but its own', () => {
  const xml = junit(view)
  expect(xml).toContain('owned')
  expect(xml).not.toMatch(/<script|[\ufffe\u202e]/)
  expect(
    xml.match(/<[^/?][^>]*>/g)?.every((tag) => /^<(testsuites?|testcase|failure|system-out)\b/.test(tag)),
  ).toBe(true)
})

test('the other outputs hold no unsafe character', () => {
  const texts = [
    gateText(view, OPTIONS),
    gateMarkdown(view, OPTIONS),
    gateJson(view, { exit_code: 3, ledger: 'l' }),
  ]
  for (const text of texts) {
    expect(text).toContain('owned')
    expect(text.replaceAll('\n', '')).not.toMatch(UNSAFE)
  }
  expect(texts[1]).not.toContain('<script>')
})
