import type { Configuration, Study } from '../config/study.ts'
import type { Matrix } from '../data/matrix.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import { describeWrong } from '../verify/describe-wrong.ts'
import { oracleReader } from '../verify/oracle.ts'
import { askCase } from './ask-case.ts'
import { askOtherRows } from './ask-other-rows.ts'
import { OTHER_ROWS, otherRows } from './cases/other-rows.ts'
import type { Host } from './host.ts'
import { pickData, pickMatrix, shrinkData } from './shrink.ts'
import type { SuiteData } from './suite-case.ts'
import { type ExplainedFindings, type Finding, findWrong } from './wrong-cells.ts'

/** The smallest data found on which an engine is wrong in one way. */
export interface SmallestData {
  readonly configuration: Configuration
  /** `before`: the test rows of the calls before, where it takes them. */
  readonly data: SuiteData & { readonly before?: Matrix }
  readonly test_row: number
  /** What is wrong there. */
  readonly sentence: string
}

/** Shrinks the data of the findings of one explanation; undefined where a second process was not wrong again. */
export async function smallestData(
  engine: ReadyEngine,
  group: ExplainedFindings,
  host: Host,
): Promise<SmallestData | undefined> {
  const finding = smallestFinding(group.findings)
  const { gradingCase, cell } = finding.wrong
  const { n_neighbors, weights } = cell
  const configuration = { n_neighbors, metric: gradingCase.metric, weights }
  const grid = { n_neighbors: [n_neighbors], metric: [gradingCase.metric], weights: [weights] }
  const search: Search =
    finding.check === OTHER_ROWS
      ? otherRowsSearch(engine, grid, host)
      : dataSearch(engine, group, finding, grid, host)
  let last: Finding | undefined
  const data = await shrinkData(
    search.data,
    { least_rows: n_neighbors, hint: likelyRows(finding) },
    search.pick,
    async (some) => {
      const found = await search.wrongIn(some)
      last = found ?? last
      return found !== undefined
    },
  )
  if (data === undefined || last === undefined) return undefined
  const { wrong } = last.grade
  return { configuration, data, test_row: wrong.row, sentence: describeWrong(wrong) }
}

interface Search {
  readonly data: SmallestData['data']
  readonly pick: Parameters<typeof shrinkData<SmallestData['data']>>[2]
  readonly wrongIn: (data: SmallestData['data']) => Promise<Finding | undefined>
}

function dataSearch(
  engine: ReadyEngine,
  { explanation }: ExplainedFindings,
  { wrong: { gradingCase }, grade }: Finding,
  grid: Study['grid'],
  host: Host,
): Search {
  return {
    data: gradingCase,
    pick: (some) => pickData(gradingCase, some),
    async wrongIn(data) {
      const { graded } = await askCase(engine, { name: 'smaller', data, grid }, host)
      return findWrong('smaller', graded).find((found) =>
        explanation === undefined
          ? found.grade.wrong.kind === grade.wrong.kind
          : explanation.holds(found.wrong),
      )
    },
  }
}

function otherRowsSearch(engine: ReadyEngine, grid: Study['grid'], host: Host): Search {
  const { data, others } = otherRows()
  return {
    data: { ...data, before: others },
    pick: (some) => ({ ...pickData(data, some), before: pickMatrix(others, some.score, some.features) }),
    async wrongIn(smaller) {
      const asked = { name: 'smaller', data: smaller, others: smaller.before ?? smaller.X_score, grid }
      const { graded } = await askOtherRows(engine, asked, host)
      return findWrong('smaller', graded)[0]
    },
  }
}

/** The one with the fewest numbers; small k first. */
function smallestFinding(findings: readonly Finding[]): Finding {
  const size = ({ wrong: { gradingCase, cell } }: Finding): number =>
    cell.n_neighbors * 1e6 + gradingCase.X_train.values.length
  return findings.reduce((least, one) => (size(one) < size(least) ? one : least))
}

/** The first wrong row, its nearest training rows and those that the engine told. */
function likelyRows({ wrong: { gradingCase, answers, cell }, grade }: Finding): {
  train: number[]
  score: number[]
} {
  const { row } = grade.wrong
  const { n_neighbors } = cell
  const { neighbors } = answers
  const { indices } = oracleReader(gradingCase, { n_neighbors })(row)
  const start = row * (neighbors?.n_neighbors ?? 0)
  const told = neighbors?.indices.subarray(start, start + n_neighbors) ?? []
  const rows = new Set([...indices.subarray(0, n_neighbors + 2), ...told])
  const train = [...rows].filter((one) => one >= 0 && one < gradingCase.X_train.rows)
  return { train: train.sort((a, b) => a - b), score: [row] }
}
