import { InputError } from '../config/input-error.ts'
import { type Shard, shardWords } from '../config/shard.ts'

/** A case of a study as far as its shards need it. */
export interface ShardedCase {
  readonly case_id: string
  readonly dataset: string
  /** A fold is only answered. */
  readonly takes: 'rounds' | 'answers'
}

/** What stays on one machine: every case of a dataset in one round, with all its arms, or the answers to one case. */
export type ShardGroup =
  | { readonly kind: 'round'; readonly dataset: string; readonly round: number }
  | { readonly kind: 'answers'; readonly case_id: string }

export interface ShardedStudy {
  /** In the order of the study. */
  readonly cases: readonly ShardedCase[]
  /** 0: the study is only answered. */
  readonly rounds: number
}

/** What one shard does of a study. */
export interface Share {
  readonly groups: number
  measures(case_id: string, round: number): boolean
  /** Whether some block of the case is its own, or the answers themselves are. */
  answers(case_id: string): boolean
  /** How many rounds of a case it measures. */
  rounds(case_id: string): number
}

/** All groups of a study: dataset after dataset its rounds, then its folds. */
export function shardGroups({ cases, rounds }: ShardedStudy): ShardGroup[] {
  const datasets = [...new Set(cases.map(({ dataset }) => dataset))]
  return datasets.flatMap((dataset) => {
    const own = cases.filter((one) => one.dataset === dataset)
    const isTimed = rounds > 0 && own.some(({ takes }) => takes === 'rounds')
    const answered = own.filter(({ takes }) => rounds === 0 || takes === 'answers')
    return [
      ...Array.from({ length: isTimed ? rounds : 0 }, (_, round) => ({
        kind: 'round' as const,
        dataset,
        round,
      })),
      ...answered.map(({ case_id }) => ({ kind: 'answers' as const, case_id })),
    ]
  })
}

/** The shard that a group belongs to: shards are runs of neighbors whose lengths differ by one at most. */
export function shardOf(position: number, groups: number, of: number): number {
  return Math.floor((position * of) / groups) + 1
}

/**
 * What this shard does; everything without one. A shard is a run of groups, so that it meets few datasets and answers
 * few, while most datasets are met by several shards. Throws `InputError` if there are more shards than groups.
 */
export function shareOf(study: ShardedStudy, shard: Shard | undefined): Share {
  const all = shardGroups(study)
  if (shard !== undefined && shard.of > all.length) throw tooMany(study, shard, all.length)
  const own = all.filter(
    (_, position) => shard === undefined || shardOf(position, all.length, shard.of) === shard.number,
  )
  const measured = new Set(
    own.flatMap((one) => (one.kind === 'round' ? [`${one.round} ${one.dataset}`] : [])),
  )
  const answered = new Set(own.flatMap((one) => (one.kind === 'answers' ? [one.case_id] : [])))
  const datasets = new Map(
    study.cases.flatMap(({ case_id, dataset, takes }) => (takes === 'rounds' ? [[case_id, dataset]] : [])),
  )
  const measures = (case_id: string, round: number): boolean =>
    measured.has(`${round} ${datasets.get(case_id)}`)
  const rounds = (case_id: string): number =>
    Array.from({ length: study.rounds }, (_, round) => round).filter((round) => measures(case_id, round))
      .length
  return {
    groups: own.length,
    measures,
    answers: (case_id) => answered.has(case_id) || rounds(case_id) > 0,
    rounds,
  }
}

function tooMany({ cases, rounds }: ShardedStudy, shard: Shard, groups: number): InputError {
  const datasets = new Set(cases.map(({ dataset }) => dataset)).size
  const folds = cases.filter(({ takes }) => takes === 'answers').length
  const timed = `${datasets} dataset${datasets === 1 ? '' : 's'} in ${rounds} round${rounds === 1 ? '' : 's'}`
  const answered = `, ${folds} fold${folds === 1 ? '' : 's'}`
  const made = rounds === 0 ? `${cases.length} cases` : `${timed}${folds === 0 ? '' : answered}`
  return new InputError({
    found: `there is no shard ${shardWords(shard)}: this study has only ${groups} group${groups === 1 ? '' : 's'} (${made}), and the arms of a group stay on one machine.`,
    fix: `Write --shard ${Math.min(shard.number, groups)}/${groups}, or fewer shards.`,
  })
}
