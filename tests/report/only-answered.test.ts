import { describe, expect, test } from 'vitest'
import { type Configuration, configurationKey } from '../../src/report/configuration-key.ts'
import { mainArms } from '../../src/report/main-arms.ts'
import { accuracyByK } from '../../src/report/pictures/accuracy-by-k.ts'
import type { Results } from '../../src/report/results.ts'
import { rightCells, selectConfiguration } from '../../src/report/selected-configurations.ts'
import type { Table } from '../../src/report/table.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import { terminalReport } from '../../src/report/terminal-report.ts'
import type { EngineSpec, FixtureSpec } from './fixture-ledger.ts'
import { fixtureLedger, MIXED, resultsOf, TINY, TWO_CASES } from './fixtures.ts'
import { tableValues } from './table-values.ts'

const whole = resultsOf(fixtureLedger(TINY))
const [BRUTE, KD_TREE] = TINY.engines
const BEST = selectConfiguration(rightCells(whole.cases[0].arms[0]), 'accuracy', 'best')?.cell.configuration

/** The small study, and a third engine that does not answer the best configuration rightly: in one of these ways. */
const LACKS: Readonly<Record<string, Pick<EngineSpec, 'failure' | 'grade'>>> = {
  unsupported: lacking('unsupported'),
  'over-budget': lacking('over-budget'),
  timeout: lacking('timeout'),
  wrong: { grade: (_, configuration) => (isBest(configuration) ? 'wrong' : 'identical') },
}

function lacking(kind: 'unsupported' | 'over-budget' | 'timeout'): Pick<EngineSpec, 'failure'> {
  return {
    failure: (_, configuration) =>
      isBest(configuration) ? { kind, stage: 'plan', message: 'not here' } : undefined,
  }
}

function isBest(configuration: Configuration): boolean {
  return BEST !== undefined && configurationKey(configuration) === configurationKey(BEST)
}

function lackingOne(how: string): FixtureSpec {
  return { ...TINY, engines: [BRUTE, KD_TREE, { ...KD_TREE, engine: 'part', ...LACKS[how] }] }
}

/** Each engine that a row names, with the configuration that the row is about. */
function named(table: Table) {
  return tableValues(table).flatMap(({ dataset, engines, n_neighbors, metric, weights }) =>
    String(engines)
      .split(', ')
      .map((engine) => ({ dataset, engine, key: `${n_neighbors}/${metric}/${weights}` })),
  )
}

function answered(results: Results): Set<string> {
  return new Set(
    results.cases.flatMap((one) =>
      mainArms(one).flatMap((arm) =>
        rightCells(arm).map(
          ({ configuration }) => `${one.facts.dataset} ${arm.engine} ${configurationKey(configuration)}`,
        ),
      ),
    ),
  )
}

const STUDIES = {
  ...Object.fromEntries(Object.keys(LACKS).map((how) => [how, lackingOne(how)])),
  MIXED,
  TWO_CASES,
}

describe.each(Object.entries(STUDIES))('in the study %s', (_, spec: FixtureSpec) => {
  const results = resultsOf(fixtureLedger(spec))
  const right = answered(results)

  test.each(['configurations', 'confusion', 'roc'] as const)(
    '%s names engines where they answered',
    (name) => {
      const found = named(TABLES[name].make(results))
      expect(found.length).toBeGreaterThan(0)
      for (const { dataset, engine, key } of found) expect(right).toContain(`${dataset} ${engine} ${key}`)
    },
  )

  test.each(['configurations', 'confusion'] as const)('%s leaves out no engine that answered', (name) => {
    const shown = named(TABLES[name].make(results)).map(({ dataset, engine }) => `${dataset} ${engine}`)
    const able = [...right].map((one) => one.split(' ').slice(0, 2).join(' '))
    expect(new Set(shown)).toEqual(new Set(able))
  })

  test('the picture of accuracy names engines where they answered', () => {
    const picture = accuracyByK(results)
    if (picture.kind === 'undrawn') throw new Error(picture.reason)
    for (const { panel, series, engines, n_neighbors } of tableValues(picture.data))
      for (const engine of String(engines).split(', ')) {
        const [dataset] = String(panel).split(',')
        expect(right).toContain(`${dataset} ${engine} ${n_neighbors}/${String(series).replace(', ', '/')}`)
      }
  })
})

describe.each(Object.keys(LACKS))('an engine that lacks the best configuration (%s)', (how) => {
  const results = resultsOf(fixtureLedger(lackingOne(how)))

  test('has a best configuration of its own, in a row of its own', () => {
    const rows = named(TABLES.configurations.make(results))
    const [best] = BEST === undefined ? [] : [configurationKey(BEST)]
    expect(new Set(rows.filter(({ key }) => key === best).map(({ engine }) => engine))).toEqual(
      new Set(['ts-brute', 'ts-kd-tree']),
    )
    const report = terminalReport(results, { width: 400, color: 'plain', study: 'quick' })
    expect(report).toContain('best configuration on this test set (ts-brute, ts-kd-tree): ')
    expect(report).toContain('the one configuration on this test set (part): ')
  })

  test('agrees with the others where it has labels', () => {
    const found = tableValues(TABLES.disagreements.make(results))
    const alike = found.map(({ first, second, configurations }) => [first, second, configurations])
    const labeled = how === 'wrong' ? 2 : 1 // labels that are wrong are labels
    expect(alike).toContainEqual(['ts-brute, ts-kd-tree, part', 'each other', labeled])
    expect(alike).toHaveLength(3 - labeled)
  })
})
