import type { ReadyEngine } from '../runner/ready-engine.ts'
import { describeWrong } from '../verify/describe-wrong.ts'
import { askCase, type CaseAnswers } from './ask-case.ts'
import { type Check, countGrades, rightDeviations, shortened } from './check.ts'
import type { Host } from './host.ts'
import { type QualityCell, qualityCells, qualityOver, qualityWords } from './quality.ts'
import { declaredGrid } from './suite-arm.ts'
import { type SuiteCase, sizeOf } from './suite-case.ts'
import { type Finding, findWrong } from './wrong-cells.ts'

/** A check with its wrong cells. */
export interface Checked {
  readonly check: Check
  readonly findings: readonly Finding[]
  /** What the quality of an approximate engine is judged by. */
  readonly approximate: readonly QualityCell[]
}

/** Asks an engine about data that have a right answer. */
export async function checkData(
  step: 'agrees' | 'edges',
  engine: ReadyEngine,
  one: SuiteCase,
  host: Host,
): Promise<Checked> {
  const { name, what, data, n_neighbors, without } = one
  const answers = await askCase(
    engine,
    { name, data, grid: declaredGrid(engine, n_neighbors, without) },
    host,
  )
  const { graded } = answers
  const findings = findWrong(name, graded)
  const approximate = qualityCells(graded)
  const quality = qualityOver(approximate)
  const notes = [
    ...wrongNotes(findings),
    ...rightDeviations(graded),
    ...(quality === undefined ? [] : [qualityWords(quality)]),
    ...failureNotes(answers, graded.length),
  ]
  const status = findings.length > 0 ? 'wrong' : statusOf(step, answers, graded.length)
  const check = { step, name, what: `${what}, ${sizeOf(data)}`, status, grades: countGrades(graded), notes }
  return {
    check: quality === undefined ? check : { ...check, quality },
    findings,
    approximate: step === 'agrees' ? approximate : [],
  }
}

/** At the edges an engine may say what it cannot do; ordinary data are no edge. */
export function statusOf(
  limits: 'agrees' | 'ordinary' | 'edges',
  { failures, fallbacks }: CaseAnswers,
  graded: number,
): Check['status'] {
  const told = failures.filter(isTold)
  const isSilent = fallbacks.some(({ kind }) => kind !== 'unsupported')
  if (isSilent || told.length < failures.length) return 'failed'
  if (told.length + fallbacks.length > 0) return limits === 'edges' ? 'refused' : 'failed'
  return graded === 0 ? 'left out' : 'right'
}

/** What failed, or why nothing was asked. */
export function failureNotes({ failures, fallbacks, unsupported }: CaseAnswers, graded: number): string[] {
  return [
    ...counted(failures.map(({ message }) => message)),
    ...counted(fallbacks.map(({ message }) => `no neighbors: ${message}`)),
    ...(graded === 0 ? counted(unsupported.map(({ reason }) => reason)) : []),
  ]
}

/** Whether the engine said itself what it cannot do, of a configuration or before it ended. */
function isTold({ kind, message }: CaseAnswers['failures'][number]): boolean {
  return kind === 'unsupported' || kind === 'error' || message.includes('; it said: ')
}

/** The first wrong row of a check. */
export function wrongNotes([first]: readonly Finding[]): string[] {
  if (first === undefined) return []
  const { wrong, n_neighbors, weights } = first.grade
  const { metric } = first.wrong.gradingCase
  return [`wrong, first at k=${n_neighbors} ${metric} ${weights}: row ${wrong.row}: ${describeWrong(wrong)}`]
}

/** Each message once, with how often it came. */
function counted(messages: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const message of messages.map(shortened)) times.set(message, (times.get(message) ?? 0) + 1)
  return [...times].map(([message, count]) => (count === 1 ? message : `${message} (${count} times)`))
}
