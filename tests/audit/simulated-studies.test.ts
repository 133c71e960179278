import { expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { publishedSchema } from '../../src/audit/published-schema.ts'
import { auditSimulated } from './false-alarms.ts'
import { simulatedStudy } from './simulated-study.ts'

test('no figure of a consistent study is called inconsistent, whatever its rounding', () => {
  expect(auditSimulated({ from: 1, to: 200 })).toEqual({ alarms: [], idle: [] })
}, 60_000)

test('a figure that is changed is found, of whatever kind it is', () => {
  const study = publishedSchema.parse(simulatedStudy(5))
  const [d0] = study.datasets
  const f1 = { ...study.tables.f1, a: ['0.99999', ...study.tables.f1.a.slice(1)] }
  const confusion = { ...study.confusion, [d0]: { a: { tn: 1, fp: 2, fn: 3, tp: 4 } } }
  const [series] = study.series ?? []
  const fit = { a: { slope: '7.77' } }
  const changed = { ...study, tables: { ...study.tables, f1 }, confusion, series: [{ ...series, fit }] }
  const found = audit(changed).flatMap(({ figure, finding }) =>
    finding.outcome === 'inconsistent' ? [figure] : [],
  )
  expect(found).toContain(`${d0}: F1 of a`)
  expect(found).toContain(`${d0}: rows of a’s matrix`)
  expect(found).toContain(`${d0}: recall of a, from its matrix`)
  expect(found).toContain('against-n: slope of a')
})
