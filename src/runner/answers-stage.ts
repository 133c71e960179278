import type { Configuration } from '../config/study.ts'
import { answerArm } from './answer-arm.ts'
import type { AnswerFiles } from './answer-files.ts'
import type { Arm } from './arm.ts'
import { failureRecord } from './failure.ts'
import { type AnsweredArm, gradeMetric } from './grade-case.ts'
import { Interrupted } from './interrupted.ts'
import type { LedgerState } from './ledger-state.ts'
import type { RunContext } from './run-context.ts'
import { caseLabel } from './study-case.ts'

export interface UntimedWork {
  readonly cases: readonly (readonly Arm[])[]
  /** Processes side by side. */
  readonly jobs: number
}

/**
 * Correctness before speed: every cell that has no grade yet is answered and graded, case by case,
 * before anything is timed. Engines of one case run side by side, since no clock is read here.
 */
export async function answersStage(
  { cases, jobs }: UntimedWork,
  state: LedgerState,
  context: RunContext,
): Promise<void> {
  const pending = cases.map((arms) => arms.filter((arm) => openCells(arm, state).length > 0))
  const total = pending.flat().length
  let done = 0
  for (const arms of pending) {
    await answerCase(arms, jobs, context, async (arm, folder) => {
      const label = `${caseLabel(arm.studyCase)}  ${arm.engine.entry.name}`
      context.effects.progress({ stage: 'answers', done: done++, total, label })
      return answerArm({ arm, configurations: openCells(arm, state), folder }, state, context)
    })
  }
}

/** Cells that have not failed and are not graded, or on fewer rows than is planned now. */
export function openCells(arm: Arm, state: LedgerState): Configuration[] {
  return arm.supported.filter((configuration) => {
    const rows_graded = state.verification(arm, configuration)?.rows_graded ?? 0
    return rows_graded < arm.scored.positions.length && state.failure(arm, configuration) === undefined
  })
}

async function answerCase(
  arms: readonly Arm[],
  jobs: number,
  context: RunContext,
  answer: (arm: Arm, folder: string) => Promise<AnswerFiles | undefined>,
): Promise<void> {
  const { effects } = context
  const folders: string[] = []
  try {
    const answered: AnsweredArm[] = []
    await inParallel(arms, jobs, async (arm) => {
      const folder = effects.createFolder()
      folders.push(folder)
      const files = await answer(arm, folder)
      if (files !== undefined) answered.push({ arm, files })
    })
    answered.sort((a, b) => arms.indexOf(a.arm) - arms.indexOf(b.arm)) // the order of the study, whoever finished first
    await gradeAnswered(answered, context)
  } finally {
    for (const folder of folders) effects.discard(folder)
  }
}

async function gradeAnswered(answered: readonly AnsweredArm[], context: RunContext): Promise<void> {
  if (answered.length === 0) return
  const { studyCase } = answered[0].arm
  const { task } = context.study
  const metrics = [...new Set(context.grid.map(({ metric }) => metric))]
  for (const [done, metric] of metrics.entries()) {
    if (context.cancel.aborted) throw new Interrupted()
    context.effects.progress({
      stage: 'grade',
      done,
      total: metrics.length,
      label: `${caseLabel(studyCase)}  ${metric}`,
    })
    const asked = answered.filter(({ files }) =>
      files.labels.some(({ configuration }) => configuration.metric === metric),
    )
    for (const rows of new Set(asked.map(({ arm }) => arm.scored))) {
      const together = asked.filter(({ arm }) => arm.scored === rows)
      context.effects.append(await gradeMetric({ studyCase, task, metric, rows }, together, context.effects))
    }
  }
}

/** Records every cell that a manifest rules out, once. */
export function recordUnsupported(arms: readonly Arm[], state: LedgerState, context: RunContext): void {
  context.effects.append(
    arms.flatMap((arm) =>
      arm.unsupported
        .filter(({ configuration }) => state.failure(arm, configuration) === undefined)
        .map(({ configuration, reason }) =>
          failureRecord(arm, { configuration, stage: 'plan', kind: 'unsupported', message: reason }),
        ),
    ),
  )
}

/** At most `jobs` at once; the first error stops new ones from starting and is thrown when the others ended. */
async function inParallel<T>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items]
  const errors: unknown[] = []
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && errors.length === 0; item = queue.shift()) {
      try {
        await work(item)
      } catch (error) {
        errors.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker))
  if (errors.length > 0) throw errors[0]
}
