import type { RecordOf } from './record.ts'

type Plan = Pick<RecordOf<'plan'>, 'subsets'>
type Block = Pick<RecordOf<'block'>, 'round' | 'configurations'>

/**
 * Whether a block timed nothing outside its round's subset: what else a process does changes its times. The report
 * counts these blocks and no others, so only these need not be measured again.
 */
export function isWithinPlan({ round, configurations }: Block, { subsets }: Plan): boolean {
  const subset = subsets.at(round % subsets.length) ?? []
  return configurations.every(({ n_neighbors, metric, weights }) =>
    subset.some((one) => one.n_neighbors === n_neighbors && one.metric === metric && one.weights === weights),
  )
}

/** Whether a key is that of a planned arm: a merged ledger has one for each environment that the arm ran in. */
export function isKeyOf(
  { key, other_keys }: Pick<RecordOf<'plan'>['arms'][number], 'key' | 'other_keys'>,
  found: string,
): boolean {
  return key === found || other_keys?.includes(found) === true
}
