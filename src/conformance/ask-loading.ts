import { expandGrid } from '../plan/grid.ts'
import { answersJob } from '../runner/job.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import { runEngine } from '../runner/run-engine.ts'
import { givenData } from './cases/seeded-data.ts'
import type { Check } from './check.ts'
import { type Host, listeningEffects } from './host.ts'
import { declaredGrid, suiteArm, suiteStudy } from './suite-arm.ts'

const FOUR_ROWS = givenData([[0], [1], [2], [3]], [0, 1, 0, 1], [[0.2], [2.9]])

/** Whether the program starts, says what the manifest says, and tells what the manifest promises. */
export async function askLoading(engine: ReadyEngine, host: Host): Promise<Check> {
  const grid = declaredGrid(engine, [1])
  const study = suiteStudy(engine, grid)
  const { effects } = listeningEffects(host)
  const folder = host.createFolder()
  const check = { step: 'loads', name: 'program', what: 'four rows of one feature', grades: {} } as const
  try {
    const arm = suiteArm(engine, study, { name: 'program', data: FOUR_ROWS }, folder)
    const configurations = expandGrid(grid)
    const job = answersJob(arm, study.task, folder, { configurations, goesWithout: () => false })
    const outcome = await runEngine(arm, job, 'any', {
      study,
      grid: configurations,
      effects,
      cancel: host.cancel,
    })
    if (outcome.kind !== 'done') return { ...check, status: 'failed', notes: [outcome.message] }
    const faults = promiseFaults(engine, outcome.events)
    if (faults.length > 0) return { ...check, status: 'failed', notes: faults }
    return { ...check, status: 'right', notes: helloWords(outcome.events) }
  } finally {
    host.discard(folder)
  }
}

type Events = Awaited<ReturnType<typeof runEngine>>['events']

function promiseFaults({ manifest }: ReadyEngine, events: Events): string[] {
  const { capabilities } = manifest
  const results = events.flatMap((event) => (event.event === 'result' ? [event] : []))
  const refused = events.flatMap((event) =>
    event.event === 'failed' && event.part === undefined ? [event.message] : [],
  )
  const [hello] = events
  const engine = hello?.event === 'hello' ? hello.engine : ''
  const told = {
    neighbors: events.some(({ event }) => event === 'neighbors'),
    probabilities: results.some(({ probabilities }) => probabilities !== null),
  }
  return [
    ...(engine === manifest.name ? [] : [`it says that it is ${engine || 'nothing'}, not ${manifest.name}`]),
    ...refused.slice(0, 1).map((message) => `it refused what its manifest offers: ${message}`),
    ...(['neighbors', 'probabilities'] as const).flatMap((part) => {
      if (results.length === 0 || told[part] === capabilities[part]) return []
      return [`the manifest says ${part}: ${capabilities[part]}, but it told ${told[part] ? 'them' : 'none'}`]
    }),
  ]
}

function helloWords([hello]: Events): string[] {
  if (hello?.event !== 'hello') return []
  const { library, version, runtime, dtype, form } = hello
  return [`${library} ${version}, ${runtime}; ${dtype}, ${form} form`]
}
