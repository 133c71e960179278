import { holm } from '../stats/holm.ts'
import type { CaseFacts } from './case-facts.ts'
import type { CaseContrasts, ContrastRules } from './contrast.ts'
import { groupBy } from './group-by.ts'

interface Case {
  readonly facts: CaseFacts
  readonly contrasts: CaseContrasts
}

/** Holm's p over each family: all contrasts of the study, or those of one dataset; each with its own m. */
export function adjustForFamily<C extends Case>(
  cases: readonly C[],
  rulesOf: (facts: CaseFacts) => Pick<ContrastRules, 'family' | 'family_size'>,
): C[] {
  const adjusted = new Map<string, number>()
  const families = groupBy(cases, ({ facts }) => (rulesOf(facts).family === 'study' ? '' : facts.dataset))
  for (const family of families.values()) {
    const tested = family.flatMap(({ facts, contrasts }) =>
      contrasts.engines.flatMap((one) =>
        one.kind === 'compared' && one.p !== undefined
          ? [{ key: contrastKey(facts, one.engine), p: one.p }]
          : [],
      ),
    )
    const values = holm(
      tested.map(({ p }) => p),
      Math.max(rulesOf(family[0].facts).family_size, tested.length),
    )
    for (const [index, { key }] of tested.entries()) adjusted.set(key, values[index])
  }
  return cases.map((one) => ({ ...one, contrasts: withAdjusted(one, adjusted) }))
}

function withAdjusted({ facts, contrasts }: Case, adjusted: ReadonlyMap<string, number>): CaseContrasts {
  const engines = contrasts.engines.map((one) =>
    one.kind === 'compared' ? { ...one, p_adjusted: adjusted.get(contrastKey(facts, one.engine)) } : one,
  )
  return { ...contrasts, engines }
}

function contrastKey({ case_id }: CaseFacts, engine: string): string {
  return JSON.stringify([case_id, engine])
}
