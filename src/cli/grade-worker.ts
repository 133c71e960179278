import { parentPort, workerData } from 'node:worker_threads'
import { gradeAnswers } from '../verify/grade-answers.ts'

/** Grades one case and metric; see `effects.ts`. */
const { gradingCase, engines } = workerData
parentPort?.postMessage(gradeAnswers(gradingCase, engines))
