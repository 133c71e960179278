import { shardOf } from '../plan/shards.ts'
import { groupBy } from './group-by.ts'
import { measuredBlocks } from './measured-block.ts'
import { missingGroups } from './missing-groups.ts'
import type { Results } from './results.ts'
import { runCommand, type StudyReference } from './run-command.ts'

/** A part of the study of which a merged ledger lacks something, and the command that measures it. */
export interface MissingPart {
  /** Undefined where the study was not divided. */
  readonly shard: string | undefined
  readonly missing: number
  readonly wanted: number
  readonly command: string
}

export interface MergeSummary {
  readonly study: string
  readonly blocks: number
  /** What was measured more than once: of these the earliest counts. */
  readonly duplicate_blocks: number
  readonly graded_cells: number
  /** Of the blocks, and the parts of the study that each has measured. */
  readonly machines: readonly {
    readonly machine: string
    readonly environment: string
    readonly blocks: number
  }[]
  readonly missing: readonly MissingPart[]
}

/** What a merged ledger holds and what it lacks. */
export function mergeSummary(results: Results, reference: StudyReference): MergeSummary {
  const { index } = results
  const measured = measuredBlocks(index)
  const distinct = new Set(
    measured.map(({ block }) => JSON.stringify([block.case_id, block.round, block.engine, block.arm])),
  )
  const sessions = new Map(index.all('session').map((one) => [one.session_id, one]))
  const machines = groupBy(measured, ({ block }) => {
    const session = sessions.get(block.session_id)
    return JSON.stringify([session?.boot ?? '', session?.environment_id ?? ''])
  })
  const cells = new Set(
    index
      .all('verification')
      .map(({ case_id, engine, configuration }) => JSON.stringify([case_id, engine, configuration])),
  )
  return {
    study: results.study.name,
    blocks: distinct.size,
    duplicate_blocks: measured.length - distinct.size,
    graded_cells: cells.size,
    machines: [...machines]
      .map(([name, blocks]) => {
        const [machine, environment] = JSON.parse(name)
        return { machine: String(machine), environment: String(environment), blocks: blocks.length }
      })
      .sort((a, b) => (a.machine + a.environment < b.machine + b.environment ? -1 : 1)),
    missing: missingParts(results, reference),
  }
}

function missingParts(results: Results, reference: StudyReference): MissingPart[] {
  const of = results.index.shards ?? 0
  const groups = missingGroups(results)
  const byShard = groupBy(groups, ({ position, groups: all }) => (of === 0 ? 0 : shardOf(position, all, of)))
  return [...byShard].map(([number, own]) => {
    const flags = [...(reference.flags ?? []), ...(number === 0 ? [] : [`--shard ${number}/${of}`])]
    return {
      shard: number === 0 ? undefined : `${number}/${of}`,
      missing: own.reduce((sum, { missing }) => sum + missing, 0),
      wanted: own.reduce((sum, { wanted }) => sum + wanted, 0),
      command: runCommand({ ...reference, flags }),
    }
  })
}
