import { benjaminiHochberg } from '../stats/benjamini-hochberg.ts'
import { holm } from '../stats/holm.ts'
import type { CaseFacts } from './case-facts.ts'
import type { CaseContrasts, ContrastRules } from './contrast.ts'
import { groupBy } from './group-by.ts'

interface Case {
  readonly facts: CaseFacts
  readonly contrasts: CaseContrasts
}

interface Adjusted {
  readonly p_adjusted: number
  readonly p_fdr: number
}

/** Holm's p and Benjamini and Hochberg's over each family: all contrasts of the study, or those of one dataset; each with its own m. */
export function adjustForFamily<C extends Case>(
  cases: readonly C[],
  rulesOf: (facts: CaseFacts) => Pick<ContrastRules, 'family' | 'family_size'>,
): C[] {
  const adjusted = new Map<string, Adjusted>()
  const families = groupBy(cases, ({ facts }) => (rulesOf(facts).family === 'study' ? '' : facts.dataset))
  for (const family of families.values()) {
    const tested = family.flatMap(({ facts, contrasts }) =>
      contrasts.engines.flatMap((one) =>
        one.kind === 'compared' && one.p !== undefined
          ? [{ key: contrastKey(facts, one.engine), p: one.p }]
          : [],
      ),
    )
    const size = Math.max(rulesOf(family[0].facts).family_size, tested.length)
    const values = tested.map(({ p }) => p)
    const [strict, fdr] = [holm(values, size), benjaminiHochberg(values, size)]
    for (const [index, { key }] of tested.entries())
      adjusted.set(key, { p_adjusted: strict[index], p_fdr: fdr[index] })
  }
  return cases.map((one) => ({ ...one, contrasts: withAdjusted(one, adjusted) }))
}

function withAdjusted({ facts, contrasts }: Case, adjusted: ReadonlyMap<string, Adjusted>): CaseContrasts {
  const engines = contrasts.engines.map((one) =>
    one.kind === 'compared' ? { ...one, ...adjusted.get(contrastKey(facts, one.engine)) } : one,
  )
  return { ...contrasts, engines }
}

function contrastKey({ case_id }: CaseFacts, engine: string): string {
  return JSON.stringify([case_id, engine])
}
