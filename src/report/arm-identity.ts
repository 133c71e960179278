/** What names an arm within a study. */
export interface ArmIdentity {
  readonly case_id: string
  readonly engine: string
  readonly arm: 'main' | 'null'
}

/** One text per arm, for maps. */
export function armKey({ case_id, engine, arm }: ArmIdentity): string {
  return JSON.stringify([case_id, engine, arm])
}
