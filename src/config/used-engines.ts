import { parse } from 'yaml'
import { z } from 'zod'

const uses = z.object({ engines: z.array(z.union([z.string(), z.object({ use: z.string().optional() })])) })

/**
 * The engines of an installation that a study file names under `use`, as `studyFileText` writes them; none of a text that
 * is no study, whose faults are told where it is read.
 */
export function usedEngines(text: string): string[] {
  try {
    return uses
      .parse(parse(text))
      .engines.flatMap((entry) => (typeof entry === 'string' ? [] : (entry.use ?? [])))
  } catch {
    return []
  }
}
