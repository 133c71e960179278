import { parentPort, workerData } from 'node:worker_threads'
import { gradeAnswers } from '../verify/grade-answers.ts'
import { gradeValues } from '../verify/grade-values.ts'
import type { GradingRequest } from './grading-request.ts'
import { cachedOracle } from './oracle-cache.ts'

/** Grades one case and metric; see `effects.ts`. */
parentPort?.postMessage(grades(workerData))

function grades(request: GradingRequest) {
  const oracle = cachedOracle(request.graded, request.engines, request.cacheRoot)
  return request.task === 'classification'
    ? gradeAnswers(request.graded, request.engines, oracle)
    : gradeValues(request.graded, request.engines, oracle)
}
