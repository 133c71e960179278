import { expandGrid } from '../plan/grid.ts'
import { answersJob } from '../runner/job.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import { runEngine } from '../runner/run-engine.ts'
import type { RefusalCase } from './cases/edge-cases.ts'
import { type Check, shortened } from './check.ts'
import { type Host, listeningEffects } from './host.ts'
import { declaredGrid, suiteArm, suiteStudy, taskOf } from './suite-arm.ts'

/** Asks what has no right answer, straight past the host's own checks: only a refusal will do. */
export async function askRefusal(engine: ReadyEngine, asked: RefusalCase, host: Host): Promise<Check> {
  const { name, what } = asked
  const { answered, refusal, end } = await askAnyway(engine, asked, host)
  const check = { step: 'edges', name, what, grades: {} } as const
  if (answered.length > 0) {
    const rest = refusal === undefined ? '' : `; the others: ${refusal}`
    return { ...check, status: 'wrong', notes: [`answered for ${answered.join(', ')}${rest}`] }
  }
  if (refusal !== undefined) return { ...check, status: 'right', notes: [`refused: ${refusal}`] }
  return { ...check, status: 'failed', notes: [end] }
}

/** Without test rows an engine may say so, or answer nothing to nothing. */
export async function askNothing(engine: ReadyEngine, asked: RefusalCase, host: Host): Promise<Check> {
  const { name, what } = asked
  const { answered, refusal, end } = await askAnyway(engine, asked, host)
  const check = { step: 'edges', name, what, grades: {} } as const
  if (refusal !== undefined) return { ...check, status: 'right', notes: [`refused: ${refusal}`] }
  if (answered.length > 0) return { ...check, status: 'right', notes: ['no labels, as asked'] }
  return { ...check, status: 'failed', notes: [end] }
}

interface Answered {
  /** Metrics and weights. */
  readonly answered: readonly string[]
  /** What it said of the first refusal. */
  readonly refusal: string | undefined
  /** How it ended. */
  readonly end: string
}

async function askAnyway(engine: ReadyEngine, asked: RefusalCase, host: Host): Promise<Answered> {
  const grid = declaredGrid(engine, [asked.n_neighbors])
  const study = suiteStudy(engine, grid, taskOf(asked.data))
  const { effects } = listeningEffects(host)
  const folder = host.createFolder()
  try {
    const arm = suiteArm(engine, study, asked, folder)
    const configurations = expandGrid(grid)
    const job = answersJob(arm, study.task, folder, { configurations, goesWithout: () => false })
    const outcome = await runEngine(arm, job, 'any', {
      study,
      grid: configurations,
      effects,
      cancel: host.cancel,
    })
    const said = outcome.events.flatMap((event) => (event.event === 'failed' ? [event.message] : []))
    return {
      answered: outcome.events.flatMap((event) =>
        event.event === 'result' ? [`${event.configuration.metric}/${event.configuration.weights}`] : [],
      ),
      refusal: said[0] === undefined ? undefined : shortened(said[0]),
      end: outcome.kind === 'done' ? 'it neither answered nor refused' : outcome.message,
    }
  } finally {
    host.discard(folder)
  }
}
