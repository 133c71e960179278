import type { Figure } from '../figure.ts'
import type { Published } from '../published-schema.ts'
import { claimedT } from './claimed-t.ts'
import { confusionMatrices } from './confusion-matrices.ts'
import { counts } from './counts.ts'
import { effectSizes } from './effect-sizes.ts'
import { f1 } from './f1.ts'
import { linearFits } from './linear-fits.ts'
import { meanIntervals } from './mean-intervals.ts'
import { means } from './means.ts'
import { pairedTests } from './paired-tests.ts'
import { ratios } from './ratios.ts'
import { scoreTriples } from './score-triples.ts'
import { shareIntervals } from './share-intervals.ts'

/** Every check by its name, in the order of an audit; a new one is its file and one line here. */
export const CHECKS = {
  means,
  'paired-tests': pairedTests,
  'effect-sizes': effectSizes,
  'mean-intervals': meanIntervals,
  'claimed-t': claimedT,
  ratios,
  counts,
  f1,
  'score-triples': scoreTriples,
  'confusion-matrices': confusionMatrices,
  'share-intervals': shareIntervals,
  'linear-fits': linearFits,
} satisfies Record<string, (study: Published) => Figure[]>
