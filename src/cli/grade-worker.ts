import { parentPort, workerData } from 'node:worker_threads'
import { gradeAnswers } from '../verify/grade-answers.ts'
import { cachedOracle } from './oracle-cache.ts'

/** Grades one case and metric; see `effects.ts`. */
const { gradingCase, engines, cacheRoot } = workerData
parentPort?.postMessage(gradeAnswers(gradingCase, engines, cachedOracle(gradingCase, engines, cacheRoot)))
