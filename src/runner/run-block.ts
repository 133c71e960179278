import type { RecordOf } from '../ledger/record.ts'
import { type BlockPlace, blockRecord, endRecord, measurements } from './block-records.ts'
import { changedConfigurations } from './changed-labels.ts'
import { leftoverRecords } from './failure.ts'
import { blockJob } from './job.ts'
import { judgeBlock } from './judge-block.ts'
import type { LedgerState } from './ledger-state.ts'
import { stealShare } from './machine.ts'
import { remainingRuns } from './remaining-runs.ts'
import type { RunContext } from './run-context.ts'
import { runEngine } from './run-engine.ts'

type Ending = RecordOf<'block-end'>['outcome'] | 'nothing-left' | 'slept'

/** Less is how far two clocks that are read one after the other may differ. */
const SLEPT_NS = 1e9

/**
 * Measures one arm within one round. If its process ends badly the block is void, the configuration
 * that ended it (or the timing of searches) is recorded and left out, and the block is repeated
 * without it, so that each counting block is one whole process. Nothing is recorded of a block before whose end the
 * machine was suspended since its group began: what woke up is another machine, cold and busy, than the baseline saw.
 * Nor of one in which this process was stopped: in a frozen container the engine is as well, and its clock goes on.
 */
export async function runBlock(
  place: BlockPlace,
  state: LedgerState,
  context: RunContext,
): Promise<'measured' | 'nothing-left' | 'slept'> {
  for (;;) {
    const ending = await tryBlock(place, state, context)
    if (ending === 'measured' || ending === 'nothing-left' || ending === 'slept') return ending
  }
}

/** One fresh process; all its records are written in one go, the end last: a torn write leaves none that counts. */
async function tryBlock(place: BlockPlace, state: LedgerState, context: RunContext): Promise<Ending> {
  const { arm, group } = place
  const { effects, study } = context
  const runs = remainingRuns(group, arm, state)
  if (runs.length === 0) return 'nothing-left'
  const folder = effects.createFolder()
  try {
    const search = !state.goesWithout(arm, 'search')
    const job = blockJob(arm, study, folder, { runs, able: state.timable(arm), search })
    const block = blockRecord(place, runs, effects)
    const before = effects.cpuTicks()
    const outcome = await runEngine(arm, job, 'engine', context)
    if (outcome.stopped_ns > 0 || effects.asleep_ns() - place.asleep_ns > SLEPT_NS) return 'slept'
    const steal_share = stealShare(before, effects.cpuTicks())
    const changed = changedConfigurations(arm, outcome, state, effects)
    const { ending, failures } = judgeBlock(place, job, outcome, changed)
    const end = endRecord(block, outcome, ending, steal_share)
    effects.append([
      ...leftoverRecords(arm, outcome),
      block,
      ...measurements(block, outcome.events),
      ...failures,
      end,
    ])
    return ending
  } finally {
    effects.discard(folder)
  }
}
