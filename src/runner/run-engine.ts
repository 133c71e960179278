import type { Job } from '../engine/protocol.ts'
import type { Arm } from './arm.ts'
import type { EngineOutcome, EngineTask } from './engine-process.ts'
import { helloFault } from './hello-fault.ts'
import { Interrupted } from './interrupted.ts'
import { type RunContext, silenceLimits } from './run-context.ts'
import { unaskedFault } from './unasked-fault.ts'

/** How a process ended that the user did not end. */
export type ArmOutcome = Exclude<EngineOutcome, { readonly kind: 'interrupted' }>

/** Runs one process of an arm and checks that it is the arm's; throws Interrupted if the user ended it. */
export async function runEngine(
  arm: Arm,
  job: Job,
  cores: EngineTask['cores'],
  context: RunContext,
): Promise<ArmOutcome> {
  const { effects, cancel } = context
  const { command } = arm.engine
  const task = { command, job, cores, folder: job.out, ...silenceLimits(context), cancel }
  const outcome = await effects.runEngine(task)
  if (outcome.kind === 'interrupted') throw new Interrupted()
  const { events } = outcome
  const other = outcome.kind === 'done' ? helloFault(arm.engine, events) : undefined
  const fault = other ?? unaskedFault(job, events)
  // Nothing is taken of what another engine says, or one that says what it was not asked: only its hello is kept.
  return fault === undefined
    ? outcome
    : { ...outcome, kind: 'crashed', message: fault, events: events.slice(0, 1) }
}
