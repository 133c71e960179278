import { InputError } from '../config/input-error.ts'
import { subsetCount } from '../config/rounds.ts'
import { isTimed, type Study } from '../config/study.ts'
import { pairsToReach } from '../stats/least-p.ts'

/** From here on a t interval forgives rounds that are not quite normal, so its width may stop a gate. */
const NARROWING_ROUNDS = 12

/** m before anything runs: each judged arm, such as the head, once in each case that is timed. */
function gateFamily({ datasets, splits, prepares, analysis }: Study, arms: number): number {
  const ofDataset = arms * splits.filter(isTimed).length * Object.keys(prepares).length
  return Math.max(1, analysis.family === 'dataset' ? ofDataset : ofDataset * datasets.length)
}

/**
 * The fewest rounds in whole passes with which any verdict rests on more than the assumption of normal errors: those
 * with which an exact test of the pairs could reach α/m, 2 / 2ⁿ ≤ α/m, if all of them lay on one side.
 */
export function leastRounds(study: Study, arms = 1): number {
  const needed = pairsToReach(study.analysis.alpha, gateFamily(study, arms))
  return wholePasses(needed, study)
}

/** The study with the rounds with which a gate begins that adds passes until it is narrow. */
export function withFirstRounds(study: Study): Study {
  const rounds = Math.max(leastRounds(study), wholePasses(NARROWING_ROUNDS, study))
  return { ...study, protocol: { ...study.protocol, rounds } }
}

/** S: the rounds of one pass. */
export function passRounds({ grid, protocol }: Study): number {
  const configurations = grid.n_neighbors.length * grid.metric.length * grid.weights.length
  return subsetCount(configurations, protocol.configurations_per_round)
}

function wholePasses(rounds: number, study: Study): number {
  const S = passRounds(study)
  return Math.ceil(rounds / S) * S
}

/** Says before anything runs that these rounds cannot decide. */
export function requireRounds(study: Study, arms = 1): void {
  const least = leastRounds(study, arms)
  const { rounds } = study.protocol
  if (rounds >= least) return
  const m = gateFamily(study, arms)
  throw new InputError({
    found: `${rounds} round${rounds === 1 ? ' is' : 's are'} too few for any verdict: no exact test of ${rounds} pairs can reach α/m = ${study.analysis.alpha}/${m}.`,
    fix: `Ask for ${least} at least: --rounds ${least}`,
  })
}
