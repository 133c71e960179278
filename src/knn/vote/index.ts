import { distance } from './distance.ts'
import { uniform } from './uniform.ts'
import type { VoteRule } from './vote-rule.ts'

export type WeightsName = 'uniform' | 'distance'

/** Every vote by the name of its `weights` in scikit-learn. */
export const VOTES = { uniform, distance } satisfies Record<WeightsName, VoteRule>
