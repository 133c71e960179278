import { createHash } from 'node:crypto'
import type { Configuration } from '../config/study.ts'
import type { Matrix } from '../data/matrix.ts'
import type { EngineEvent, Job } from '../engine/protocol.ts'
import { configurationKey, expandGrid } from '../plan/grid.ts'
import { announcedFiles, answerFault } from '../runner/answer-files.ts'
import type { Arm } from '../runner/arm.ts'
import { gradeMetric } from '../runner/grade-case.ts'
import { answersJob, blockJob } from '../runner/job.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import type { RunContext } from '../runner/run-context.ts'
import { runEngine } from '../runner/run-engine.ts'
import type { SampledRows } from '../runner/study-case.ts'
import type { Asked } from './ask-case.ts'
import { type Graded, type Host, listeningEffects } from './host.ts'
import { suiteArm, suiteStudy, writtenRows } from './suite-arm.ts'

interface AskedTwice extends Asked {
  readonly others: Matrix
}

/** What an engine answered when its test rows were others, or in another order, from one call to the next. */
export interface OtherRows {
  readonly graded: readonly Graded[]
  /** Configurations whose timed calls gave other labels than those that were graded right for the same rows. */
  readonly changed: readonly Configuration[]
  /** Why there is nothing to see. */
  readonly failure: string | undefined
}

/**
 * Has an engine time some rows and then answer others, and the other way about in a second process; in a third it
 * only times. An answer that was kept from rows before is then a wrong one.
 */
export async function askOtherRows(engine: ReadyEngine, asked: AskedTwice, host: Host): Promise<OtherRows> {
  const study = suiteStudy(engine, asked.grid)
  const { effects, heard } = listeningEffects(host)
  const folder = host.createFolder()
  try {
    const arm = suiteArm(engine, study, asked, folder)
    const context = { study, grid: expandGrid(asked.grid), effects, cancel: host.cancel }
    const [first, second] = [arm.scored, writtenRows(folder, 'X_other.npy', asked.others)]
    const timed = new Map<SampledRows, ReadonlyMap<string, string>[]>(
      [first, second].map((rows) => [rows, []]),
    )
    for (const [before, after] of [[first, second], [second, first], [first]]) {
      const told = await timeThenAnswer(arm, { before, after }, host, context)
      if (typeof told === 'string') return { graded: heard.graded, changed: [], failure: told }
      timed.get(before)?.push(told)
    }
    const changed = arm.supported.filter((configuration) =>
      [...timed].some(([rows, blocks], at) => {
        const graded = gradedHash(heard.graded, configuration, at === 0 ? 1 : 0, rows)
        return blocks.some(
          (block) => graded !== undefined && block.get(configurationKey(configuration)) !== graded,
        )
      }),
    )
    return { graded: heard.graded, changed, failure: undefined }
  } finally {
    host.discard(folder)
  }
}

interface Order {
  readonly before: SampledRows
  /** Nothing is answered without them. */
  readonly after: SampledRows | undefined
}

/** Runs one process and grades what it answers; gives the hash of the labels that each configuration was timed with. */
async function timeThenAnswer(
  arm: Arm,
  { before, after }: Order,
  host: Host,
  context: RunContext,
): Promise<ReadonlyMap<string, string> | string> {
  const out = host.createFolder()
  try {
    const scored = after ?? before
    const placed = { ...arm, scored, studyCase: { ...arm.studyCase, timed: before, score: scored } }
    const job = orderedJob(placed, out, after, context)
    const outcome = await runEngine(placed, job, 'any', context)
    if (outcome.kind !== 'done') return outcome.message
    if (after !== undefined) await gradeAfter(placed, out, outcome.events, context)
    return new Map(outcome.events.flatMap(timedLabels))
  } finally {
    host.discard(out)
  }
}

function orderedJob(arm: Arm, out: string, after: SampledRows | undefined, { study }: RunContext): Job {
  const runs = study.grid.metric.map((metric) => ({
    metric,
    configurations: arm.supported.filter((configuration) => configuration.metric === metric),
  }))
  const block = blockJob(arm, study, out, { runs, able: arm.supported, search: false })
  if (after === undefined) return block
  const { untimed } = answersJob(arm, study.task, out, {
    configurations: arm.supported,
    goesWithout: () => false,
  })
  return { ...block, untimed }
}

async function gradeAfter(
  arm: Arm,
  out: string,
  events: readonly EngineEvent[],
  { study, effects }: RunContext,
): Promise<void> {
  const { scored, studyCase } = arm
  const files = announcedFiles(events, out)
  const { task } = study
  const expected = { task, rows: scored.positions.length, n_classes: studyCase.prepared.classes.length }
  const usable = {
    ...files,
    labels: files.labels.filter((cell) => answerFault(cell, expected) === undefined),
  }
  for (const metric of study.grid.metric)
    await gradeMetric({ studyCase, task, metric, rows: scored }, [{ arm, files: usable }], effects)
}

function timedLabels(event: EngineEvent): [string, string][] {
  if (event.event !== 'sample' || event.kind !== 'predict') return []
  return [[configurationKey(event.configuration), event.labels_sha256 ?? '']]
}

/** The hash of right labels of these rows; undefined where they are wrong or more than one label is right. */
function gradedHash(
  graded: readonly Graded[],
  { n_neighbors, metric, weights }: Configuration,
  process: number,
  rows: SampledRows,
): string | undefined {
  const together = graded.filter(({ gradingCase }) => gradingCase.metric === metric)[process]
  const at = together?.answers.cells.findIndex(
    (cell) => cell.n_neighbors === n_neighbors && cell.weights === weights,
  )
  if (together === undefined || at === undefined || at < 0) return undefined
  const { labels } = together.answers.cells[at]
  const { grade, rows_ambiguous } = together.grades[at]
  if (grade === 'wrong' || rows_ambiguous > 0 || labels.length !== rows.positions.length) return undefined
  return createHash('sha256')
    .update(new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength))
    .digest('hex')
}
