import type { WeightsName } from '../vote/index.ts'
import { distance } from './distance.ts'
import type { MeanRule } from './mean-rule.ts'
import { uniform } from './uniform.ts'

/** Every mean by the name of its `weights` in scikit-learn. */
export const MEANS = { uniform, distance } satisfies Record<WeightsName, MeanRule>
