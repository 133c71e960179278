import type { Study } from '../config/study.ts'
import { widestSpeed } from '../report/gate/widest-speed.ts'
import { percent } from '../report/percent.ts'
import type { Results } from '../report/results.ts'
import { formatDuration } from './duration.ts'
import { passRounds } from './gate-rounds.ts'
import type { Io } from './io.ts'
import { type Measuring, measure } from './measure.ts'
import { readResults } from './read-results.ts'
import { tell } from './tell.ts'

/** How long a gate adds passes where its study declares no budget. */
const DEFAULT_BUDGET_NS = 10 * 60e9

/** Answers every configuration and measures all rounds of the study. */
export async function measureRounds(measuring: Measuring, folder: string, io: Io): Promise<Results> {
  await measure(measuring, folder, io)
  return readResults(folder)
}

/** Answers alone, which the rounds after them need not give again: a wrong build is stopped before its first time. */
export async function measureAnswers(measuring: Measuring, folder: string, io: Io): Promise<Results> {
  const planned = { ...measuring.planned, until: 'answers' } as const
  return await measureRounds({ ...measuring, planned }, folder, io)
}

/** Several measurements listen to one Ctrl-C. */
export function withOneInterrupt(io: Io): Io {
  let signal: AbortSignal | undefined
  return {
    ...io,
    catchInterrupts(kept) {
      signal ??= io.catchInterrupts(kept)
      return signal
    },
  }
}

/**
 * Measures whole passes until the half width of every verdict's interval is below δ/2, or the budget ends. What the
 * intervals say of head and base never stops it: only how wide they are does.
 */
export async function measureUntilNarrow(measuring: Measuring, folder: string, io: Io): Promise<Results> {
  const { study } = measuring.planned
  const budget_ns = study.protocol.budget_ns ?? DEFAULT_BUDGET_NS
  const wanted = Math.log1p(study.analysis.equivalence) / 2
  const started_ms = Date.now()
  const first = study.protocol.rounds
  for (let rounds = first; ; rounds += passRounds(study)) {
    const planned = { ...measuring.planned, study: ofRounds(study, rounds) }
    await measure({ ...measuring, planned }, folder, rounds === first ? io : { ...io, stderr: SILENT })
    const results = readResults(folder)
    const widest = widestSpeed(results)
    const passed_ns = (Date.now() - started_ms) * 1e6
    tell(io, [`  ${rounds} rounds: ${widthWords(widest, wanted)}`])
    if (widest !== undefined && widest < wanted) return results
    if (passed_ns >= budget_ns) {
      tell(io, [`  the budget of ${formatDuration(budget_ns)} is used up`])
      return results
    }
  }
}

/** What a pass more would be told of is told once. */
const SILENT = { write: () => true }

/** The budget ends the passes here, and must not drop an arm from the plan of a longer study. */
function ofRounds(study: Study, rounds: number): Study {
  const { budget_ns: _, max_arm_ns: __, ...protocol } = study.protocol
  return { ...study, protocol: { ...protocol, rounds } }
}

function widthWords(widest: number | undefined, wanted: number): string {
  const limit = `wanted below ±${percent(Math.expm1(wanted), 2)} %`
  return widest === undefined
    ? `an interval is missing, ${limit}`
    : `the widest interval is ±${percent(Math.expm1(widest), 2)} %, ${limit}`
}
