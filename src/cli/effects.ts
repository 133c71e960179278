import os from 'node:os'
import { Worker } from 'node:worker_threads'
import { decodeTargets } from '../data/npy.ts'
import { removeTree } from '../data/temporary.ts'
import type { AnswerStore } from '../ledger/answer-store.ts'
import type { LedgerWriter } from '../ledger/append-ledger.ts'
import type { Effects } from '../runner/effects.ts'
import { runEngineProcess } from '../runner/engine-process.ts'
import { readCpuTicks } from '../runner/machine.ts'
import type { Pinning } from '../runner/pinning.ts'
import type { RunFolder } from '../runner/run-folder.ts'
import type { CellGrade } from '../verify/grade.ts'
import { type GradingRequest, memoryOf } from './grading-request.ts'
import type { ProgressLine } from './progress.ts'
import { workerMessage } from './worker-message.ts'

type Grades = ReadonlyMap<string, readonly CellGrade[]>

interface Parts {
  readonly writer: LedgerWriter
  readonly answers: AnswerStore
  readonly pinning: Pinning | undefined
  readonly runFolder: RunFolder
  readonly progress: ProgressLine
  readonly interrupt: AbortSignal
  readonly cacheRoot: string
}

/** The runner's effects on the real world. */
export function realEffects({
  writer,
  answers,
  pinning,
  runFolder,
  progress,
  interrupt,
  cacheRoot,
}: Parts): Effects {
  return {
    runEngine: (task) => runEngineProcess(task, pinning),
    createFolder: () => runFolder.create(),
    discard: removeTree,
    append: (records) => writer.append(records),
    putAnswer: (bytes) => answers.put(bytes),
    readTargets: (sha256) => decodeTargets(answers.read(sha256), answers.path(sha256)),
    gradeAnswers: (graded, engines) =>
      grade({ task: 'classification', graded, engines, cacheRoot }, interrupt),
    gradeValues: (graded, engines) => grade({ task: 'regression', graded, engines, cacheRoot }, interrupt),
    now_ns: () => Number(process.hrtime.bigint()),
    // The one goes on while the machine is suspended (CLOCK_BOOTTIME), the other does not (CLOCK_MONOTONIC).
    asleep_ns: () => os.uptime() * 1e9 - Number(process.hrtime.bigint()),
    timestamp: () => new Date().toISOString(),
    load_1m: () => os.loadavg()[0],
    cpuTicks: readCpuTicks,
    progress: (step) => progress.show(step),
  }
}

/**
 * In a worker thread: the oracle of a large case takes minutes, and Ctrl-C must not wait for it. The arrays go there
 * and are not copied.
 */
function grade(workerData: GradingRequest, interrupt: AbortSignal): Promise<Grades> {
  const worker = new Worker(new URL('./grade-worker.js', import.meta.url), {
    workerData,
    transferList: memoryOf(workerData),
  })
  return workerMessage(worker, interrupt)
}
