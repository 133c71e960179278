import type { RecordOf } from '../ledger/record.ts'
import { type ArmIdentity, armKey } from './arm-identity.ts'
import type { CaseFacts } from './case-facts.ts'
import { type CellResult, cellResult } from './cell-result.ts'
import { gridConfigurations } from './configuration-key.ts'
import type { CountedBlock, CountedRounds } from './counted-blocks.ts'
import type { LedgerIndex } from './ledger-index.ts'
import type { CaseScorer, Scores } from './scores.ts'

/** A cell with its scores; they are undefined where nothing was answered. */
export type ScoredCell = CellResult & { readonly scores: Scores | undefined }

export interface ArmResults extends ArmIdentity {
  readonly threads: number
  /** The engine's own words about itself; undefined if it never started. */
  readonly info: RecordOf<'engine'> | undefined
  /** Every configuration of the grid, or of a variant's part of it, in its order. */
  readonly cells: readonly ScoredCell[]
  /** Counted blocks in order of rounds. */
  readonly blocks: readonly CountedBlock[]
}

/** Every arm of a case: engines that were ready once, in the study's order, then the null arm where there is one. */
export function caseArms(
  index: LedgerIndex,
  facts: CaseFacts,
  counted: CountedRounds,
  scorer: CaseScorer,
): ArmResults[] {
  const { grid } = index.study
  const n_neighbors = facts.variant?.n_neighbors ?? grid.n_neighbors
  return armsOf(index, facts).map((arm) => {
    const blocks = counted.byArm.get(armKey(arm)) ?? []
    const cells = gridConfigurations({ ...grid, n_neighbors }).map((configuration) => {
      const cell = cellResult(index, arm, configuration, blocks)
      return {
        ...cell,
        scores: cell.verification === undefined ? undefined : scorer.scores(cell.verification),
      }
    })
    const threads = index.plannedArm(arm)?.threads ?? index.study.protocol.threads
    return { ...arm, threads, info: index.engines.get(arm.engine), cells, blocks }
  })
}

function armsOf(index: LedgerIndex, { case_id, variant }: CaseFacts): ArmIdentity[] {
  const gone = new Set(index.leftOut.map(({ engine }) => engine))
  const mains = index.study.engines
    .filter(({ name }) => !gone.has(name) && (variant === undefined || name === index.study.baseline))
    .map(({ name }): ArmIdentity => ({ case_id, engine: name, arm: 'main' }))
  const nullArm: ArmIdentity = { case_id, engine: index.study.baseline, arm: 'null' }
  return index.plannedArm(nullArm) === undefined ? mains : [...mains, nullArm]
}
