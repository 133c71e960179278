import { groupBy } from '../group-by.ts'
import { missing, type Table, text, textColumn } from '../table.ts'
import type { SettingFact } from './setting.ts'

type FactState = 'same' | 'differs' | 'not known'

function stateOf({ old, now }: SettingFact): FactState {
  if (old === undefined || now === undefined) return 'not known'
  return old === now ? 'same' : 'differs'
}

/** What the ledger recorded beside what is here, where they differ; of the rest a note says that it is the same. */
export function settingTable(facts: readonly SettingFact[]): Table {
  const of = (state: FactState) => facts.filter((fact) => stateOf(fact) === state)
  const same = of('same')
  return {
    name: 'reproduction-environment',
    title: 'Environment: what is otherwise here than the ledger recorded',
    unit_of_replication: 'recorded fact',
    columns: [
      textColumn('about', 'of', 0),
      textColumn('fact', 'what', 0),
      textColumn('old', 'old', 0),
      textColumn('new', 'new', 0),
      textColumn('state', 'state', 0),
    ],
    rows: [...of('differs'), ...of('not known')].map((fact) => [
      text(fact.about),
      text(fact.fact),
      sideCell(fact.old, 'the ledger does not say'),
      sideCell(fact.now, 'not here, or not found out'),
      text(stateOf(fact)),
    ]),
    notes: [
      ...(same.length === 0
        ? []
        : [`${same.length} of ${facts.length} facts are the same: ${sameWords(same)}.`]),
      'Times include whatever differs; answers to the same data should not.',
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
  const same = of('same')
  const unknown = of('not known').map(({ about, fact }) => `${about}, ${fact}`)
  return [
    ...(differing.length === 0
      ? ['  nothing that the ledger recorded is otherwise here']
      : ['  otherwise here than recorded:', ...differing]),
    ...(same.length === 0 ? [] : [`  the same: ${sameWords(same)}`]),
    ...(unknown.length === 0 ? [] : [`  not known: ${unknown.join('; ')}`]),
  ]
}

/** `CPU, Node, ts-brute (version, code)`: what is the same, by what it is of. */
function sameWords(same: readonly SettingFact[]): string {
  const parts = [...groupBy(same, ({ about }) => about)].map(([about, facts]) => {
    const names = facts.map(({ fact }) => fact).join(', ')
    return about === 'machine' ? names : `${about} (${names})`
  })
  return parts.join(', ')
}
