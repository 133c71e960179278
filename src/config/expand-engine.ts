import type { ParameterValue } from './study.ts'

/** Parameters as a study writes them: a list stands for one engine a value. */
export type WrittenParams = Readonly<Record<string, ParameterValue | readonly ParameterValue[]>>

/** The most engines that one entry may stand for. */
export const MOST_ENGINES = 100

export interface ExpandedEngine {
  readonly name: string
  readonly params: Readonly<Record<string, ParameterValue>>
}

/** How many engines an entry stands for. */
export function engineCount(params: WrittenParams): number {
  return Object.values(params).reduce<number>((count, value) => count * [value].flat().length, 1)
}

/**
 * One engine for every combination of the listed values, in their order. Where there are several, the parameters that
 * vary are in the name, in small letters: `hnsw-ef_search-50`, `hnsw-m-16-ef_search-50`.
 */
export function expandEngine(name: string, written: WrittenParams): ExpandedEngine[] {
  const entries = Object.entries(written).map(([key, value]) => ({ key, values: [value].flat() }))
  return entries.reduce<ExpandedEngine[]>(
    (engines, { key, values }) =>
      engines.flatMap((engine) =>
        values.map((value) => ({
          name: values.length === 1 ? engine.name : `${engine.name}-${key}-${value}`.toLowerCase(),
          params: { ...engine.params, [key]: value },
        })),
      ),
    [{ name, params: {} }],
  )
}
