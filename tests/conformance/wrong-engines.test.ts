import { afterAll, describe, expect, it } from 'vitest'
import { askLoading } from '../../src/conformance/ask-loading.ts'
import { askRefusal } from '../../src/conformance/ask-refusal.ts'
import { agreementCases } from '../../src/conformance/cases/agreement-cases.ts'
import { refusalCases } from '../../src/conformance/cases/edge-cases.ts'
import { otherRows } from '../../src/conformance/cases/other-rows.ts'
import { checkData } from '../../src/conformance/check-data.ts'
import { checkOtherRows } from '../../src/conformance/check-other-rows.ts'
import { smallestData } from '../../src/conformance/smallest-data.ts'
import { explainFindings } from '../../src/conformance/wrong-cells.ts'
import { fixtureEngine, testHost } from './fixture-engine.ts'

/** Each check starts the real program, as `knnbench engines verify` does. */
describe('the suite finds out', () => {
  const place = testHost()
  afterAll(place.remove)
  const engine = (name: string) => fixtureEngine(name, place.folder)
  const [random] = agreementCases()
  const explained = (checked: Awaited<ReturnType<typeof checkData>>) => explainFindings(checked.findings)

  it('who lets one neighbor too many vote, with two rows that show it', async () => {
    const checked = await checkData('agrees', engine('k-plus-one'), random, place.host)
    expect(checked.check.status).toBe('wrong')
    const groups = explained(checked)
    expect(groups.map(({ explanation }) => explanation?.words)).toEqual(['k + 1 neighbors vote'])
    const smallest = await smallestData(engine('k-plus-one'), groups[0], place.host)
    expect(smallest).toMatchObject({
      configuration: { n_neighbors: 1 },
      test_row: 0,
      sentence: expect.stringContaining('the neighbors elect'),
    })
    expect(smallest?.data.X_train.rows).toBe(2)
    expect(smallest?.data.X_score.rows).toBe(1)
  })

  it('who elects the label with the fewest votes', async () => {
    const checked = await checkData('agrees', engine('wrong-vote'), random, place.host)
    expect(checked.check.notes[0]).toMatch(/^wrong, first at k=5 euclidean uniform: row \d+: the label is/)
    expect(explained(checked).map(({ explanation }) => explanation?.words)).toContain(
      'the label with the fewest votes wins',
    )
  })

  it('who leaves out the last feature', async () => {
    const checked = await checkData('agrees', engine('skips-feature'), random, place.host)
    expect(checked.check.status).toBe('wrong')
    expect(explained(checked).map(({ explanation }) => explanation?.words)).toEqual([
      'the last feature is left out',
    ])
  })

  it('who keeps its answers when the rows are others', async () => {
    const checked = await checkOtherRows(engine('keeps-answers'), otherRows(), place.host)
    expect(checked.check.status).toBe('wrong')
    expect(explained(checked).map(({ explanation }) => explanation?.words)).toEqual([
      'answers kept from the rows before',
    ])
  })

  it('who computes while it is graded and keeps its answers while it is timed', async () => {
    const { check, findings } = await checkOtherRows(engine('caches-timed-labels'), otherRows(), place.host)
    expect(findings).toEqual([])
    expect(check.status).toBe('wrong')
    expect(check.notes[0]).toMatch(/^wrong: timed calls gave other labels than those that were graded/)
  })

  it('who answers to numbers that are none', async () => {
    const [nanTrain] = refusalCases()
    const check = await askRefusal(engine('takes-anything'), nanTrain, place.host)
    expect(check).toMatchObject({
      status: 'wrong',
      notes: ['answered for euclidean/uniform, euclidean/distance'],
    })
  })

  it('who promises neighbors and tells none, before anything else is asked', async () => {
    const check = await askLoading(engine('no-neighbors'), place.host)
    expect(check).toMatchObject({ step: 'loads', status: 'failed' })
    expect(check.notes).toContain('the manifest says neighbors: true, but it told none')
  })

  it('who ends instead of starting', async () => {
    const check = await askLoading(engine('exits'), place.host)
    expect(check).toMatchObject({ step: 'loads', status: 'failed' })
  })
})
