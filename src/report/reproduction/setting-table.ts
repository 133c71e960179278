import { missing, type Table, text, textColumn } from '../table.ts'
import type { SettingFact } from './setting.ts'

type FactState = 'same' | 'differs' | 'not known'

function stateOf({ old, now }: SettingFact): FactState {
  if (old === undefined || now === undefined) return 'not known'
  return old === now ? 'same' : 'differs'
}

/** What the ledger recorded beside what is here, differences first. */
export function settingTable(facts: readonly SettingFact[]): Table {
  const ordered = (['differs', 'not known', 'same'] as const).flatMap((state) =>
    facts.filter((fact) => stateOf(fact) === state),
  )
  const differing = facts.filter((fact) => stateOf(fact) === 'differs').length
  return {
    name: 'reproduction-environment',
    title: 'Environment: what the ledger recorded, and what is here',
    unit_of_replication: 'recorded fact',
    columns: [
      textColumn('about', 'of', 0),
      textColumn('fact', 'what', 0),
      textColumn('old', 'old', 0),
      textColumn('new', 'new', 0),
      textColumn('state', 'state', 0),
    ],
    rows: ordered.map((fact) => [
      text(fact.about),
      text(fact.fact),
      sideCell(fact.old, 'the ledger does not say'),
      sideCell(fact.now, 'not here, or not found out'),
      text(stateOf(fact)),
    ]),
    notes: [
      `${differing} of ${facts.length} differ. Times include whatever differs; answers to the same data should not.`,
    ],
  }
}

function sideCell(value: string | undefined, otherwise: string) {
  return value === undefined ? missing(otherwise) : text(value)
}

/** The facts in lines, for people who wait for a run: what differs one by one, what is the same in one sentence. */
export function settingLines(facts: readonly SettingFact[]): string[] {
  const of = (state: FactState) => facts.filter((fact) => stateOf(fact) === state)
  const differing = of('differs').map(({ about, fact, old, now }) => `    ${about}, ${fact}: ${old} → ${now}`)
  const same = [...new Set(of('same').map(({ about, fact }) => (about === 'machine' ? fact : about)))]
  const unknown = of('not known').map(({ about, fact }) => `${about}, ${fact}`)
  return [
    ...(differing.length === 0
      ? ['  nothing that the ledger recorded is otherwise here']
      : ['  otherwise here than recorded:', ...differing]),
    ...(same.length === 0 ? [] : [`  the same: ${same.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`  not known: ${unknown.join('; ')}`]),
  ]
}
