import { InputError } from '../config/input-error.ts'
import { isTimed, type Study } from '../config/study.ts'
import type { StudyPlaces } from '../config/study-places.ts'
import { expandGrid } from '../plan/grid.ts'
import type { Tolerances } from '../report/gate/finding.ts'
import { type GateResult, judgeGate } from '../report/gate/gate-result.ts'
import { judgeAgainst } from '../report/gate/judge-against.ts'
import type { Results } from '../report/results.ts'
import { isTimedCase } from '../runner/study-case.ts'
import { requireExactBaseline, requireReadyBaseline, requireSupport } from './baseline.ts'
import { cacheRoot } from './folders.ts'
import { requireRounds, withFirstRounds } from './gate-rounds.ts'
import { gateStudy, type NamedBuilds } from './gate-study.ts'
import type { Io } from './io.ts'
import type { Measuring } from './measure.ts'
import { headline, leftOut, type PlannedStudy } from './plan-text.ts'
import { readStudy, type StudyFlags } from './read-study.ts'
import { showReading } from './reading-progress.ts'
import { studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'
import { tell } from './tell.ts'

export interface GateFlags
  extends Partial<NamedBuilds>,
    Pick<StudyFlags, 'dataset' | 'rounds' | 'allowOutside'> {
  readonly against?: string
  readonly untilNarrow?: true
}

/** What a gate measures, and how it judges it. */
export interface GatePlan {
  readonly measuring: Measuring
  readonly judge: (results: Results, limits: Tolerances) => GateResult
  readonly caveats: readonly string[]
}

/** Two builds in the same rounds. Everything that is known before an engine starts is checked here. */
export function planBuilds(named: string, flags: GateFlags, io: Io): GatePlan {
  const { study: read, places } = readStudy(named, flags, io)
  const { study: ofBuilds, ready, notes } = gateStudy(read, requireBuilds(flags), io)
  if (flags.untilNarrow === true) requireNone(flags.rounds, '--rounds and --until-narrow are both given.')
  const study = flags.untilNarrow === true ? withFirstRounds(ofBuilds) : ofBuilds
  const measuring = planMeasuring({ study, places, engines: { ready, missing: [] }, notes, arms: 1 }, io)
  return { measuring, judge: judgeGate, caveats: [] }
}

/** The engines of the study as it is, against what an earlier ledger has of them. */
export function planAgainst(named: string, flags: GateFlags, earlier: Results, io: Io): GatePlan {
  requireNone(flags.base ?? flags.head, '--against is given, and a build too.')
  requireNone(flags.untilNarrow, '--until-narrow is given with --against.')
  const { study, places } = readStudy(named, flags, io)
  const engines = studyEngines(study, places, cacheRoot(io))
  const measuring = planMeasuring({ study, places, engines, notes: [], arms: study.engines.length }, io)
  return {
    measuring,
    judge: (results, limits) => judgeAgainst(results, earlier, limits),
    caveats: [WEAKER],
  }
}

const WEAKER =
  'weaker than two builds in the same rounds: the base was measured in another session, so nothing is paired, and whatever changed on this machine since then counts as if the engine had; the null arms cannot see it'

interface Asked {
  readonly study: Study
  readonly places: StudyPlaces
  readonly engines: Pick<PlannedStudy, 'ready' | 'missing'>
  readonly notes: readonly string[]
  /** Arms of each case that are judged. */
  readonly arms: number
}

function planMeasuring({ study, places, engines, notes, arms }: Asked, io: Io): Measuring {
  const until = study.splits.some(isTimed) ? 'rounds' : 'answers'
  if (until === 'rounds') requireRounds(study, arms)
  const configurations = expandGrid(study.grid).length
  const planned: PlannedStudy = { study, ...engines, configurations, until }
  requireReadyBaseline(planned, places.baseline)
  requireExactBaseline(planned, places.baseline)
  requireSupport(planned, [Number.POSITIVE_INFINITY], places.baseline)
  tell(io, [headline(planned), ...notes.map((note) => `  ${note}`), ...leftOut(planned.missing)])
  const cases = showReading(io.stderr, (onRead) =>
    studyCases(study, places, { cacheRoot: cacheRoot(io), onRead }),
  )
  const counted = until === 'rounds' ? cases.filter(isTimedCase) : cases
  const n_trains = counted.map(({ prepared }) => prepared.n_train)
  requireSupport(planned, n_trains, places.baseline)
  return { planned, cases, invoked: undefined, changed_environment: 'refuse', again: [] }
}

function requireBuilds({ base, head }: GateFlags): NamedBuilds {
  if (base !== undefined && head !== undefined) return { base, head }
  throw new InputError({
    found: 'there is nothing to compare.',
    fix: 'Give both builds, --base ../main/engine.yaml --head ./engine.yaml, or an earlier result: --against NAME',
  })
}

function requireNone(flag: unknown, found: string): void {
  if (flag !== undefined) throw new InputError({ found, fix: 'Keep one of them.' })
}
