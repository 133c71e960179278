import type { ReadyEngine } from '../runner/ready-engine.ts'
import { describeWrong } from '../verify/describe-wrong.ts'
import type { FirstWrong } from '../verify/grade.ts'
import { askLoading } from './ask-loading.ts'
import { askNothing, askRefusal } from './ask-refusal.ts'
import { agreementCases } from './cases/agreement-cases.ts'
import { edgeCases, emptyTest, refusalCases } from './cases/edge-cases.ts'
import { OTHER_ROWS, otherRows } from './cases/other-rows.ts'
import { valueCases, valueEdgeCases, valueRefusalCases } from './cases/value-cases.ts'
import type { Check } from './check.ts'
import { type Checked, checkData } from './check-data.ts'
import { checkOtherRows } from './check-other-rows.ts'
import { checkValues } from './check-values.ts'
import type { Host } from './host.ts'
import { checkQuality } from './quality.ts'
import { type SmallestData, smallestData } from './smallest-data.ts'
import type { SuiteCase } from './suite-case.ts'
import { type ExplainedFindings, explainFindings } from './wrong-cells.ts'

/** One way in which an engine is wrong. */
export interface WrongWay {
  /** Undefined where nothing known explains it. */
  readonly explanation: string | undefined
  readonly kind: FirstWrong['kind']
  readonly cells: number
  /** The checks that found it. */
  readonly checks: readonly string[]
  /** The first wrong row of the first of them. */
  readonly example: string
  /** Undefined where a second process was not wrong again. */
  readonly smallest: SmallestData | undefined
}

/** What the suite found, but for existence and speed. */
export interface Verified {
  readonly checks: readonly Check[]
  readonly wrong: readonly WrongWay[]
}

interface SuiteOptions {
  /** Data beside the suite's own. */
  readonly bundled: readonly SuiteCase[]
  /** Processes side by side; no clock is read. */
  readonly jobs: number
  readonly onCheck: (name: string) => void
}

/** Steps 2 to 4 of the suite: loads, agrees with the oracle, survives the edges. */
export async function verifyEngine(
  engine: ReadyEngine,
  host: Host,
  { bundled, jobs, onCheck }: SuiteOptions,
): Promise<Verified> {
  onCheck('loads')
  const loading = await askLoading(engine, host)
  if (loading.status === 'failed') return { checks: [loading], wrong: [] }
  const work: Work = [
    ...[...agreementCases(), ...bundled].map((one) =>
      asWork(one.name, () => checkData('agrees', engine, one, host)),
    ),
    asWork(OTHER_ROWS, () => checkOtherRows(engine, otherRows(), host)),
    ...edgeCases().map((one) => asWork(one.name, () => checkData('edges', engine, one, host))),
    ...refusalCases().map((one) =>
      asWork(one.name, async () => without(await askRefusal(engine, one, host))),
    ),
    asWork('empty-test', async () => without(await askNothing(engine, emptyTest(), host))),
    ...(engine.manifest.capabilities.tasks.includes('regression') ? valueWork(engine, host) : []),
  ]
  const checked = await inParallel(work, jobs, onCheck)
  const ways: WrongWay[] = []
  for (const group of explainFindings(checked.flatMap(({ findings }) => findings))) {
    onCheck(`smaller data for: ${group.explanation?.words ?? 'wrong answers'}`)
    ways.push(wrongWay(group, await smallestData(engine, group, host)))
  }
  const quality = checkQuality(checked.flatMap(({ approximate }) => approximate))
  return { checks: [loading, ...checked.map(({ check }) => check), ...quality], wrong: ways }
}

type Work = readonly (readonly [string, () => Promise<Checked>])[]

/** What is asked of an engine that predicts numbers too. */
function valueWork(engine: ReadyEngine, host: Host): Work {
  return [
    ...valueCases().map((one) =>
      asWork(one.name, async () => without(await checkValues(engine, one, 'ordinary', host))),
    ),
    ...valueEdgeCases().map((one) =>
      asWork(one.name, async () => without(await checkValues(engine, one, 'edges', host))),
    ),
    ...valueRefusalCases().map((one) =>
      asWork(one.name, async () => without(await askRefusal(engine, one, host))),
    ),
  ]
}

function asWork(name: string, work: () => Promise<Checked>): readonly [string, () => Promise<Checked>] {
  return [name, work]
}

function without(check: Check): Checked {
  return { check, findings: [], approximate: [] }
}

function wrongWay(
  { explanation, findings }: ExplainedFindings,
  smallest: SmallestData | undefined,
): WrongWay {
  const [first] = findings
  return {
    explanation: explanation?.words,
    kind: first.grade.wrong.kind,
    cells: findings.length,
    checks: [...new Set(findings.map(({ check }) => check))],
    example: describeWrong(first.grade.wrong),
    smallest,
  }
}

async function inParallel(
  work: readonly (readonly [string, () => Promise<Checked>])[],
  jobs: number,
  onCheck: (name: string) => void,
): Promise<Checked[]> {
  const done: Checked[] = []
  const queue = [...work.entries()]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, [name, start]] = next
      onCheck(name)
      done[at] = await start()
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker))
  return done
}
