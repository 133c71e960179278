import { type ShardGroup, shardGroups } from '../plan/shards.ts'
import { gridConfigurations } from './configuration-key.ts'
import { isLost } from './counted-blocks.ts'
import type { LedgerIndex, PlannedArm } from './ledger-index.ts'
import { measuredBlocks } from './measured-block.ts'
import type { Results } from './results.ts'

/** A group of a study of which a ledger lacks something. */
export interface MissingGroup {
  readonly group: ShardGroup
  /** Its place among all groups of the study, which says whose shard it is. */
  readonly position: number
  readonly groups: number
  /** Blocks that the plan wants and the ledger lacks; arms of a fold that were not answered. */
  readonly missing: number
  readonly wanted: number
}

/** What a ledger still lacks of its plan, group by group. Arms whose cells failed or are wrong are not wanted. */
export function missingGroups({ index, cases, folds, plan }: Results): MissingGroup[] {
  const datasetOf = new Map(index.data.map(({ case_id, dataset }) => [case_id, dataset]))
  const all = [...cases, ...folds].map(({ facts }) => facts)
  const ordered = index.arms
    .map(({ case_id }) => case_id)
    .filter((id, i, ids) => ids.indexOf(id) === i && datasetOf.has(id))
  const groups = shardGroups({
    rounds: plan?.rounds ?? 0,
    cases: index.study.datasets.flatMap((dataset) =>
      ordered
        .filter((case_id) => datasetOf.get(case_id) === dataset)
        .map((case_id) => ({
          case_id,
          dataset,
          takes: all.find((one) => one.case_id === case_id)?.fold === null ? 'rounds' : 'answers',
        })),
    ),
  })
  const measured = new Set(
    measuredBlocks(index).map(({ block }) => blockName(block.case_id, block.round, block)),
  )
  return groups.flatMap((group, position) => {
    const { missing, wanted } =
      group.kind === 'answers'
        ? answersOf(index, group.case_id)
        : blocksOf(index, group, { measured, datasetOf })
    return missing === 0 ? [] : [{ group, position, groups: groups.length, missing, wanted }]
  })
}

type Arm = Pick<PlannedArm, 'engine' | 'arm'>

function blockName(case_id: string, round: number, { engine, arm }: Arm): string {
  return JSON.stringify([case_id, round, engine, arm])
}

function blocksOf(
  index: LedgerIndex,
  { dataset, round }: Extract<ShardGroup, { kind: 'round' }>,
  known: { readonly measured: ReadonlySet<string>; readonly datasetOf: ReadonlyMap<string, string> },
) {
  const subsets = index.plan?.subsets ?? []
  const subset = subsets[round % subsets.length]
  const wanted = index.arms.filter(
    (arm) =>
      arm.decision === 'run' && known.datasetOf.get(arm.case_id) === dataset && !isLost(index, arm, subset),
  )
  const missing = wanted.filter((arm) => !known.measured.has(blockName(arm.case_id, round, arm)))
  return { missing: missing.length, wanted: wanted.length }
}

function answersOf(index: LedgerIndex, case_id: string) {
  const configurations = gridConfigurations(index.study.grid)
  const wanted = index.arms.filter(
    (arm) => arm.case_id === case_id && (arm.decision === 'run' || arm.decision === 'score'),
  )
  const missing = wanted.filter((arm) =>
    configurations.some(
      (one) =>
        index.verification(arm, one) === undefined &&
        index.failure(arm, one) === undefined &&
        index.failure(arm, null) === undefined,
    ),
  )
  return { missing: missing.length, wanted: wanted.length }
}
